/** `create-pyproject adopt` on a terminal: it asks only what no file says, and for each file that differs. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { inTurn, KEY, Terminal } from '../command.js';
import { suite } from '../harness.js';
import { contents, directory, fill, git, same } from '../world.js';

const test = suite('adopt on a terminal');

const FILES = {
  'pyproject.toml': `[build-system]
build-backend = "flit_core.buildapi"
requires = ["flit_core"]
[project]
name = "wordtool"
version = "1"
description = "Counts words."
license = "MIT"
requires-python = ">=3.12"
`,
  'wordtool/__init__.py': '"""Counts words."""\n',
  Makefile: 'all:\n',
  '.editorconfig': 'root = true\n',
};

function project(): string {
  const at = path.join(directory(), 'wordtool');
  mkdirSync(at);
  fill(at, FILES);
  git(at, 'init', '--quiet');
  git(at, 'add', '--all');
  git(at, '-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message=x');
  return at;
}

test('asks the rest, shows the places, and replaces the files that are named', async () => {
  await inTurn(async () => {
    const at = project();
    const terminal = new Terminal(['adopt'], at);
    const code = await terminal.interview([
      ['(pyproject.toml: project.license)', ''],
      ['? Package manager', KEY.enter],
      ['? Dockerfile', 'n\r'],
      ["? .editorconfig differs from the standard's: replace it", 'y\r'],
      ["? Makefile differs from the standard's: replace it", KEY.enter],
      ['.editorconfig (replaced)', ''],
      ['? Make these changes?', KEY.enter],
    ]);
    assert.is(code, 0, terminal.shown);
    for (const question of ['? Description', '? Kind', '? License', '? Lowest'])
      assert.not.ok(terminal.shown.includes(question), question);
    assert.is(readFileSync(path.join(at, 'Makefile'), 'utf8'), FILES.Makefile);
    assert.match(readFileSync(path.join(at, '.editorconfig'), 'utf8'), 'charset = utf-8');
  });
});

test('no to the last question, and Ctrl-C, write nothing', async () => {
  await inTurn(async () => {
    const at = project();
    const before = contents(at);
    const flags = ['adopt', '--manager', 'pip', '--no-docker'];
    const no = new Terminal(flags, at);
    const code = await no.interview([
      ['? .editorconfig', KEY.enter],
      ['? Makefile', KEY.enter],
      ['? Make these changes?', 'n\r'],
    ]);
    assert.is(code, 130, no.shown);
    const stopped = new Terminal(flags, at);
    assert.is(await stopped.interview([['? .editorconfig', KEY.ctrlC]]), 130);
    same(contents(at), before);
  });
});
