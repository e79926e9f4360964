import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { isAtWork } from '../../src/disk/journal.js';
import { repair } from '../../src/disk/repair.js';
import type { Disk } from '../../src/host/host.js';
import { KEY, Terminal } from '../command.js';
import {
  calls,
  dying,
  FIRST,
  PROJECT,
  planOf,
  processHost,
  SECOND,
  SITUATIONS,
  snapshot,
  watched,
  writeAll,
} from '../faults.js';
import { suite } from '../harness.js';
import { contents, directory, fill, hostIn, refusal, run } from '../world.js';

const test = suite('repair after an interrupted run');

const JOURNAL = '.create-pyproject.journal';

/** A non-empty directory in which a run died just before its commit. */
function half(): { parent: string; target: string; before: Record<string, string> } {
  const dry = SITUATIONS.full(directory());
  let commit = 0;
  const host = watched(processHost(FIRST), (n, call) => {
    if (call === 'rename') commit = n;
  });
  writeAll(host, dry, PROJECT);
  const parent = directory();
  const target = SITUATIONS.full(parent);
  const before = snapshot(parent);
  try {
    writeAll(dying(processHost(FIRST), commit), target, PROJECT);
  } catch {
    return { parent, target, before };
  }
  throw new Error('it did not die');
}

test('an unfinished run is undone, and the command reports it', async () => {
  const { target, before, parent } = half();
  assert.ok(readdirSync(target).includes(JOURNAL));
  const { code, err } = await run([target, '--name', 'x', '--dry-run'], parent);
  assert.is(code, 3, err);
  assert.ok(readdirSync(target).includes(JOURNAL), '--dry-run changes nothing');
  const real = await run([target, '--name', 'x'], parent);
  assert.is(real.code, 3);
  assert.match(
    real.err,
    'create-pyproject: an interrupted run had begun to write: its changes were undone\n',
  );
  assert.equal(snapshot(parent), before);
});

test('a file that the user changed since is kept and named', () => {
  const { parent, target, before } = half();
  const later = new Date(Date.now() + 60_000);
  for (const name of ['Makefile', 'src/new.py']) {
    writeFileSync(path.join(target, name), 'work\n');
    utimesSync(path.join(target, name), later, later);
  }
  const [note] = repair(processHost(SECOND), target);
  assert.match(note ?? '', 'except for files changed since: Makefile, src/new.py');
  const mine = { 'new/Makefile': 'file 644 work\n', 'new/src/new.py': 'file 644 work\n' };
  assert.equal(snapshot(parent), Object.fromEntries(Object.entries({ ...before, ...mine }).sort()));
});

test('a file that replaced a written one is kept', () => {
  const { target } = half();
  const name = path.join(target, 'src/new.py');
  writeFileSync(`${name}~`, 'theirs\n');
  utimesSync(`${name}~`, 1, 1);
  renameSync(`${name}~`, name);
  repair(processHost(SECOND), target);
  assert.is(snapshot(target)['src/new.py'], 'file 644 theirs\n');
});

test('a journal that was copied, or came with a repository, is refused and nothing is changed', () => {
  const { target } = half();
  const copy = path.join(directory(), 'copy');
  cpSync(target, copy, { recursive: true });
  const before = snapshot(copy);
  const error = refusal(() => repair(processHost(SECOND), copy));
  assert.is(error.exit, 3);
  assert.match(error.message, /\.create-pyproject\.journal is not from an interrupted run in this directory/);
  assert.equal(snapshot(copy), before);
});

test('a file or a link with the journal’s name is refused', () => {
  for (const put of [
    (at: string) => writeFileSync(at, ''),
    (at: string) => symlinkSync(directory(), at),
    (at: string) => fill(at, { theirs: 'x' }),
  ]) {
    const target = directory();
    put(path.join(target, JOURNAL));
    const before = snapshot(target);
    assert.is(refusal(() => repair(processHost(SECOND), target)).code, 'E_EXISTS');
    assert.equal(snapshot(target), before);
  }
});

test('an empty journal directory, left by a clean-up, is removed', () => {
  const target = directory();
  mkdirSync(path.join(target, JOURNAL));
  repair(processHost(SECOND), target);
  assert.equal(readdirSync(target), []);
});

