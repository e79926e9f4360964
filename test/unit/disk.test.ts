import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { mergeLines } from '../../src/disk/added-lines.js';
import { type Change, compare, inspect, refuseBlocked } from '../../src/disk/changes.js';
import { apply } from '../../src/disk/disk.js';
import { readPresent } from '../../src/disk/present.js';
import type { Files, Host } from '../../src/host/host.js';
import type { Plan } from '../../src/plan/plan.js';
import { planOf } from '../faults.js';
import { suite } from '../harness.js';
import { contents, directory, files, fill, hostIn, refusal } from '../world.js';

const test = suite('changes and the disk');

const host = (over: Partial<Files> = {}): Host => {
  const { host } = hostIn('/');
  return { ...host, fs: { ...host.fs, ...over } };
};

const changes = (folder: string, plan: Plan, force = false, merged: readonly string[] = []): Change[] =>
  compare(host(), plan, folder, merged, force);

const actions = (all: readonly Change[]): Record<string, string> =>
  Object.fromEntries(all.map(({ path, action }) => [path, action]));

const text = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && Buffer.from(bytes).toString('utf8');

/** Creates a huge sparse file. */
function sparse(name: string): void {
  writeFileSync(name, '');
  truncateSync(name, 64 * 1024 * 1024);
}

test('a missing, an empty and a non-empty target are distinguished', () => {
  const folder = directory();
  assert.equal(inspect(host(), path.join(folder, 'no/where')), { kind: 'missing', names: [] });
  assert.equal(inspect(host(), folder), { kind: 'empty', names: [] });
  fill(folder, { 'b.txt': '', 'a.txt': '', 'sub/c.txt': '' });
  assert.equal(inspect(host(), folder), { kind: 'full', names: ['a.txt', 'b.txt', 'sub'] });
});

test('a target that is not a directory is a conflict', () => {
  const folder = directory();
  fill(folder, { file: 'x' });
  symlinkSync('nowhere', path.join(folder, 'link'));
  for (const name of ['file', 'file/below', 'link']) {
    const error = refusal(() => inspect(host(), path.join(folder, name)));
    assert.is(error.code, 'E_EXISTS');
  }
});

test('a file is to be created, is the same, or is a conflict', () => {
  const folder = directory();
  fill(folder, { same: 'x\n', 'sub/differs': 'mine\n' });
  const all = changes(folder, planOf({ new: 'x\n', same: 'x\n', 'sub/differs': 'x\n' }));
  assert.equal(actions(all), { new: 'create', same: 'same', 'sub/differs': 'conflict' });
  assert.equal(
    all.map((change) => text(change.before)),
    [undefined, 'x\n', 'mine\n'],
  );
});

test('--force replaces files that differ, and nothing else', () => {
  const folder = directory();
  fill(folder, {
    same: 'x\n',
    differs: 'mine\n',
    other: 'mine\n',
    'README.md': 'mine\n',
    '.gitignore': 'a\n',
  });
  const plan = planOf({ same: 'x\n', differs: 'x\n', '.gitignore': 'a\nb\n' }, ['README.md']);
  const all = changes(folder, plan, true, ['.gitignore']);
  assert.equal(actions(all), {
    '.gitignore': 'merged',
    'README.md': 'kept',
    differs: 'replace',
    same: 'same',
  });
  apply(host(), folder, 'full', all);
  assert.equal(contents(folder), {
    '.gitignore': 'a\nb\n',
    'README.md': 'mine\n',
    differs: 'x\n',
    other: 'mine\n',
    same: 'x\n',
  });
});

test('every conflict is listed', () => {
  const folder = directory();
  fill(folder, { a: 'mine', 'b/c': 'mine' });
  const all = changes(folder, planOf({ a: 'x\n', 'b/c': 'x\n', d: 'x\n' }));
  const error = refusal(() => refuseBlocked(all));
  assert.is(error.code, 'E_EXISTS');
  assert.is(error.exit, 3);
  assert.match(error.message, '2 files already exist and differ: a, b/c');
  assert.equal(error.files, ['a', 'b/c']);
  assert.match(error.hint, '--force');
  refuseBlocked(changes(folder, planOf({ d: 'x\n' })));
});

test('missing lines are appended to a file that is merged', () => {
  const folder = directory();
  fill(folder, { '.gitignore': 'mine/\n.venv/' });
  const [change] = changes(folder, planOf({ '.gitignore': '# all\n.venv/\n\ndist/\n' }), false, [
    '.gitignore',
  ]);
  assert.is(change?.action, 'merged');
  assert.is(text(change?.after), 'mine/\n.venv/\ndist/\n');
});

