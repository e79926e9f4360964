/** Packs from git, with real repositories: what is fetched, what is refused, and that nothing of anybody runs. */
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as assert from 'uvu/assert';
import type { Host } from '../../src/host/host.js';
import type { UserError } from '../../src/model/errors.js';
import { type Fetched, fetchPack } from '../../src/packs/fetch.js';
import { fetchGit } from '../../src/packs/git-pack.js';
import { suite } from '../harness.js';
import {
  contents,
  directory,
  environment,
  fill,
  git,
  gitConfig,
  hostIn,
  programs,
  SOMEBODY,
} from '../world.js';

const test = suite('packs from git');

const AUTHOR = [
  '-c',
  'user.name=Ann',
  '-c',
  'user.email=ann@example.org',
  '-c',
  'protocol.file.allow=always',
];

function commit(folder: string, files: Readonly<Record<string, string>> = {}): string {
  fill(folder, files);
  git(folder, 'add', '--all');
  git(folder, ...AUTHOR, 'commit', '--quiet', '--allow-empty', '--message=x');
  return git(folder, 'rev-parse', 'HEAD');
}

/** A repository with a tag v1, then another commit, and a branch. */
function repository(): { folder: string; source: string; v1: string; head: string } {
  const folder = directory();
  git(folder, 'init', '--quiet', '--initial-branch=main');
  const v1 = commit(folder, { 'pack.toml': 'name = "one"\n', 'web/pack.toml': 'name = "web"\n' });
  git(folder, ...AUTHOR, 'tag', '--annotate', '--message=x', 'v1');
  git(folder, 'checkout', '--quiet', '-b', 'feature/x');
  commit(folder, { 'pack.toml': 'name = "branch"\n' });
  git(folder, 'checkout', '--quiet', 'main');
  const head = commit(folder, { 'pack.toml': 'name = "two"\n' });
  return { folder, source: `git+${pathToFileURL(folder).href}`, v1, head };
}

const ours = (env: Readonly<Record<string, string>> = {}): Host =>
  hostIn(directory(), { env: environment(env) }).host;

const fetched = (source: string, host = ours()): Promise<Fetched> =>
  fetchPack(host, source, { offline: false });

async function refused(source: string, host = ours()): Promise<UserError> {
  try {
    await fetched(source, host);
  } catch (error) {
    assert.is((error as UserError).code, 'E_SOURCE', String(error));
    return error as UserError;
  }
  throw new Error(`${source} was accepted`);
}

const nameIn = ({ folder }: Fetched): string => readFileSync(path.join(folder, 'pack.toml'), 'utf8');

test('the default branch, a tag, a branch, a commit and the beginning of one; a folder in it', async () => {
  const { source, v1, head } = repository();
  const host = ours();
  const whole = await fetched(source, host);
  assert.is(whole.commit, head);
  assert.is(whole.source, source);
  assert.equal(contents(whole.folder), { 'pack.toml': 'name = "two"\n', 'web/pack.toml': 'name = "web"\n' });
  for (const [ref, name] of [
    ['v1', 'one'],
    ['feature/x', 'branch'],
    [v1, 'one'],
    [v1.slice(0, 10), 'one'],
    ['refs/heads/main', 'two'],
  ]) {
    const found = await fetched(`${source}#${ref}`, host);
    assert.is(nameIn(found), `name = "${name}"\n`, ref);
    if (name === 'one') assert.is(found.commit, v1, ref);
  }
  assert.equal(contents((await fetched(`${source}#v1:web`, host)).folder), { 'pack.toml': 'name = "web"\n' });
  assert.equal(contents((await fetched(`${source}#:web`, host)).folder), { 'pack.toml': 'name = "web"\n' });
});

test('a commit is fetched from a server that gives none by its id', async () => {
  const { folder, source, v1 } = repository();
  for (const [key, value] of [
    ['protocol.version', '0'],
    ['uploadpack.allowAnySHA1InWant', 'false'],
  ] as const)
    git(folder, 'config', key, value);
  const old = ours({ GIT_CONFIG_GLOBAL: gitConfig('[protocol]\n\tversion = 0\n') });
  assert.is((await fetched(`${source}#${v1}`, old)).commit, v1);
});

