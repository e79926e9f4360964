/**
 * Tests runs in a directory that already holds a project: renewed files, conflicts, and the files that --force may
 * replace.
 */
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import * as api from '../src/entry/api.js';
import type { Host } from '../src/host/host.js';
import { blobId } from '../src/model/blob-id.js';
import { RECORD } from '../src/model/paths.js';
import { suite } from './harness.js';
import { contents, directory, fill, git, programs, run, same } from './world.js';

const test = suite('an existing project');

/** Writes a project to `app`. */
async function project(...args: string[]): Promise<{ readonly cwd: string; readonly app: string }> {
  const cwd = directory();
  const { code, err } = await run(['app', '--name', 'my-app', ...args], cwd);
  assert.is(code, 0, err);
  return { cwd, app: path.join(cwd, 'app') };
}

const edit = (app: string, ...names: string[]): void => {
  for (const name of names) appendFileSync(path.join(app, name), '# mine\n');
};

interface Refused {
  readonly error: { readonly message: string; readonly hint: string; readonly files?: readonly string[] };
}

const refused = (out: string): Refused['error'] => (JSON.parse(out) as Refused).error;

test('unedited files are renewed with new answers, including README, license and record', async () => {
  const { cwd, app } = await project();
  const args = ['--name', 'my-app', '--kind', 'library', '--license', 'ISC', '--description', 'Another one'];
  const { code, out, err } = await run(['app', ...args], cwd);
  assert.is(code, 0, err);
  assert.match(out, /^app: wrote \d+ files?; renewed \d+ files; left unchanged \d+ files\n/);
  assert.not.match(out, 'is kept');
  const elsewhere = directory();
  await run(['app', ...args], elsewhere);
  const [found, wanted] = [contents(app), contents(path.join(elsewhere, 'app'))];
  // Obsolete files of the first project stay, as the run reports.
  same(Object.fromEntries(Object.entries(found).filter(([name]) => name in wanted)), wanted);
  assert.match(found['README.md'] ?? '', 'Another one');
  assert.match(found.LICENSE ?? '', 'Permission to use, copy, modify');
});

test('only edited files conflict and are listed by name; other existing files are not called edited', async () => {
  const { cwd, app } = await project('--no-docker');
  edit(app, 'Makefile', 'pyproject.toml', 'README.md');
  fill(app, { Dockerfile: 'mine\n' });
  const args = ['app', '--name', 'my-app', '--license', 'ISC', '--docker'];
  const before = contents(app);
  const { code, err } = await run(args, cwd);
  assert.is(code, 3);
  assert.match(
    err,
    '3 files already exist and differ: Dockerfile, Makefile (edited), pyproject.toml (edited); --diff',
  );
  assert.equal(refused((await run([...args, '--json'], cwd)).out).files, [
    'Dockerfile',
    'Makefile',
    'pyproject.toml',
  ]);
  assert.match((await run([...args, '--dry-run'], cwd)).out, 'Makefile (edited, conflict)');
  same(contents(app), before);
  const forced = await run([...args, '--force'], cwd);
  assert.is(forced.code, 0, forced.err);
  assert.match(forced.out, 'replaced Dockerfile, Makefile, pyproject.toml; ');
  assert.match(forced.out, 'kept README.md\n');
  assert.is(contents(app)['README.md'], before['README.md']);
});

test('a wrong record changes nothing: only a file with the recorded blob id is renewed', async () => {
  const cwd = directory();
  const id = blobId('mine\n');
  const line = (name: string, value: string): string => `"${name}" = "${value}"`;
  const files = { Makefile: 'mine\n', 'SECURITY.md': 'mine\n', 'CHANGELOG.md': 'mine\n' };
  for (const [lie, blocked] of [
    [
      [line('Makefile', id), line('SECURITY.md', blobId('other\n'))],
      ['CHANGELOG.md', 'SECURITY.md'],
    ],
    [[line('Makefile', id.toUpperCase()), line('SECURITY.md', '')], Object.keys(files).sort()],
    [['a = "x"', '[other]', line('Makefile', id)], Object.keys(files).sort()],
  ] as const) {
    fill(cwd, { ...files, [RECORD]: `[files]\n${lie.join('\n')}\n` });
    const { out } = await run(['.', '--name', 'my-app', '--json'], cwd);
    assert.equal(
      refused(out).files?.filter((name) => name !== RECORD),
      blocked,
    );
  }
});

