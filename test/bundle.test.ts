/** Tests the built files: their content, and that they behave like the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import * as assert from 'uvu/assert';
import type { Chunk } from '../scripts/build/bundle.js';
import { packFolder, ROOT } from '../scripts/root.js';
import type { project as built } from '../src/entry/built-in.js';
import { readTemplates } from '../src/plan/read-pack.js';
import { command } from './command.js';
import { suite } from './harness.js';
import { directory, git } from './world.js';

const test = suite('the bundle');

const DIST = path.join(ROOT, 'dist');
const chunks = JSON.parse(readFileSync(path.join(ROOT, 'build/bundle.json'), 'utf8')) as Chunk[];

/** The modules of a chunk and of all chunks that are loaded with it. */
function modulesOf(file: string, seen = new Set<string>()): string[] {
  const chunk = chunks.find((one) => one.file === file);
  if (!chunk || seen.has(file)) return [];
  seen.add(file);
  return [...Object.keys(chunk.modules), ...chunk.imports.flatMap((one) => modulesOf(one, seen))];
}

const packagesIn = (modules: readonly string[]): string[] => [
  ...new Set(modules.flatMap((id) => /.*node_modules\/((?:@[^/]+\/)?[^/?]+)/.exec(id)?.[1] ?? [])),
];

test('the bundled templates equal those of the templates directory', async () => {
  const { project } = (await import(path.join(DIST, 'library.cjs'))) as { project: typeof built };
  assert.equal(project.templates(), readTemplates(packFolder('project')));
});

test('the record of a written project has the blob ids that git computes', async () => {
  const folder = directory();
  const run = await command(['app', '--yes', '--no-git'], { cwd: folder });
  assert.is(run.code, 0, run.err);
  const project = path.join(folder, 'app');
  const { files } = parse(readFileSync(path.join(project, '.create-pyproject.toml'), 'utf8')) as {
    files: Record<string, string>;
  };
  const ids = git(project, 'hash-object', '--no-filters', '--', ...Object.keys(files)).split('\n');
  assert.ok(ids.length > 30);
  assert.equal(Object.values(files), ids);
});

test('--help and --version load a few small modules of this project', () => {
  const modules = modulesOf('main.cjs').filter((id) => !id.includes('rolldown/runtime'));
  assert.equal(modules.sort(), [
    'build/src/entry/data.js',
    'build/src/entry/main.js',
    'build/src/entry/texts.js',
    'build/src/entry/version.js',
    'build/src/host/node-output.js',
  ]);
});

test('plop and unused prompts are not in the bundle', () => {
  const all = packagesIn(chunks.flatMap(({ file }) => modulesOf(file)));
  assert.ok(all.includes('smol-toml') && all.includes('@inquirer/select'));
  assert.equal(
    all.filter((name) => /plop|editor|iconv|chardet|checkbox|rxjs|lodash/.test(name)),
    [],
  );
});

test('of Handlebars there is the parser, and neither its compiler nor its runtime', () => {
  const files = chunks.flatMap(({ modules }) =>
    Object.keys(modules).filter((id) => id.includes('/handlebars/')),
  );
  assert.ok(files.some((name) => name.endsWith('/compiler/parser.js')));
  assert.equal(
    files.filter((name) => /\/(compiler|javascript-compiler|code-gen|runtime)\.js$/.test(name)),
    [],
  );
});

test('no built file evaluates a string as code', () => {
  for (const file of readdirSync(DIST).filter((name) => /\.[cm]js$/.test(name))) {
    const text = readFileSync(path.join(DIST, file), 'utf8');
    assert.not.match(
      text,
      /\beval\s*\(|\bFunction\s*\(|\bnode:vm\b|require\([`'"]vm[`'"]\)|runIn(New|This)?Context/,
      file,
    );
  }
});

test('the notices name every bundled package, with its full license text', () => {
  const plain = (text: string): string => text.replace(/\s+/g, ' ');
  const notices = plain(readFileSync(path.join(DIST, 'THIRD-PARTY-NOTICES.md'), 'utf8'));
  const used = chunks.flatMap(({ modules }) => Object.entries(modules).filter(([, bytes]) => bytes > 0));
  const names = packagesIn(used.map(([id]) => id));
  assert.ok(names.length > 10);
  for (const name of names) {
    assert.ok(notices.includes(`${name} `), name);
    const folder = path.join(ROOT, 'node_modules', name);
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    // Skips the heading, which only repeats `license` of package.json.
    const lines = file
      ? readFileSync(path.join(folder, file), 'utf8')
          .split('\n')
          .slice(2)
          .filter((line) => !/^\s*MIT License\s*$/.test(line))
      : [];
    for (const line of lines) assert.ok(notices.includes(plain(line).trim()), `${name}: ${line}`);
  }
});