test('what is not there is refused, with the words of git and a command to try', async () => {
  const { source } = repository();
  const missing = await refused(`${source}#v9`);
  assert.match(missing.message, /couldn't find remote ref v9/);
  assert.match(missing.hint, /git ls-remote -- 'file:|git ls-remote -- file:/);
  assert.match((await refused(`${source}#0123456789`)).message, /0123456789 is no single commit/);
  assert.match((await refused(`${source}#v1:nowhere`)).message, /has no folder nowhere/);
  assert.match((await refused(`${source}/nowhere`)).message, /does not appear to be a git repository/);
});

test('a ref that is an option is refused, and does nothing', async () => {
  const { folder, source } = repository();
  const sentinel = path.join(directory(), 'sentinel');
  for (const ref of [`--upload-pack=touch ${sentinel}`, `--upload-pack=touch${sentinel}`]) {
    assert.match((await refused(`${source}#${ref}`)).message, /no tag, branch or commit/);
    // Nor does git take it for one, had it come so far.
    const url = pathToFileURL(folder).href;
    const direct = fetchGit(ours(), 'x', { kind: 'git', url, ref, folder: '' }, directory());
    assert.is(await direct.catch((error: UserError) => error.code), 'E_SOURCE');
  }
  assert.not.ok(existsSync(sentinel));
});

test('links and submodules are refused by name', async () => {
  const { folder, source } = repository();
  symlinkSync('/etc/passwd', path.join(folder, 'web', 'link'));
  commit(folder);
  assert.match((await refused(source)).message, /web\/link is a symbolic link/);
  assert.match((await refused(`${source}#:web`)).message, /: link is a symbolic link/);
  const other = repository();
  git(other.folder, ...AUTHOR, 'submodule', '--quiet', 'add', pathToFileURL(folder).href, 'inner');
  commit(other.folder);
  assert.match((await refused(other.source)).message, /inner is a submodule/);
});

test('names that not every system allows are refused, and nothing is kept', async () => {
  const { folder, source } = repository();
  commit(folder, { 'aux.txt': '' });
  const host = ours();
  assert.match((await refused(source, host)).message, /aux\.txt is reserved on Windows/);
  const cache = path.join(host.env.HOME ?? '', '.cache/create-pyproject/packs');
  assert.equal(contents(cache), {});
});

/** Attributes of a repository that change what is written, by programs too. */
const ATTRIBUTES = `* text eol=crlf filter=evil ident
*.enc working-tree-encoding=UTF-16
hidden export-ignore
subst export-subst
`;

test('no hook, filter, monitor or setting of anybody runs or changes a byte', async () => {
  const { folder } = repository();
  const files = {
    '.gitattributes': ATTRIBUTES,
    'pack.toml': 'a\nb\n',
    'crlf.txt': 'a\r\nb\r\n',
    ident: '$Id$\n',
    'text.enc': 'ä\n',
    hidden: 'x\n',
    subst: '$Format:%H$\n',
  };
  fill(folder, files);
  // Written past the attributes, as from a machine without them.
  const plain = ['-c', 'core.autocrlf=false', 'hash-object', '-w', '--no-filters', '--'];
  for (const name of Object.keys(files))
    git(folder, 'update-index', '--add', '--cacheinfo', `100755,${git(folder, ...plain, name)},${name}`);
  git(folder, ...AUTHOR, 'commit', '--quiet', '--message=x');
  const head = git(folder, 'rev-parse', 'HEAD');
  const sentinel = path.join(directory(), 'sentinel');
  const hooks = programs(
    Object.fromEntries(
      ['post-checkout', 'post-index-change', 'reference-transaction', 'pre-auto-gc', 'monitor'].map(
        (name) => [name, `echo ${name} >> ${sentinel}`],
      ),
    ),
  );
  const template = directory();
  fill(template, { 'info/attributes': '* filter=evil\n' });
  const attributes = path.join(directory(), 'attributes');
  writeFileSync(attributes, '* filter=evil text eol=crlf\n');
  const run = `sh -c 'echo filter >> ${sentinel}; cat'`;
  const config = gitConfig(`${SOMEBODY}[core]
	hooksPath = ${hooks}
	fsmonitor = ${hooks}/monitor
	attributesFile = ${attributes}
	autocrlf = true
[init]
	templateDir = ${template}
[filter "evil"]
	smudge = ${run}
	clean = ${run}
	required = true
[fetch]
	recurseSubmodules = true
[tar]
	umask = 0777
`);
  // The beginning of an id makes git fetch branches, about which hooks are told.
  for (const ref of ['', `#${head.slice(0, 10)}`]) {
    const host = ours({ GIT_CONFIG_GLOBAL: config });
    const found = await fetched(`git+${pathToFileURL(folder).href}${ref}`, host);
    const { 'web/pack.toml': _, ...rest } = contents(found.folder);
    assert.equal(rest, Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))));
    assert.not.ok(existsSync(sentinel), ref);
    assert.is(statSync(path.join(found.folder, 'ident')).mode & 0o777, 0o755);
  }
});

