/**
 * Checks the files and Node modules that each kind of run loads, the files that it reads and writes, and its network
 * use.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import type { Chunk } from '../scripts/build/bundle.js';
import { ROOT } from '../scripts/root.js';
import { command, inTurn, KEY, Terminal } from './command.js';
import { suite } from './harness.js';
import { directory, environment, files, fill, gitConfig, SOMEBODY } from './world.js';

const test = suite('what a run touches');

const DIST = path.join(ROOT, 'dist');

/** The report of the preloaded script. */
interface Touched {
  /** Files of the package that were loaded as code. */
  readonly code: readonly string[];
  /** Node modules that this code required. */
  readonly asked: readonly string[];
  /** Public Node modules that were loaded after the start by any code. */
  readonly loaded: readonly string[];
  /** Other files that were opened for reading. */
  readonly read: readonly string[];
  /** Files and folders that were created, changed, renamed or removed. */
  readonly written: readonly string[];
  /** Connections and DNS lookups. */
  readonly network: readonly string[];
}

/** With the variable `NETWORK` it also records connections. This loads Node's network modules. */
const PRELOAD = `
'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { writeFileSync, readlinkSync } = fs;
const [code, asked, read, written, network] = [[], [], [], [], []].map(() => new Set());
const nameOf = (at) => {
  const [, file, rest = ''] = /^\\/proc\\/self\\/fd\\/(\\d+)(\\/.*)?$/.exec(at) ?? [];
  return path.resolve(file === undefined ? at : readlinkSync('/proc/self/fd/' + file) + rest);
};
const watch = (name, note) => {
  const original = fs[name];
  fs[name] = function (...args) {
    note(...args);
    return original.apply(this, args);
  };
};
const note = (into) => (at) => void (typeof at === 'string' && into.add(nameOf(at)));
watch('readFileSync', note(read));
watch('openSync', (at, flags = 'r') => {
  if (!(flags & fs.constants.O_DIRECTORY)) note(flags === 'r' || (flags & 3) === 0 ? read : written)(at);
});
for (const name of ['writeFileSync', 'appendFileSync', 'mkdirSync', 'rmdirSync', 'rmSync', 'unlinkSync', 'linkSync', 'chmodSync'])
  watch(name, note(written));
watch('renameSync', (from, to) => [from, to].forEach(note(written)));
for (const name of Object.keys(fs.promises)) if (name !== 'constants') fs.promises[name] = () => written.add('fs.promises.' + name);
const load = Module._load;
Module._load = function (request, parent, ...more) {
  if (Module.isBuiltin(request)) asked.add(request.replace('node:', ''));
  return load.call(this, request, parent, ...more);
};
if (process.env.NETWORK) {
  require('node:net').Socket.prototype.connect = () => void network.add('connect');
  for (const name of ['lookup', 'resolve']) require('node:dns')[name] = () => void network.add(name);
  asked.clear();
}
const startedWith = new Set(process.moduleLoadList);
process.on('exit', () => {
  const loaded = process.moduleLoadList
    .filter((name) => !startedWith.has(name))
    .map((name) => name.replace('NativeModule ', ''))
    .filter((name) => Module.isBuiltin(name));
  for (const file of Object.keys(require.cache)) if (file !== __filename) code.add(file);
  const found = { code, asked, read: new Set([...read].filter((file) => !code.has(file))), written, network };
  const lists = Object.fromEntries(Object.entries(found).map(([name, set]) => [name, [...set].sort()]));
  writeFileSync(process.env.TOUCHED, JSON.stringify({ ...lists, loaded: loaded.sort() }));
});
`;

interface Run {
  /** The current directory; the project is in \`app\`. */
  readonly cwd: string;
  readonly node: readonly string[];
  readonly env: Record<string, string>;
  touched(): Touched;
}

function prepared(more: Readonly<Record<string, string>> = {}): Run {
  const [cwd, aside] = [directory(), directory()];
  const [preload, notes] = [path.join(aside, 'preload.cjs'), path.join(aside, 'touched.json')];
  writeFileSync(preload, PRELOAD);
  const config = gitConfig(SOMEBODY);
  const name = (file: string): string => {
    if (file === config) return 'git configuration';
    if (/^\/proc\/\d+\/stat$/.test(file)) return 'its own start';
    const below = [DIST, cwd].find((folder) => file.startsWith(`${folder}${path.sep}`));
    return below === undefined ? file : path.relative(below, file).split(path.sep).join('/');
  };
  return {
    cwd,
    node: ['--require', preload],
    env: environment({ GIT_CONFIG_GLOBAL: config, TOUCHED: notes, ...more }),
    touched: () => {
      const found = JSON.parse(readFileSync(notes, 'utf8')) as Touched;
      return {
        ...found,
        code: found.code.map(name),
        read: found.read
          .map(name)
          .filter((file) => path.basename(file) !== 'package.json')
          .sort(),
        written: found.written.map(name),
      };
    },
  };
}

