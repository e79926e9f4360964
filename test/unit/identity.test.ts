import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { type Identity, readIdentity } from '../../src/git/identity.js';
import type { Files } from '../../src/host/host.js';
import { platformOf } from '../../src/model/platform.js';
import { suite } from '../harness.js';
import { directory, environment, fill, hostIn } from '../world.js';

const test = suite("the user's identity");

const ANN = '[user]\n\tname = Ann Example\n\temail = ann@example.org\n';

/** The identity that is read without git from a home directory with these files, and git's own result. */
function both(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>> = {},
  cwd = directory(),
): { read: Identity | undefined; git: Identity } {
  const home = directory();
  fill(home, files);
  const all = environment({ HOME: home, GIT_CONFIG_GLOBAL: undefined, ...env });
  return { read: readIdentity(hostIn(cwd, { env: all }).host, cwd), git: asGit(cwd, all) };
}

function asGit(cwd: string, env: Readonly<Record<string, string | undefined>>): Identity {
  const ask = (key: string): string => {
    try {
      return execFileSync('git', ['config', key], { cwd, env, encoding: 'utf8', stdio: 'pipe' }).slice(0, -1);
    } catch {
      return '';
    }
  };
  return { user: ask('user.name'), email: ask('user.email') };
}

test('a plain user configuration is read as git reads it', () => {
  const plain = [
    ANN,
    ANN.replaceAll('\n', '\r\n'),
    `# first\n; second\n\n[core]\n\teditor = vi\n${ANN}[alias]\n\tst = status "x"\n`,
    '[USER]\nNAME=Ann  B.  Example\nEmail   =  ann@example.org  \n',
    '[user]\nname = Ann\nemail = a@b\n[user]\nname = Bob\n',
    '[user]\n name = Zoë Ünïcode 名前\n email = <a@b>\n signingkey = ABC\n',
    '\ufeff[user]\nname = Ann\nemail = a@b\n',
  ];
  for (const text of plain) {
    const { read, git } = both({ '.gitconfig': text });
    assert.ok(git.user, text);
    assert.equal(read, git, text);
  }
});

test('~/.gitconfig overrides ~/.config/git/config, key by key', () => {
  const { read, git } = both({ '.config/git/config': ANN, '.gitconfig': '[user]\nname = Bob\n' });
  assert.equal(read, git);
  assert.equal(read, { user: 'Bob', email: 'ann@example.org' });
});

test('XDG_CONFIG_HOME and GIT_CONFIG_GLOBAL set the location', () => {
  const elsewhere = directory();
  fill(elsewhere, { 'git/config': ANN });
  const xdg = both({}, { XDG_CONFIG_HOME: elsewhere });
  assert.equal(xdg.read, xdg.git);
  const named = both(
    { '.gitconfig': '[user]\nname = No\nemail = no\n' },
    { GIT_CONFIG_GLOBAL: path.join(elsewhere, 'git/config') },
  );
  assert.equal(named.read, { user: 'Ann Example', email: 'ann@example.org' });
  assert.equal(named.read, named.git);
});

/**
 * Reads the identity on a machine with git at this path and the system configuration `text`, without git and with it.
 */
function shared(
  text: string | undefined,
  own: string,
  machine: { platform?: string; git?: string | undefined; without?: string } = {},
): ReturnType<typeof both> {
  const [home, elsewhere] = [directory(), directory()];
  fill(home, { '.gitconfig': own });
  if (text !== undefined) fill(elsewhere, { gitconfig: text });
  const system = path.join(elsewhere, 'gitconfig');
  const env = {
    HOME: home,
    ...(machine.without === undefined ? {} : { GIT_CONFIG_NOSYSTEM: machine.without }),
  };
  const { host } = hostIn(home, {
    env,
    platform: platformOf(machine.platform ?? 'linux'),
    which: () => ('git' in machine ? machine.git : '/usr/bin/git'),
  });
  const there = (file: string): string => (file === '/etc/gitconfig' ? system : file);
  const fs: Files = {
    ...host.fs,
    lstat: (file) => host.fs.lstat(there(file)),
    readFile: (file, most) => host.fs.readFile(there(file), most),
  };
  const git = asGit(home, { PATH: process.env.PATH, GIT_CONFIG_SYSTEM: system, ...env });
  return { read: readIdentity({ ...host, fs }, home), git };
}

