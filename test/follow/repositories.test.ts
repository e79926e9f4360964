/** `create-pyproject update` in worktrees, submodules, sparse checkouts, and repositories with settings of their own. */
import { appendFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { suite } from '../harness.js';
import { directory } from '../world.js';
import { command, type Newer, project } from './project.js';

const test = suite('update in unusual repositories');

const NEWER: Newer = { version: '0.2.0', edits: { Makefile: (text) => `${text}# theirs\n` } };
const update = (at: string) => command(['update', '.'], at, NEWER);

test('settings that a reading git does not run are no reason to refuse', async () => {
  const made = await project();
  const settings = {
    'core.excludesFile': '.mine',
    'core.longPaths': 'true',
    'core.safecrlf': 'true',
    'core.sshCommand': 'ssh -i key',
    'fetch.recurseSubmodules': 'false',
    'credential.interactive': 'never',
    'http.https://example.org/.extraheader': 'x: y',
    'lfs.repositoryformatversion': '0',
    'remote.origin.gh-resolved': 'base',
    'alias.st': 'status',
  };
  for (const [name, value] of Object.entries(settings)) made.git('config', name, value);
  const done = await update(made.at);
  assert.is(done.code, 0, done.err);
});

test('where git cannot be asked, nobody is told to commit', async () => {
  const made = await project();
  made.git('config', 'filter.x.clean', 'cat');
  const { code, err } = await update(made.at);
  assert.is(code, 2);
  assert.match(err, 'the repository has filter "x".clean in its .git/config; see for yourself that');
});

test('a worktree is followed: git knows the base of an edited file, and a change that is not committed', async () => {
  const made = await project();
  made.edit('Makefile', (text) => `# ours\n${text}`);
  made.commit();
  const at = path.join(directory(), 'feature');
  made.git('worktree', 'add', '--quiet', at);
  const done = await update(at);
  assert.is(done.code, 0, done.err);
  assert.match(done.out, /Makefile \(merged\)/);
  assert.match((await command(['update', '.', '--set', 'docker=false'], at, NEWER)).err, 'not committed: ');
});

test('a worktree whose repository could make git run a program is refused', async () => {
  for (const file of ['config', 'worktrees/feature/config.worktree']) {
    const made = await project();
    const at = path.join(directory(), 'feature');
    made.git('worktree', 'add', '--quiet', at);
    const ran = path.join(directory(), 'ran');
    appendFileSync(path.join(made.at, '.git', file), `[filter "x"]\n\tclean = touch ${ran}; cat\n`);
    const { code, err } = await update(at);
    assert.is(code, 2);
    assert.match(
      err,
      `git was not asked: the repository has filter "x".clean in its .git/${path.basename(file)}`,
    );
    assert.not.ok(existsSync(ran));
  }
});

test('a submodule is followed, unless its repository is about other files', async () => {
  const [made, outer] = [await project(), await project()];
  outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', made.at, 'libs/inner');
  const at = path.join(outer.at, 'libs/inner');
  const done = await update(at);
  assert.is(done.code, 0, done.err);
  outer.git('-C', at, 'checkout', '--quiet', '.');
  outer.git('config', '--file', '.git/modules/libs/inner/config', 'core.worktree', directory());
  assert.match((await update(at)).err, 'the repository has core.worktree in its .git/config');
});

test('a sparse checkout that lacks files of the standard is refused: they were not deleted', async () => {
  const made = await project();
  made.git('sparse-checkout', 'set', '--cone', 'src', 'tests');
  const { code, err } = await update(made.at);
  assert.is(code, 2);
  assert.match(
    err,
    /a sparse checkout has left out \.github\/dependabot\.yml, .*; git sparse-checkout disable, /,
  );
  made.git('sparse-checkout', 'set', '--cone', 'src', 'tests', 'docs', 'scripts', '.github', '.vscode');
  const done = await update(made.at);
  assert.is(done.code, 0, done.err);
});