async function touchedBy(
  args: readonly string[],
  { answers, env }: { readonly answers?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Touched & { cwd: string }> {
  const run = prepared(env);
  if (answers !== undefined) writeFileSync(path.join(run.cwd, 'answers.toml'), answers);
  const { code, err } = await inTurn(() => command(args, { cwd: run.cwd, env: run.env }, run.node));
  assert.is(code, 0, err);
  return { ...run.touched(), cwd: run.cwd };
}

/** Chunk -> its modules. */
const modules = new Map(
  (JSON.parse(readFileSync(path.join(ROOT, 'build/bundle.json'), 'utf8')) as Chunk[]).map((chunk) => [
    chunk.file,
    Object.keys(chunk.modules),
  ]),
);

/** Whether a source file or a package was loaded. */
const has = ({ code }: Touched, module: string): boolean =>
  code.some((file) => modules.get(file)?.some((id) => id.includes(module)));

/** Modules that are slow to load, or that can start processes or connections. */
const UNWANTED =
  /^(node:)?(child_process|cluster|dgram|dns|http|https|http2|inspector|net|readline|vm|worker_threads)\b/;

const unwanted = ({ loaded }: Touched): string[] => loaded.filter((name) => UNWANTED.test(name));

test('--help and --version load a few small files, and read one', async () => {
  for (const [flag, read] of [
    ['--help', ['data/help.txt', 'data/version.txt']],
    ['--version', ['data/version.txt']],
  ] as const) {
    const touched = await touchedBy([flag]);
    assert.not.ok(has(touched, 'cli/'), flag);
    assert.equal(unwanted(touched), [], flag);
    assert.equal(touched.read, read, flag);
    assert.equal(touched.written, [], flag);
  }
});

test('creating a project loads only the needed modules, and writes only to its directory and its staging directory', async () => {
  const { cwd, ...touched } = await touchedBy(['app', '--yes', '--no-git']);
  for (const module of [
    '@inquirer',
    'cli/questions',
    'cli/completion',
    'cli/failure',
    'setup/finish',
    '/diff/',
    'src/adopt/',
    'src/doctor/',
    '@lezer',
    'unbash',
    'dockerfile-ast',
    'node_modules/yaml',
  ])
    assert.not.ok(has(touched, module), module);
  assert.equal(unwanted(touched), []);
  assert.equal(
    touched.read.filter((file) => !file.startsWith('data/')),
    ['git configuration', 'its own start'],
  );
  const staged = /^\.app\.\d+-[0-9a-z]{8}(?:\/(?:tree\/)?(.*))?$/;
  const others = touched.written.filter((name) => !staged.test(name));
  assert.equal(others, ['app']);
  const written = new Set(touched.written.flatMap((name) => staged.exec(name)?.[1] ?? []));
  for (const file of files(path.join(cwd, 'app'))) assert.ok(written.has(file), file);
});

test('a pack in a folder loads the parser, and reads its templates, only when a project uses them', async () => {
  const pack = directory();
  fill(pack, {
    'pack.toml':
      'name = "acme"\nversion = "1.0.0"\ndescription = "x"\n[[parts]]\nname = "spare"\nwhen = { docker = false }\n',
    'templates/spare/a.md.hbs': '{{name}}\n',
  });
  const without = await touchedBy(['app', '--yes', '--no-git', '--pack', pack]);
  for (const module of ['handlebars', 'compare-versions', 'toml-patch', 'packs/fetch-remote'])
    assert.not.ok(has(without, module), module);
  assert.ok(without.read.includes(path.join(pack, 'pack.toml')));
  assert.not.ok(without.read.some((file) => file.endsWith('.hbs')));
  const used = await touchedBy(['app', '--yes', '--no-git', '--no-docker', '--pack', pack]);
  assert.ok(has(used, 'handlebars'));
  assert.ok(used.read.includes(path.join(pack, 'templates/spare/a.md.hbs')));
});

const question = inTurn(async () => {
  const run = prepared({ NETWORK: '1' });
  mkdirSync(path.join(run.cwd, 'other'));
  const terminal = new Terminal([], run.cwd, run.env, [...run.node, path.join(DIST, 'main.cjs')]);
  await terminal.until('? Directory');
  terminal.type(KEY.ctrlC);
  await terminal.ended;
  return run.touched();
});
question.catch(() => {});

test('the first question appears before any template or lock is read, and without network access', async () => {
  const touched = await question;
  assert.ok(has(touched, '@inquirer/input'));
  assert.equal(touched.read, ['data/version.txt', 'git configuration']);
  assert.equal(touched.written, []);
  assert.equal(touched.network, []);
});