test("the system configuration at git's default location is read, and the user's overrides it", () => {
  const NAME = '[user]\nname = Bob\n';
  const cases: [system: string | undefined, own: string][] = [
    [undefined, ''],
    [undefined, NAME],
    ['', NAME],
    [ANN, ''],
    [ANN, NAME],
    [NAME, '[user]\nemail = b@c\n'],
    ['[credential]\nhelper = store\n', '[core]\neditor = vi\n'],
  ];
  for (const [system, own] of cases) {
    const { read, git } = shared(system, own);
    assert.equal(read, git, JSON.stringify([system, own]));
  }
  assert.equal(shared(ANN, NAME).read, { user: 'Bob', email: 'ann@example.org' });
});

test('git is asked if the location of the system configuration is unknown, or the file is not plain', () => {
  assert.is(shared(ANN, '', { git: '/usr/local/bin/git' }).read, undefined);
  assert.is(shared(ANN, '', { platform: 'darwin' }).read, undefined);
  assert.is(shared(ANN, '', { platform: 'win32', git: 'C:\\git.exe' }).read, undefined);
  assert.is(shared('[include]\npath = x\n', '').read, undefined);
  assert.is(shared(ANN, '', { without: 'off' }).read, undefined);
});

test('without git, or with GIT_CONFIG_NOSYSTEM, only the user configuration counts', () => {
  const nobody = { user: '', email: '' };
  assert.equal(shared(ANN, '', { git: undefined }).read, nobody);
  const told = shared(ANN, '', { git: '/opt/git/bin/git', without: '1' });
  assert.equal(told.read, nobody);
  assert.equal(told.git, nobody);
});

test('git is asked if a configuration needs its parsing rules', () => {
  const notPlain = [
    '[include]\npath = other\n',
    `${ANN}[includeIf "gitdir:~/"]\npath = other\n`,
    '[user] name = Ann\nemail = a@b\n',
    '[user]\nname = "Ann Example"\nemail = a@b\n',
    '[user]\nname = Ann # me\nemail = a@b\n',
    '[user]\nname = Ann ; me\nemail = a@b\n',
    '[user]\nname = Ann\\\n  Example\nemail = a@b\n',
    '[user]\nname = Ann\tExample\nemail = a@b\n',
    '[user]\nname =\nemail = a@b\n',
    '[user]\nname\nemail = a@b\n',
    '[ user ]\nname = Ann\nemail = a@b\n',
    '[core]\nx = a\\\n[user]\nname = Ann\nemail = a@b\n',
    `${ANN}# ${'x'.repeat(100_000)}\n`,
  ];
  for (const text of notPlain) assert.is(both({ '.gitconfig': text }).read, undefined, text.slice(0, 80));
});

test('git is asked inside a repository, and if a git variable is set', () => {
  const repository = directory();
  mkdirSync(path.join(repository, '.git'));
  const inside = path.join(repository, 'a');
  mkdirSync(inside);
  assert.is(both({ '.gitconfig': ANN }, {}, inside).read, undefined);
  for (const name of ['GIT_CONFIG_COUNT', 'GIT_CONFIG_PARAMETERS', 'GIT_CONFIG', 'GIT_DIR'])
    assert.is(
      readIdentity(hostIn(directory(), { env: environment({ [name]: '0' }) }).host, directory()),
      undefined,
    );
});

test('git is asked if the user configuration cannot be read', () => {
  const folder = directory();
  mkdirSync(path.join(folder, '.gitconfig'));
  assert.is(
    readIdentity(
      hostIn(folder, { env: environment({ HOME: folder, GIT_CONFIG_GLOBAL: undefined }) }).host,
      folder,
    ),
    undefined,
  );
});

test('without a home directory, or with a missing one, the identity is empty', () => {
  const nowhere = path.join(directory(), 'nowhere');
  for (const HOME of [undefined, nowhere]) assert.equal(both({}, { HOME }).read, { user: '', email: '' });
});
