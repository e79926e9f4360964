/** Whether plop itself runs the generator: by its own command, and from a plopfile that loads it. */
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import nodePlop from 'node-plop';
import * as assert from 'uvu/assert';
import { ROOT } from '../scripts/root.js';
import { register } from '../src/entry/plop.js';
import { inTurn, KEY, Terminal } from './command.js';
import { pack } from './golden.js';
import { suite } from './harness.js';
import { contents, directory, environment, fill, hostIn, run, same } from './world.js';

const test = suite('plop');

/** A team's folder in which create-pyproject is installed, with a plopfile that loads it. */
function team(): string {
  const folder = directory();
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(ROOT, path.join(folder, 'node_modules/create-pyproject'), 'dir');
  fill(folder, { 'plopfile.mjs': "export default (plop) => plop.load('create-pyproject');\n" });
  return folder;
}

test('a plopfile that loads create-pyproject writes what the command writes', async () => {
  const folder = team();
  const plop = await nodePlop(path.join(folder, 'plopfile.mjs'));
  const { changes, failures } = await plop
    .getGenerator('project')
    .runActions({ directory: 'my-app', kind: 'library' });
  assert.equal(failures, []);
  assert.is(changes.length, 1);

  const again = directory();
  const { code } = await run(
    ['my-app', '--kind', 'library', '--author', '', '--email', '', '--yes', '--no-git'],
    again,
  );
  assert.is(code, 0);
  same(contents(path.join(again, 'my-app')), contents(path.join(folder, 'my-app')));
});

test('its actions refuse what the command refuses, and write nothing', async () => {
  const folder = team();
  const plop = await nodePlop(path.join(folder, 'plopfile.mjs'));
  const { changes, failures } = await plop.getGenerator('project').runActions({ directory: 'class' });
  assert.equal(changes, []);
  assert.match(failures[0]?.error ?? '', 'class is a Python keyword');
  assert.equal(readdirSync(folder).sort(), ['node_modules', 'plopfile.mjs']);
});

test('its actions refuse a directory that the command refuses', async () => {
  const folder = team();
  const plop = await nodePlop(path.join(folder, 'plopfile.mjs'));
  for (const name of ['.git/my-app', '~/my-app', 'https://example.org/my-app']) {
    const { failures } = await plop.getGenerator('project').runActions({ directory: name });
    assert.match(failures[0]?.error ?? '', /^the directory /, name);
  }
  assert.equal(readdirSync(folder).sort(), ['node_modules', 'plopfile.mjs']);
});

test('its actions say what is kept', async () => {
  const folder = directory();
  fill(folder, { 'app/README.md': 'mine\n' });
  const { host, said } = hostIn(folder);
  const plop = await nodePlop('', { destBasePath: folder, force: false });
  register(plop, pack, host, '1.2.3');
  const { failures } = await plop.getGenerator('project').runActions({ directory: 'app' });
  assert.equal(failures, []);
  assert.is(said.err, 'README.md is kept; pyproject.toml refers to it\n');
});

const played = inTurn(async () => {
  const cwd = directory();
  const program = [path.join(ROOT, 'node_modules/plop/bin/plop.js')];
  const plopfile = path.join(ROOT, 'dist/index.mjs');
  const terminal = new Terminal(['--plopfile', plopfile, '--dest', cwd], cwd, environment(), program);
  const questions = [
    'Kind',
    'Build backend',
    'License',
    'Lowest supported Python',
    'Dockerfile',
    'Description',
  ];
  const code = await terminal.interview([
    ['Directory, or name', `my-app${KEY.enter}`],
    ...questions.map((one) => [one, KEY.enter] as const),
  ]);
  return { code, cwd, shown: terminal.shown };
});
played.catch(() => {});

test("plop's own command asks the same questions and writes the project", async () => {
  const { code, cwd, shown } = await played;
  assert.is(code, 0, shown);
  const names = Object.keys(contents(path.join(cwd, 'my-app')));
  for (const name of ['pyproject.toml', 'requirements-dev.txt', '.create-pyproject.toml'])
    assert.ok(names.includes(name), name);
});