test('the library renews unedited files, and refuses edited ones', async () => {
  const { app } = await project();
  edit(app, 'Makefile');
  const answers = { name: 'my-app', license: 'ISC' } as const;
  const error = await api.create(answers, { directory: app }).then(
    () => undefined,
    (reason: api.CreateError) => reason,
  );
  assert.is(error?.message, 'a file already exists and differs: Makefile (edited)');
  assert.is(error?.hint, 'force: true replaces these files');
  const { files } = await api.create(answers, { directory: app, force: true });
  const actionOf = (name: string) => files.find((file) => file.path === name)?.action;
  assert.equal([actionOf('Makefile'), actionOf('LICENSE'), actionOf(RECORD)], ['replace', 'renew', 'renew']);
});

const AUTHOR = ['-c', 'user.name=Ann Example', '-c', 'user.email=ann@example.org'];

/** A project in a repository, with everything committed. */
async function committed(): Promise<{ readonly cwd: string; readonly app: string }> {
  const { cwd, app } = await project();
  git(cwd, 'init', '--quiet');
  git(cwd, 'add', '--force', '.');
  git(cwd, ...AUTHOR, 'commit', '--quiet', '--message=x');
  return { cwd, app };
}

const FORCED = ['app', '--name', 'my-app', '--license', 'ISC', '--force'];

test('--force replaces an edited file that is committed, and no file that git could not restore', async () => {
  const { cwd, app } = await committed();
  edit(app, 'Makefile', 'pyproject.toml');
  git(cwd, ...AUTHOR, 'commit', '--quiet', '--all', '--message=y');
  edit(app, 'CONTRIBUTING.md', 'SECURITY.md');
  git(cwd, 'add', 'app/SECURITY.md');
  const before = contents(app);
  const { code, err } = await run(FORCED, cwd);
  assert.is(code, 3);
  assert.match(
    err,
    '2 files already exist and differ: CONTRIBUTING.md (not committed), SECURITY.md (not committed); commit them first, or replace them for good with --force-dirty\n',
  );
  same(contents(app), before);
  const shown = await run([...FORCED, '--dry-run'], cwd);
  assert.is(shown.code, 3);
  assert.match(shown.out, 'SECURITY.md (not committed, conflict)');
  assert.match(shown.out, 'Makefile (edited, replaced)');
  git(cwd, ...AUTHOR, 'commit', '--quiet', '--all', '--message=z');
  const forced = await run(FORCED, cwd);
  assert.is(forced.code, 0, forced.err);
  assert.match(forced.out, 'replaced CONTRIBUTING.md, Makefile, SECURITY.md, pyproject.toml');
});

test('--force replaces no uncommitted file, also in a repository without commits; --force-dirty does', async () => {
  for (const ignored of [false, true]) {
    const cwd = directory();
    git(cwd, 'init', '--quiet');
    fill(cwd, { 'app/Makefile': 'mine\n', '.gitignore': ignored ? 'app/\n' : '' });
    const { code, err } = await run(FORCED, cwd);
    assert.is(code, 3);
    assert.match(err, 'a file already exists and differs: Makefile (not committed)');
    const forced = await run([...FORCED, '--force-dirty'], cwd);
    assert.is(forced.code, 0, forced.err);
    assert.match(forced.out, 'replaced Makefile');
  }
});

test('without git, --force replaces edited files and names them', async () => {
  const { cwd, app } = await committed();
  edit(app, 'Makefile');
  const none: Partial<Host> = { which: () => undefined };
  const { code, out, err } = await run(FORCED, cwd, none);
  assert.is(code, 0, err);
  assert.match(out, 'replaced Makefile');
});

test('git is not asked in a repository whose settings could make it run a program; it runs no hook and no file system monitor', async () => {
  const ran = path.join(directory(), 'ran');
  const script = `touch ${ran}; cat`;
  const tools = programs({ tool: script, 'post-index-change': script });
  for (const [setting, asked] of [
    [`[filter "x"]\n\tclean = ${tools}/tool\n`, false],
    [`[include]\n\tpath = ${tools}/config\n`, false],
    [`[core]\n\tworktree = ${tools}\n`, false],
    [`[core]\n\tfsmonitor = ${tools}/tool\n\thooksPath = ${tools}\n`, true],
    ['[pull]\n\trebase = true\n[remote "origin"]\n\turl = https://example.org/x\n', true],
  ] as const) {
    const { cwd, app } = await committed();
    writeFileSync(path.join(app, '.gitattributes'), '* filter=x\n');
    git(cwd, ...AUTHOR, 'commit', '--quiet', '--all', '--message=y');
    edit(app, 'Makefile');
    if (asked) git(cwd, ...AUTHOR, 'commit', '--quiet', '--all', '--message=z');
    appendFileSync(path.join(cwd, '.git/config'), setting);
    const { code, err } = await run(FORCED, cwd);
    assert.is(code, asked ? 0 : 3, `${setting}${err}`);
    if (!asked)
      assert.match(err, /Makefile \(git was not asked: the repository has [^)]+ in its .git\/config\)/);
    assert.not.ok(existsSync(ran), setting);
  }
});