test('a merged file keeps all its bytes in any encoding, except that UTF-16 is a conflict', () => {
  const folder = directory();
  const latin = Buffer.from('caf\xe9/\nbuild/', 'latin1');
  writeFileSync(path.join(folder, '.gitignore'), latin);
  const [change] = changes(folder, planOf({ '.gitignore': 'build/\ndist/\n' }), false, ['.gitignore']);
  assert.equal(Buffer.from(change?.after ?? []), Buffer.concat([latin, Buffer.from('\ndist/\n')]));
  writeFileSync(path.join(folder, '.gitignore'), Buffer.from('\ufeffbuild/\r\n', 'utf16le'));
  const all = changes(folder, planOf({ '.gitignore': 'dist/\n' }), false, ['.gitignore']);
  assert.equal(actions(all), { '.gitignore': 'conflict' });
});

test('a pattern that the merged file negates is not added', () => {
  assert.is(mergeLines('!.env\n!/build/\n', '.env\nbuild/\ndist/\n'), '!.env\n!/build/\ndist/\n');
});

test('a conflicting folder or link is listed once, without the files below it', () => {
  const folder = directory();
  symlinkSync(directory(), path.join(folder, 'src'));
  const error = refusal(() =>
    refuseBlocked(changes(folder, planOf({ 'src/a': 'x\n', 'src/b/c': 'x\n', d: 'x\n' }))),
  );
  assert.is(error.message, 'a file already exists and differs: src');
  assert.equal(error.files, ['src']);
  assert.match(error.hint, /^move away src: /);
});

test('a merged file that has every line is the same', () => {
  const folder = directory();
  fill(folder, { '.gitignore': '  dist/  \nmine/\n' });
  const all = changes(folder, planOf({ '.gitignore': '# all\ndist/\n' }), false, ['.gitignore']);
  assert.equal(actions(all), { '.gitignore': 'same' });
});

test('appended lines use the line ends of the file', () => {
  assert.is(mergeLines('a\r\nb', 'b\nc\n'), 'a\r\nb\r\nc\r\n');
  assert.is(mergeLines('', 'a\n'), 'a\n');
  assert.is(mergeLines('a', 'a\n'), 'a');
});

test('a conflicting link or folder is neither followed nor replaced, even with --force', () => {
  const folder = directory();
  const elsewhere = directory();
  fill(elsewhere, { file: 'theirs\n' });
  symlinkSync(path.join(elsewhere, 'file'), path.join(folder, 'link'));
  symlinkSync(elsewhere, path.join(folder, 'linked'));
  symlinkSync('nowhere', path.join(folder, 'dangling'));
  mkdirSync(path.join(folder, 'folder'));
  fill(folder, { plain: 'mine\n' });
  const plan = planOf({
    link: 'x\n',
    'linked/file': 'x\n',
    dangling: 'x\n',
    folder: 'x\n',
    'plain/below': 'x\n',
  });
  for (const force of [false, true]) {
    const all = changes(folder, plan, force);
    assert.equal([...new Set(all.map((change) => change.action))], ['conflict']);
    const error = refusal(() => refuseBlocked(all));
    assert.match(error.hint, 'move away dangling, folder, link, linked, plain');
    apply(host(), folder, 'full', all);
  }
  assert.equal(contents(elsewhere), { file: 'theirs\n' });
  assert.is(readlinkSync(path.join(folder, 'link')), path.join(elsewhere, 'file'));
});

test('a link named README is not kept as the README', () => {
  const folder = directory();
  symlinkSync('/etc/hostname', path.join(folder, 'README.md'));
  const present = readPresent(host(), folder, () => true);
  assert.is(present.size, 0);
});

test('only files that can replace a planned file are read', () => {
  const folder = directory();
  fill(folder, { 'README.md': 'mine', other: 'x', 'sub/README.md': 'x' });
  const present = readPresent(host(), folder, (name) => name === 'README.md');
  assert.equal([...present], [['README.md', 'mine']]);
});

test('files get the planned modes, with any umask', () => {
  for (const umask of [0o077, 0o000]) {
    const before = process.umask(umask);
    try {
      const folder = path.join(directory(), 'new');
      apply(host(), folder, 'missing', changes(folder, planOf({ a: 'x\n', b: '#!/bin/sh\n' })));
      assert.is(statSync(path.join(folder, 'a')).mode & 0o777, 0o644);
      assert.is(statSync(path.join(folder, 'b')).mode & 0o777, 0o755);
    } finally {
      process.umask(before);
    }
  }
});

test('folders get mode 0755 with any umask, and keep an inherited setgid bit', () => {
  for (const umask of [0o077, 0o000]) {
    const before = process.umask(umask);
    try {
      const parent = directory();
      const shared = path.join(parent, 'shared');
      mkdirSync(shared);
      chmodSync(shared, 0o2777);
      for (const folder of [path.join(parent, 'new'), path.join(shared, 'new')])
        apply(host(), folder, 'missing', changes(folder, planOf({ 'a/b': 'x\n' })));
      const mode = (name: string): number => statSync(path.join(parent, name)).mode & 0o7777;
      assert.equal([mode('new'), mode('new/a')], [0o755, 0o755]);
      // Only Linux and a few other systems inherit the setgid bit.
      if (process.platform === 'linux')
        assert.equal([mode('shared/new'), mode('shared/new/a')], [0o2755, 0o2755]);
    } finally {
      process.umask(before);
    }
  }
});

