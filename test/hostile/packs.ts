/** Hostile packs: at least one for each wall that a pack from anywhere meets. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import * as assert from 'uvu/assert';
import { registry } from '../packs/registry.js';
import { type Entry, pax, tar } from '../packs/tar.js';
import { contents, directory, environment, files, fill, git, gitConfig, programs, run } from '../world.js';
import type { Counts } from './counts.js';

/** Made by whatever runs and must not. */
const sentinel = path.join(directory(), 'sentinel');
const touch = `touch ${sentinel}`;
const SECRET = 'hunter2-of-the-user';

type Env = Readonly<Record<string, string | undefined>>;

const manifest = (lines = ''): string => `name = "evil"\nversion = "1.0.0"\ndescription = "x"\n${lines}`;

/** A folder with a pack. */
function packOf(lines = '', more: Readonly<Record<string, string>> = {}): string {
  const folder = directory();
  fill(folder, { 'pack.toml': manifest(lines), ...more });
  return folder;
}

interface Ran {
  readonly code: number;
  readonly said: string;
  readonly cwd: string;
}

async function ran(source: string, env: Env = {}, args: readonly string[] = []): Promise<Ran> {
  const cwd = directory();
  const all = ['my-app', '--yes', `--pack=${source}`, ...args];
  const { code, out, err } = await run(all, cwd, { env: { ...environment(), ...env } });
  assert.not.ok(existsSync(sentinel), 'something ran');
  assert.not.match(out + err + JSON.stringify(contents(cwd)), SECRET);
  assert.is((Object.prototype as Record<string, unknown>).polluted, undefined);
  return { code, said: (out + err).replace(/\s+/g, ' '), cwd };
}

/** The pack is refused in one of these words, and nothing is written. */
async function refused(
  source: string,
  words: RegExp,
  env: Env = {},
  args: readonly string[] = [],
): Promise<void> {
  const { code, said, cwd } = await ran(source, env, args);
  assert.match(said, words);
  assert.is(code, 2, said);
  assert.equal(files(cwd), []);
}

/** The pack is used, and nothing of it has run. @returns the files of the project */
async function used(source: string, env: Env = {}): Promise<Record<string, string>> {
  const { code, said, cwd } = await ran(source, env);
  assert.is(code, 0, said);
  return contents(path.join(cwd, 'my-app'));
}

/** A repository with a pack. @param prepare adds to it before the commit */
function repository(more: Readonly<Record<string, string>> = {}, prepare = (_: string): void => {}): string {
  const folder = packOf('', more);
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  prepare(folder);
  git(folder, '-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message=x');
  return folder;
}

const gitSource = (folder: string): string => `git+${pathToFileURL(folder).href}`;

/** Runs with a package that a registry on loopback has. */
async function published(entries: readonly Entry[], act: (env: Env) => Promise<void>): Promise<void> {
  const body = JSON.stringify({
    name: '@acme/pack',
    version: '1.0.0',
    scripts: { prepare: touch, install: touch },
  });
  const at = await registry({
    '1.0.0': gzipSync(
      tar(
        { name: 'package/package.json', body },
        { name: 'package/pack.toml', body: manifest() },
        ...entries,
      ),
    ),
  });
  try {
    await act(at.env);
  } finally {
    at.close();
  }
}

const NPM = 'npm:@acme/pack';
const inTarball = (entry: Entry, words: RegExp) => (): Promise<void> =>
  published([entry], (env) => refused(NPM, words, env));
const inFolder =
  (more: Readonly<Record<string, string>>, words: RegExp, lines = '') =>
  (): Promise<void> =>
    refused(packOf(lines, more), words);
const inManifest = (lines: string, words: RegExp) => (): Promise<void> => refused(packOf(lines), words);
const atPath = (value: string, words: RegExp) =>
  inFolder(
    { 'templates/base/{{where}}.hbs': 'x\n' },
    words,
    `[options.where]\ntype = "text"\ndefault = ${JSON.stringify(value)}\n`,
  );
const source = (typed: string, words: RegExp) => (): Promise<void> => refused(typed, words);

/** What stands where a pack has a file. */
const instead = (place: string, make: (at: string) => void, words: RegExp) => (): Promise<void> => {
  const pack = packOf('', { 'templates/base/x.md': 'x\n' });
  mkdirSync(path.dirname(path.join(pack, place)), { recursive: true });
  make(path.join(pack, place));
  return refused(pack, words);
};

