import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { readIdentity } from '../../src/identity.js';
import { suite } from '../harness.js';
import { directory, environment, fill, hostIn } from '../world.js';

const test = suite('who the user is');

const ANN = '[user]\n\tname = Ann Example\n\temail = ann@example.org\n';

/** What is read without git from a home with these files, and what git says of it. */
function both(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  cwd = directory(),
): { read: ReturnType<typeof readIdentity>; git: { user: string; email: string } } {
  const home = directory();
  fill(home, files);
  const all = environment({ HOME: home, GIT_CONFIG_GLOBAL: undefined, ...env });
  const ask = (key: string): string => {
    try {
      return execFileSync('git', ['config', key], { cwd, env: all, encoding: 'utf8', stdio: 'pipe' }).slice(
        0,
        -1,
      );
    } catch {
      return '';
    }
  };
  const git = { user: ask('user.name'), email: ask('user.email') };
  return { read: readIdentity(hostIn(cwd, { env: all }).host, cwd), git };
}

test('what stands plainly in the own configuration is read as git reads it', () => {
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

test('the file in the home outweighs the one in .config, key by key', () => {
  const { read, git } = both({ '.config/git/config': ANN, '.gitconfig': '[user]\nname = Bob\n' });
  assert.equal(read, git);
  assert.equal(read, { user: 'Bob', email: 'ann@example.org' });
});

test('XDG_CONFIG_HOME and GIT_CONFIG_GLOBAL say where', () => {
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

test('git is asked wherever its rules are needed', () => {
  const notPlain = [
    '',
    '[user]\nname = Ann\n',
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

test('git is asked in a repository, and where the environment says something', () => {
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

test('without a home, or with one that cannot be read, git is asked', () => {
  const folder = directory();
  mkdirSync(path.join(folder, '.gitconfig'));
  for (const home of [undefined, folder, path.join(folder, 'nowhere')])
    assert.is(readIdentity(hostIn(folder, { env: home ? { HOME: home } : {} }).host, folder), undefined);
});
