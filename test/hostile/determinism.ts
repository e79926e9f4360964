/**
 * Checks that the same answers give the same bytes in any time zone, locale, umask, year, directory order, CPU count
 * and Node.js version.
 */
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { ROOT } from '../../scripts/root.js';
import { inTurn } from '../command.js';
import { directory, environment, fill } from '../world.js';
import type { Counts } from './counts.js';

/** The supported major versions of Node.js. */
const NODES = ['20', '22', '24'] as const;

/** Installs the newest Node.js of a major version from npm, without install scripts, and caches it. */
function node(line: string): string {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = path.join(ROOT, '.cache', 'tools', `${name}-${line}`);
  const binary = path.join(folder, 'node_modules', name, 'bin', 'node');
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    const install = [
      'install',
      '--prefix',
      folder,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-save',
    ];
    execFileSync('npm', [...install, `${name}@${line}`], { stdio: ['ignore', 'ignore', 'pipe'] });
  }
  return binary;
}

/** Scripts to load before the command: another clock, another CPU count, reversed directory listings. */
const PRELOAD = {
  '1970.cjs':
    'const D = Date; globalThis.Date = class extends D { constructor(...a) { super(...(a.length ? a : [0])) } static now() { return 0 } };',
  '2100.cjs':
    'const D = Date; const t = 4.1e12; globalThis.Date = class extends D { constructor(...a) { super(...(a.length ? a : [t])) } static now() { return t } };',
  'backwards.cjs':
    "const fs = require('node:fs'); const read = fs.readdirSync; fs.readdirSync = (...a) => read(...a).reverse();",
  'cpus.cjs': "const os = require('node:os'); os.cpus = () => []; os.availableParallelism = () => 1;",
  'random.cjs': 'Math.random = () => 0.5;',
};

interface World {
  readonly it: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly preload?: keyof typeof PRELOAD;
  readonly umask?: string;
  readonly node?: (typeof NODES)[number];
}

const WORLDS: readonly World[] = [
  { it: 'another time zone', env: { TZ: 'Pacific/Kiritimati' } },
  { it: 'a time zone west of UTC', env: { TZ: 'Pacific/Niue' } },
  { it: 'Turkish, in which i becomes İ in upper case', env: { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' } },
  { it: 'no locale', env: { LC_ALL: 'C', LANG: 'C' } },
  { it: 'umask 000', umask: '000' },
  { it: 'umask 077', umask: '077' },
  { it: 'the year 1970', preload: '1970.cjs' },
  { it: 'the year 2100', preload: '2100.cjs' },
  { it: 'directories listed in reverse order', preload: 'backwards.cjs' },
  { it: 'no CPUs reported', preload: 'cpus.cjs' },
  { it: 'constant random numbers', preload: 'random.cjs' },
  { it: 'colors and a narrow terminal', env: { FORCE_COLOR: '1', COLUMNS: '20' } },
  { it: 'SOURCE_DATE_EPOCH set', env: { SOURCE_DATE_EPOCH: '1' } },
  ...NODES.map((line): World => ({ it: `Node.js ${line}`, node: line })),
];

const PROJECTS: readonly (readonly string[])[] = [
  ['--kind', 'cli', '--description', 'Größe İıß 🚀', '--keyword', 'ß', '--keyword', 'I'],
  [
    '--kind',
    'web',
    '--backend',
    'maturin',
    '--license',
    'LGPL-3.0-or-later',
    '--dependency',
    'httpx[http2]>=0.28',
    '--dependency',
    'Rich',
  ],
  [
    '--kind',
    'library',
    '--backend',
    'flit',
    '--python',
    '3.13',
    '--repository',
    'https://github.com/acme/my-app',
  ],
];

/** An existing directory: the command reads its README, license and .gitignore. */
const BEFORE = {
  'README.rst': 'Mine\n',
  'LICENCE.txt': 'Mine\n',
  'COPYING.md': 'Mine\n',
  '.gitignore': 'mine/\n',
};

/** A digest of the names, modes and bytes of all files below a directory, and of the output. */
function digest(folder: string, said: string): string {
  const hash = createHash('sha256').update(said);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  for (const name of names) {
    const stat = statSync(path.join(folder, name));
    if (!stat.isFile()) continue;
    hash
      .update(`\0${name}\0${(stat.mode & 0o777).toString(8)}\0`)
      .update(readFileSync(path.join(folder, name)));
  }
  return hash.digest('hex');
}

async function made(args: readonly string[], full: boolean, world: Partial<World>): Promise<string> {
  const cwd = directory();
  fill(cwd, PRELOAD);
  const app = path.join(cwd, 'my-app');
  mkdirSync(app);
  // Created here, so that the tested umask does not apply to these files.
  if (full) fill(app, BEFORE);
  const node_ = world.node ? node(world.node) : process.execPath;
  const command = [
    ...(world.preload ? ['--require', `./${world.preload}`] : []),
    path.join(ROOT, 'dist/main.cjs'),
    'my-app',
    '--no-git',
    ...args,
  ];
  const words = [
    '-c',
    `umask ${world.umask ?? '022'}; exec "$@"`,
    'sh',
    node_,
    ...command,
    '--author',
    'Ann',
    '--email',
    'ann@example.org',
  ];
  const said = await new Promise<string>((resolve, reject) => {
    execFile('sh', words, { cwd, env: environment(world.env) }, (error, out, err) =>
      error ? reject(new Error(err)) : resolve(out + err),
    );
  });
  // FORCE_COLOR changes the output, so leave it out.
  return digest(app, world.env?.FORCE_COLOR ? '' : said);
}

/** Creates every project in every environment and compares it with that of a plain environment. */
export async function determinism(): Promise<Counts> {
  const problems: string[] = [];
  let passed = 0;
  for (const args of PROJECTS)
    for (const full of [false, true]) {
      const plain = await made(args, full, {});
      const quiet = await made(args, full, { env: { FORCE_COLOR: '' } });
      assert.is(quiet, plain, 'the same world gives the same');
      const uncolored = await made(args, full, { env: { FORCE_COLOR: '1' } });
      await Promise.all(
        WORLDS.map((world) =>
          inTurn(async () => {
            const found = await made(args, full, world);
            if (found === (world.env?.FORCE_COLOR ? uncolored : plain)) passed += 1;
            else problems.push(`${world.it}: different bytes for ${args.join(' ')}`);
          }).catch((error: unknown) => problems.push(`${world.it}: ${String(error)}`)),
        ),
      );
    }
  return { passed, problems, figures: `${PROJECTS.length * 2} projects in ${WORLDS.length} worlds` };
}