const secret = path.join(directory(), 'secret');
writeFileSync(secret, `${SECRET}\n`);

/** What lies in folders with a rule of git or of a system. */
const deep = Array.from({ length: 40 }, (_, i) => i).join('/');

type Cases = Readonly<Record<string, () => Promise<void>>>;

/** Wall -> attack -> try. */
const WALLS: Readonly<Record<string, Cases>> = {
  paths: {
    'an answer with ..': atPath('../../x', /leaves the project/),
    'an absolute answer': atPath('/etc/x', /leaves the project/),
    'a drive': atPath('C:\\x', /not every system allows/),
    'a share': atPath('\\\\srv\\x', /not every system allows/),
    'a device of Windows': atPath('CON', /reserved on Windows/),
    'a change of TOML elsewhere': inManifest('[toml."../x.toml"]\na = 1\n', /is no file of a project/),
    'a file left out elsewhere': inManifest('remove = ["../x"]\n', /is no file of a template/),
    'a folder in a repository': source('git+https://example.org/x#main:../y', /its folder leaves/),
    'a part that is ..': inManifest('[[parts]]\nname = ".."\n', /does not match/),
  },
  'links and special files': {
    'a link to a file': instead('templates/base/a', (at) => symlinkSync(secret, at), /is a link/),
    'a link to a folder': instead(
      'templates/base/a',
      (at) => symlinkSync(path.dirname(secret), at),
      /is a link/,
    ),
    'a part that is a link': instead(
      'templates/docker',
      (at) => symlinkSync(path.dirname(secret), at),
      /is a link/,
    ),
    'a pipe': instead('templates/base/a', (at) => execFileSync('mkfifo', [at]), /no plain file/),
    'a manifest that is a link': () => {
      const pack = directory();
      symlinkSync(secret, path.join(pack, 'pack.toml'));
      return refused(pack, /has no pack\.toml/);
    },
    'a link in a repository': () =>
      refused(
        gitSource(
          repository({}, (folder) => {
            symlinkSync(secret, path.join(folder, 'link'));
            git(folder, 'add', '--all');
          }),
        ),
        /link is a symbolic link/,
      ),
  },
  prototypes: {
    'an option': inManifest('[options.__proto__]\ntype = "text"\n', /__proto__/),
    'an answer': inManifest('[answers]\n__proto__ = "x"\n', /__proto__/),
    'a choice': inManifest('[choices]\nconstructor = ["x"]\n', /constructor/),
    'a locked option': inManifest('locked = ["toString"]\n', /toString/),
    'a fact': inManifest('[[parts]]\nname = "a"\nfacts = { __proto__ = ["x"] }\n', /__proto__/),
    'a template': inFolder({ 'templates/base/a.md.hbs': '{{__proto__.polluted}}\n' }, /is not known/),
    'a constructor': inFolder({ 'templates/base/a.md.hbs': '{{name.constructor}}\n' }, /is not known/),
    'a change of TOML': async () => {
      const lines = '[toml."pyproject.toml"]\ntool.__proto__.polluted = 1\n';
      await ran(packOf(lines));
    },
  },
  sizes: {
    'a manifest': inManifest(`# ${'x'.repeat(1024 * 1024)}\n`, /pack\.toml: is larger than 1 MiB/),
    'a template': () => {
      const pack = packOf('', { 'templates/base/a': '' });
      truncateSync(path.join(pack, 'templates/base/a'), 33 * 1024 * 1024);
      return refused(pack, /more than 32 MiB/);
    },
    'a tarball': () =>
      published([{ name: 'package/x', body: randomBytes(17 * 1024 * 1024).toString('hex') }], (env) =>
        refused(NPM, /more than 32 MiB/, env),
      ),
  },
  depth: {
    folders: inFolder({ [`templates/base/${deep}/x`]: '' }, /more than 32 folders deep/),
    'folders in a tarball': inTarball({ name: `package/${deep}/x` }, /more than 32 folders deep/),
    'lists of TOML': inManifest(
      `[toml."pyproject.toml"]\na = ${'['.repeat(5000)}${']'.repeat(5000)}\n`,
      /pack\.toml/,
    ),
    'tables of TOML': inManifest(
      `[toml."pyproject.toml"]\n${'a.'.repeat(5000)}a = 1\n`,
      /pack\.toml:4: toml\.pyproject\.toml: has more than 32 tables in each other/,
    ),
    'blocks of a template': inFolder(
      { 'templates/base/a.md.hbs': `${'{{#if name}}'.repeat(5000)}x${'{{/if}}'.repeat(5000)}\n` },
      /templates\/base\/a\.md\.hbs/,
    ),
  },
  counts: {
    files: () =>
      refused(
        packOf('', Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`templates/base/${i}`, '']))),
        /more than 2000 files/,
      ),
    'files in a tarball': () =>
      published(
        Array.from({ length: 2000 }, (_, i) => ({ name: `package/${i}` })),
        (env) => refused(NPM, /more than 2000 files/, env),
      ),
  },
  'what begins with -': {
    'a ref': source(`git+https://example.org/x#--upload-pack=${touch}`, /no tag, branch or commit/),
    'a host': source(`git+ssh://-oProxyCommand=${touch.replace(' ', '%20')}/x`, /no proper host/),
    'a path': source('git+ssh://git@example.org/-x', /begins with -/),
    'a repository': source('github:acme/--upload-pack', /OWNER\/REPOSITORY/),
    'a package': source('npm:--call=x', /takes a name/),
    'a folder': source('-x', /begins with -/),
  },
  transports: {
    ext: source(`ext::sh -c ${touch}`, /not taken/),
    'git+ext': source(`git+ext::sh -c ${touch}`, /not taken/),
    fd: source('fd::17', /not taken/),
    git: source('git://example.org/x', /not taken/),
    http: source('git+http://example.org/x', /not taken/),
    'a setting that makes one of another': () => {
      const config = gitConfig(
        `[protocol "ext"]\n\tallow = always\n[url "ext::sh -c ${touch.replace(' ', '% ')}% "]\n\tinsteadOf = https://example.org/\n`,
      );
      return refused('git+https://example.org/x', /transport 'ext' not allowed/, {
        GIT_CONFIG_GLOBAL: config,
      });
    },
  },
  'encoded dots': {
    dots: source('git+https://example.org/%2e%2e/x', /encoded/),
    'a slash': source('git+https://example.org/a%2Fb', /encoded/),
    'a backslash': source('git+https://example.org/a%5cb', /encoded/),
    'a folder': source('git+https://example.org/x#main:%2e%2e', /encoded/),
    'a line end': source('git+https://example.org/x%0a', /encoded/),
  },
  'names that differ by case': {
    'two files': inFolder({ 'templates/base/A': '', 'templates/base/a': '' }, /only by case/),
    'two folders': inFolder({ 'templates/base/A/x': '', 'templates/base/a/y': '' }, /only by case/),
    "one and the generator's": inFolder({ 'templates/base/readme.MD': 'x\n' }, /only by case/),
    'a ligature': inFolder({ 'templates/base/ﬁle': '', 'templates/base/file': '' }, /only by case/),
    'in a tarball': () =>
      published([{ name: 'package/A' }, { name: 'package/a' }], (env) => refused(NPM, /only by case/, env)),
  },
  "git's folder": {
    'in a folder': inFolder({ 'templates/base/.git/config': '' }, /reserved by git/),
    'in capitals': inFolder({ 'templates/base/.GIT/config': '' }, /reserved by git/),
    'its short name': inFolder({ 'templates/base/git~1/config': '' }, /reserved by git/),
    'by an answer': atPath('.git/hooks/post-commit', /reserved by git/),
    'in a tarball': inTarball({ name: 'package/.git/hooks/pre-commit' }, /reserved by git/),
  },
  "npm's settings": {
    'of the current directory': () =>
      published([], async (env) => {
        const cwd = directory();
        const evil = 'http://127.0.0.1:9/';
        fill(cwd, {
          '.npmrc': `@acme:registry=${evil}\nregistry=${evil}\nscript-shell=${sentinel}\nignore-scripts=false\n`,
        });
        const { code, err } = await run(['my-app', '--yes', '--pack', NPM], cwd, {
          env: { ...environment(), ...env },
        });
        assert.is(code, 0, err);
        assert.not.ok(existsSync(sentinel));
      }),
    'in the package': () =>
      published([{ name: 'package/.npmrc', body: `node-options=--require ${secret}\n` }], async (env) => {
        await used(NPM, env);
      }),
    'scripts of the package': () => published([], async (env) => void (await used(NPM, env))),
  },
  "a repository's own": {
    'settings and hooks': async () => {
      const folder = repository({ '.gitattributes': '* filter=evil diff=evil text eol=crlf\n' });
      const hooks = programs({
        'post-checkout': touch,
        'reference-transaction': touch,
        'pre-auto-gc': touch,
      });
      for (const [key, value] of Object.entries({
        'core.hooksPath': hooks,
        'core.fsmonitor': touch,
        'core.sshCommand': touch,
        'filter.evil.smudge': `sh -c '${touch}; cat'`,
        'filter.evil.required': 'true',
        'uploadpack.packObjectsHook': touch,
        'tar.tar.command': touch,
      }))
        git(folder, 'config', key, value);
      await used(gitSource(folder));
    },
    submodules: () => {
      const inner = repository();
      const folder = repository({}, (at) => {
        git(
          at,
          '-c',
          'protocol.file.allow=always',
          'submodule',
          '--quiet',
          'add',
          pathToFileURL(inner).href,
          'inner',
        );
        git(at, 'config', '--file', '.gitmodules', 'submodule.inner.update', `!${touch}`);
        git(at, 'add', '--all');
      });
      return refused(gitSource(folder), /inner is a submodule/);
    },
    'filters of LFS': async () => {
      const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n';
      const folder = repository({
        '.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text\n',
        'templates/base/a.bin': pointer,
      });
      const config = gitConfig(
        `[filter "lfs"]\n\tsmudge = ${touch}\n\tprocess = ${touch}\n\trequired = true\n`,
      );
      const texts = await used(gitSource(folder), { GIT_CONFIG_GLOBAL: config });
      assert.is(texts['a.bin'], pointer);
    },
  },
  'a tarball': {
    'a symbolic link': inTarball({ name: 'package/a', type: '2', link: secret }, /is a symbolic link/),
    'a hard link': inTarball({ name: 'package/a', type: '1', link: secret }, /is a hard link/),
    'a device': inTarball({ name: 'package/a', type: '3' }, /is a device/),
    '..': inTarball({ name: 'package/../../x' }, /leaves/),
    'an absolute name': inTarball({ name: '/etc/x' }, /leaves/),
    'a drive': inTarball({ name: 'package/C:../x' }, /not every system allows/),
    'a name with NUL': () =>
      published([pax({ path: 'package/a\0b' }), { name: 'package/x' }], (env) =>
        refused(NPM, /not every system allows/, env),
      ),
  },
  'nothing runs': {
    'what looks like a script': async () => {
      const more = {
        'plopfile.js': `require('fs').writeFileSync(${JSON.stringify(sentinel)}, '')`,
        'index.js': `require('fs').writeFileSync(${JSON.stringify(sentinel)}, '')`,
        'hooks/post_gen_project.sh': touch,
        'templates/base/conftest.py': `open(${JSON.stringify(sentinel)}, "w")\n`,
        'templates/base/setup.py': `open(${JSON.stringify(sentinel)}, "w")\n`,
        Makefile: `all:\n\t${touch}\n`,
      };
      await used(packOf('', more));
    },
    'steps of its own': inManifest('[[steps]]\nrun = "x"\n', /"steps" is not one of/),
    hooks: inManifest('hooks = ["x"]\n', /"hooks" is not one of/),
    'an expression': inFolder({ 'templates/base/a.md.hbs': '{{lookup this "x"}}\n' }, /lookup/),
    'a partial': inFolder({ 'templates/base/a.md.hbs': '{{> x}}\n' }, /not supported/),
  },
  'what runs later is named': Object.fromEntries(
    [
      ['a workflow', 'ci-github/.github/workflows/ci.yml'],
      ['a Dockerfile', 'docker/Dockerfile'],
      ['a hook of pre-commit', 'tools/.pre-commit-config.yaml'],
      ['a Makefile', 'base/tools/Makefile'],
    ].map(([what, file = '']) => [
      what,
      async () => {
        const pack = packOf('', { [`templates/${file}`]: 'x: y\n' });
        const { said } = await ran(pack, {}, ['--dry-run']);
        assert.match(said, `read them first: ${file.replace(/^[^/]*\//, '')}`);
      },
    ]),
  ),
};

/** Tries every attack. */
export async function hostilePacks(): Promise<Counts> {
  const problems: string[] = [];
  let passed = 0;
  for (const [wall, cases] of Object.entries(WALLS))
    for (const [what, attack] of Object.entries(cases))
      try {
        await attack();
        passed += 1;
      } catch (error) {
        problems.push(`${wall}: ${what}: ${(error as Error).message}`);
      }
  const walls = Object.keys(WALLS).length;
  return { passed, problems, figures: `${passed + problems.length} hostile packs at ${walls} walls` };
}