test('a run starts from the record; flags override it, and --answers replaces it', async () => {
  const { cwd, app } = await project('--kind', 'web', '--backend', 'flit', '--author', 'Ann', '--no-docker');
  const answersOf = async (from: string, ...args: string[]): Promise<Record<string, unknown>> => {
    const { code, out } = await run([...args, '--dry-run', '--json'], from);
    assert.is(code, 0, out);
    return (JSON.parse(out) as { answers: Record<string, unknown> }).answers;
  };
  const { description, keyword, ...first } = await answersOf(cwd, 'app', '--yes');
  assert.equal(
    [first.name, first.kind, first.backend, first.author, first.docker],
    ['my-app', 'web', 'flit', 'Ann', false],
  );
  const library = await answersOf(app, '.', '--kind', 'library');
  assert.equal([library.kind, library.backend, library.author], ['library', 'flit', 'Ann']);
  assert.is.not(library.description, description);
  assert.is.not(JSON.stringify(library.keyword), JSON.stringify(keyword));
  fill(cwd, { 'a.toml': 'kind = "library"\n' });
  const other = await answersOf(cwd, 'app', '--answers', 'a.toml');
  assert.equal([other.name, other.kind, other.backend, other.author], ['app', 'library', 'hatchling', '']);
  const { out } = await run(['app', '--dry-run'], cwd);
  assert.match(out, 'note: answers that are not given come from app/.create-pyproject.toml\n');
});

test('an unreadable record is named relative to the current directory, and --answers bypasses it', async () => {
  const { cwd, app } = await project();
  fill(app, { [RECORD]: 'x = \n', 'sub/x': '' });
  const { code, err } = await run(['../../app'], path.join(app, 'sub'));
  assert.is(code, 2);
  assert.match(err, 'create-pyproject: ../.create-pyproject.toml:1: ');
  assert.match(err, '; --answers FILE replaces it\n');
  fill(cwd, { 'a.toml': 'name = "my-app"\n' });
  assert.match(
    (await run(['app', '--answers', 'a.toml'], cwd)).err,
    'a file already exists and differs: .create-pyproject.toml;',
  );
  fill(app, { [RECORD]: '# nobody knows\n' });
  assert.match(
    (await run(['app', '--name', 'my-app'], cwd)).err,
    'a file already exists and differs: .create-pyproject.toml;',
  );
});

test('a record of a later version: unknown answers give a note, other unknown keys are ignored, a newer format is refused', async () => {
  const { cwd, app } = await project();
  const text = contents(app)[RECORD] ?? '';
  const later = text
    .replace('pack = "project"', 'pack = "project"\nmore = { a = 1 }')
    .replace('[answers]', '[answers]\ncolor = "red"')
    .replace('[files]', '[other]\nb = 2\n\n[files]');
  fill(app, { [RECORD]: later });
  const read = await run(['app', '--dry-run'], cwd);
  assert.is(read.code, 0, read.err);
  assert.match(
    read.out,
    'note: app/.create-pyproject.toml has answers of a later version, which are ignored: color\n',
  );
  // The record may come from anybody, so its text is escaped for the terminal.
  fill(app, { [RECORD]: text.replace('[answers]', '[answers]\n"a\\u001b[2J\\nb" = 1') });
  assert.match((await run(['app', '--dry-run'], cwd)).out, 'which are ignored: a\\u001b[2J\\u000ab\n');
  fill(app, { [RECORD]: text.replace('format = 1', 'format = 2') });
  const refusedFormat = await run(['app', '--dry-run'], cwd);
  assert.is(refusedFormat.code, 2);
  assert.match(refusedFormat.err, 'has format 2, and this version reads format 1; use the version');
});

test('--dry-run reports conflicts on standard error, also with --quiet', async () => {
  const { cwd, app } = await project();
  edit(app, 'Makefile');
  for (const more of [[], ['--quiet']]) {
    const { code, out, err } = await run(['app', '--dry-run', ...more], cwd);
    assert.is(code, 3);
    assert.is(out === '', more.length > 0);
    assert.match(
      err,
      /^create-pyproject: a file already exists and differs: Makefile \(edited\); --diff shows/,
    );
  }
});