test('a journal that disappears during the check, because its run has ended, does not block', () => {
  const target = directory();
  mkdirSync(path.join(target, JOURNAL));
  const host = processHost(SECOND);
  let looked = 0;
  const lstat: typeof host.fs.lstat = (name) => {
    const found = host.fs.lstat(name);
    if (path.basename(name) !== JOURNAL) return found;
    looked += 1;
    rmSync(path.join(target, JOURNAL), { recursive: true, force: true });
    return found;
  };
  assert.equal(repair({ ...host, fs: { ...host.fs, lstat } }, target), []);
  assert.ok(looked > 1);
});

test('a dead run is undone before the first question about the directory', async () => {
  const left = planOf({ 'pyproject.toml': 'half\n', 'z.txt': 'z\n' });
  let target = '';
  for (let call = 1; !isHalf(target); call += 1) {
    target = directory();
    fill(target, { mine: 'x' });
    assert.throws(() => writeAll(dying(processHost(FIRST), call), target, left));
  }
  const given = [
    '--kind=cli',
    '--manager=pip',
    '--backend=flit',
    '--license=MIT',
    '--python=3.12',
    '--docker',
  ];
  const args = ['.', '--name=my-app', '--description=x', ...given, '--no-git', '--no-install'];
  const terminal = new Terminal(args, target);
  assert.is(await terminal.interview([['? Write these', KEY.enter]]), 0, terminal.shown);
  assert.match(terminal.shown, 'an interrupted run had begun to write: its changes were undone');
  assert.not.match(contents(target)['pyproject.toml'] ?? '', 'half');
});

/** Whether a run died here after it had moved some of its files into place. */
const isHalf = (target: string): boolean =>
  existsSync(path.join(target, JOURNAL)) && existsSync(path.join(target, 'pyproject.toml'));

test('if the process of a journal is alive, a run exits 3 and names it', () => {
  const { parent, target } = half();
  const before = snapshot(parent);
  const error = refusal(() => repair(processHost(SECOND, [FIRST]), target));
  assert.is(error.exit, 3);
  assert.match(error.message, `another run (process ${FIRST}) is writing into this directory`);
  assert.equal(snapshot(parent), before);
});

test('a process is distinguished by its start time from a later one with the same number', () => {
  const { host } = hostIn('/');
  const owner = { pid: process.ppid, writer: 0, started: '' };
  assert.is(isAtWork(host, owner), true);
  if (process.platform === 'linux') assert.is(isAtWork(host, { ...owner, started: '1' }), false);
  assert.is(isAtWork(host, { ...owner, pid: FIRST }), false);
});

test('threads of one process use separate staging directories', () => {
  const { parent, target } = half();
  const before = snapshot(parent);
  const thread = (writer: number): Disk => ({ ...processHost(FIRST, [FIRST]), writer });
  const error = refusal(() => repair(thread(1), target));
  assert.match(error.message, `another run (process ${FIRST}) is writing into this directory`);
  assert.equal(snapshot(parent), before);
  assert.is(repair(thread(0), target).length, 1);
});

test('a directory that only resembles a staging directory is kept', () => {
  const parent = directory();
  const target = path.join(parent, 'new');
  for (const name of [
    '.new.5000001-abcdefgh',
    '.new.5000001-abcdefg',
    '.new.x-abcdefgh',
    '.other.5000001-abcdefgh',
  ])
    fill(path.join(parent, name), { theirs: 'x' });
  symlinkSync(directory(), path.join(parent, '.new.5000001-abcdefgi'));
  const before = snapshot(parent);
  assert.equal(repair(processHost(SECOND), target), []);
  assert.equal(snapshot(parent), before);
});

test("a user's file in a staging directory is kept", () => {
  const parent = directory();
  const target = path.join(parent, 'new');
  const count = calls(processHost(FIRST), (host) => writeAll(host, path.join(directory(), 'new'), PROJECT));
  assert.throws(() => writeAll(dying(processHost(FIRST), Math.floor(count / 2)), target, PROJECT));
  const [staging = ''] = readdirSync(parent);
  writeFileSync(path.join(parent, staging, 'theirs'), 'x');
  repair(processHost(SECOND), target);
  assert.is(snapshot(parent)[`${staging}/theirs`], 'file 644 x');
  rmSync(path.join(parent, staging, 'theirs'));
});

test('a hard link of a replaced file keeps the old text', () => {
  const target = SITUATIONS.full(directory());
  const other = path.join(directory(), 'other');
  linkSync(path.join(target, 'Makefile'), other);
  writeAll(processHost(FIRST), target, PROJECT);
  assert.is(snapshot(path.dirname(other)).other, 'file 644 mine\n');
  assert.is(snapshot(target).Makefile, 'file 644 all:\n');
});