test('variables of another repository do not lead there, and its executables stay so', async () => {
  const { folder, source } = repository();
  const other = repository();
  fill(folder, { 'run.sh': '#!/bin/sh\n' });
  chmodSync(path.join(folder, 'run.sh'), 0o755);
  const head = commit(folder);
  const lost = ours({
    GIT_DIR: path.join(other.folder, '.git'),
    GIT_INDEX_FILE: '/dev/null/x',
    GIT_OBJECT_DIRECTORY: '/dev/null/x',
  });
  const found = await fetched(source, lost);
  assert.is(found.commit, head);
  assert.ok((lost.fs.lstat(path.join(found.folder, 'run.sh'))?.mode ?? 0) & 0o100);
});

/** Runs of git with what it was told, by a host that starts none but the first. */
function spied(env: Readonly<Record<string, string>> = {}): {
  host: Host;
  told: Record<string, string | undefined>[];
} {
  const told: Record<string, string | undefined>[] = [];
  const { host } = hostIn(directory(), {
    env: environment(env),
    exec: (command, options) => {
      if (command.includes('fetch')) told.push({ ...options.env });
      const fails = command.includes('fetch') || command.includes('core.sshCommand');
      return Promise.resolve({
        code: fails ? 1 : 0,
        out: '',
        output:
          'fatal: no access to https://ann:s3cret@example.org/\n\nPlease make sure you have the correct access rights\nand the repository exists.\n',
      });
    },
  });
  return { host, told };
}

test('nobody is asked on a terminal, and only https and ssh are spoken', async () => {
  const { host, told } = spied();
  const { message, hint } = await refused('git+https://example.org/packs', host);
  assert.match(message, /no access to https:\/\/…@example\.org/);
  assert.is(hint, 'try it by hand: git ls-remote -- https://example.org/packs');
  assert.is(told[0]?.GIT_TERMINAL_PROMPT, '0');
  assert.is(told[0]?.GIT_ALLOW_PROTOCOL, 'https:ssh');
  assert.is(told[0]?.GIT_SSH_COMMAND, 'ssh -o BatchMode=yes');
  const own = spied({ GIT_SSH_COMMAND: 'ssh -i key' });
  await refused('git+ssh://git@example.org/packs', own.host);
  assert.not.ok('GIT_SSH_COMMAND' in (own.told[0] ?? {}));
});

test("an address that the user's settings turn into another transport is not followed", async () => {
  const sentinel = path.join(directory(), 'sentinel');
  const config = gitConfig(`[protocol "ext"]
	allow = always
[url "ext::sh -c touch% ${sentinel}% "]
	insteadOf = https://example.org/
`);
  const { message } = await refused('git+https://example.org/packs', ours({ GIT_CONFIG_GLOBAL: config }));
  assert.match(message, /transport 'ext' not allowed/);
  assert.not.ok(existsSync(sentinel));
});