test('a pipe or a huge file is a conflict, and the run does not block', () => {
  const folder = directory();
  execFileSync('mkfifo', [path.join(folder, 'pipe'), path.join(folder, 'README.md')]);
  sparse(path.join(folder, 'huge'));
  assert.is(readPresent(host(), folder, () => true).has('README.md'), false);
  const all = changes(folder, planOf({ pipe: 'x\n', huge: 'x\n' }, ['README.md']), true);
  assert.equal(actions(all), { huge: 'conflict', pipe: 'conflict' });
});

test('the run does not block on a file that is replaced by a pipe', () => {
  const folder = directory();
  fill(folder, { a: 'mine\n' });
  const swapped = host({
    open: (name, how, mode) => {
      rmSync(name);
      execFileSync('mkfifo', [name]);
      return host().fs.open(name, how, mode);
    },
  });
  assert.equal(actions(compare(swapped, planOf({ a: 'x\n' }), folder, [], true)), { a: 'conflict' });
});

test('only the beginning of a huge README is read', () => {
  const folder = directory();
  sparse(path.join(folder, 'README.md'));
  const present = readPresent(host(), folder, () => true);
  assert.is(present.get('README.md')?.length, 1024 * 1024);
});

test('a folder that cannot be created gives an error without delay', () => {
  const folder = '/proc/self/no/where';
  const error = refusal(() => apply(host(), folder, 'missing', changes(folder, planOf({ a: 'x\n' }))));
  assert.is(error.code, 'E_DISK');
});

test('a merged file keeps its mode, a replaced file gets the planned one', () => {
  const folder = directory();
  fill(folder, { '.gitignore': 'a\n', x: 'mine\n' });
  chmodSync(path.join(folder, '.gitignore'), 0o600);
  chmodSync(path.join(folder, 'x'), 0o600);
  const all = changes(folder, planOf({ '.gitignore': 'b\n', x: '#!/bin/sh\n' }), true, ['.gitignore']);
  apply(host(), folder, 'full', all);
  assert.is(statSync(path.join(folder, '.gitignore')).mode & 0o777, 0o600);
  assert.is(statSync(path.join(folder, 'x')).mode & 0o777, 0o755);
});

test('a new directory appears with all its files, and nothing is left next to it', () => {
  const parent = directory();
  const folder = path.join(parent, 'deep/er/new');
  apply(host(), folder, 'missing', changes(folder, planOf({ a: 'x\n', 'b/c': 'y\n' })));
  assert.equal(contents(parent), { 'deep/er/new/a': 'x\n', 'deep/er/new/b/c': 'y\n' });
});

test('a directory that appears during the run is not written into', () => {
  const parent = directory();
  const folder = path.join(parent, 'new');
  const all = changes(folder, planOf({ a: 'x\n' }));
  fill(folder, { theirs: 'y' });
  refusal(() => apply(host(), folder, 'missing', all));
  assert.equal(contents(parent), { 'new/theirs': 'y' });
});

test('a file that was changed or added since the comparison stops the run, and stays', () => {
  for (const late of [{ a: 'MINE\n' }, { 'b/c': 'x\n' }]) {
    const folder = directory();
    fill(folder, { a: 'mine\n' });
    const all = changes(folder, planOf({ a: 'x\n', 'b/c': 'x\n' }), true);
    fill(folder, late);
    const error = refusal(() => apply(host(), folder, 'full', all));
    assert.is(error.code, 'E_EXISTS');
    assert.match(error.message, 'meanwhile');
    assert.equal(error.files, Object.keys(late));
    assert.equal(contents(folder), { a: 'mine\n', ...late });
  }
});

test('during another run nothing is written', () => {
  const folder = directory();
  const all = changes(folder, planOf({ a: 'x\n' }));
  fill(folder, { '.create-pyproject.journal/1-1.journal': '' });
  const error = refusal(() => apply(host(), folder, 'full', all));
  assert.is(error.code, 'E_EXISTS');
  assert.match(error.message, 'another run is writing into this directory');
  assert.equal(files(folder), ['.create-pyproject.journal/1-1.journal']);
});

test('an unreadable file is reported, and nothing is written', () => {
  const folder = directory();
  writeFileSync(path.join(folder, 'a'), 'mine');
  const open = (): never => {
    throw new Error('EACCES: permission denied');
  };
  const error = refusal(() => compare(host({ open }), planOf({ a: 'x\n' }), folder, [], false));
  assert.is(error.code, 'E_DISK');
  assert.is(readFileSync(path.join(folder, 'a'), 'utf8'), 'mine');
});
