/** `create-pyproject update` in real repositories. */
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import * as assert from 'uvu/assert';
import { suite } from '../harness.js';
import { directory, files, fill } from '../world.js';
import { command, type Newer, type Project, project, swap } from './project.js';

const test = suite('update');

const V2 = { version: '0.2.0' };
const update = (made: Project, change: Newer = {}, ...flags: string[]) =>
  command(['update', '.', ...flags], made.at, { ...V2, ...change });

/** Everything in the project as text, for comparisons. */
const all = ({ at }: Project): Record<string, string> =>
  Object.fromEntries(files(at).map((file) => [file, readFileSync(path.join(at, file), 'latin1')]));

test('a file that nobody touched gets its new text, and a second run changes nothing', async () => {
  const made = await project();
  const done = await update(made, { edits: { Makefile: (text) => `${text}# new\n` } });
  assert.is(done.code, 0, done.err);
  assert.match(made.read('Makefile'), /# new\n$/);
  assert.match(made.read('.create-pyproject.toml'), /^version = "0\.2\.0"$/m);
  made.commit();
  const before = all(made);
  const again = await update(made, { edits: { Makefile: (text) => `${text}# new\n` } });
  assert.is(again.code, 0, again.err);
  assert.match(again.out, /^\. is up to date\n$/);
  assert.equal(all(made), before);
});

test('changes of both sides in different places of a file are merged', async () => {
  const made = await project();
  made.edit('Makefile', (text) => `# ours\n${text}`);
  made.commit();
  const done = await update(made, { edits: { Makefile: (text) => `${text}# theirs\n` } });
  assert.is(done.code, 0, done.err);
  assert.match(done.out, /Makefile \(merged\)/);
  assert.match(made.read('Makefile'), /^# ours\n[\s\S]*# theirs\n$/);
});

test('a file that only the project changed stays as it is', async () => {
  const made = await project();
  made.edit('README.md', (text) => text.replace('# my-app', '# Mine'));
  made.commit();
  const done = await update(made, { edits: { Makefile: (text) => `${text}# new\n` } });
  assert.is(done.code, 0, done.err);
  assert.match(made.read('README.md'), /^# Mine\n/m);
});

test('changes of the same lines end with exit code 3 and both sides between markers', async () => {
  const made = await project();
  made.edit('Makefile', (text) => text.replace('.PHONY: help', '# ours\n.PHONY: help'));
  made.commit();
  const edits = { Makefile: (text: string) => text.replace('.PHONY: help', '# theirs\n.PHONY: help') };
  const done = await update(made, { edits });
  assert.is(done.code, 3, done.err);
  assert.match(
    made.read('Makefile'),
    /<<<<<<< yours\n# ours\n=======\n# theirs\n>>>>>>> create-pyproject 0\.2\.0\n/,
  );
  assert.match(done.out, /Both sides changed the same in Makefile/);
});

test('markers that nobody has settled are told again, with exit code 3', async () => {
  const made = await project();
  made.edit('Makefile', (text) => text.replace('.PHONY: help', '# ours\n.PHONY: help'));
  made.commit();
  const edits = { Makefile: (text: string) => text.replace('.PHONY: help', '# theirs\n.PHONY: help') };
  await update(made, { edits });
  made.commit();
  const again = await update(made, { edits });
  assert.is(again.code, 3, again.out);
  assert.match(again.out, /is up to date\n.*both sides of an earlier conflict still stand in Makefile/s);
  made.edit('Makefile', (text) => text.replace(/^[<=>]{7}.*\n/gm, ''));
  made.commit();
  assert.is((await update(made, { edits })).code, 0);
});

for (const [how, pattern] of [
  ['ours', /# ours\n\.PHONY: help/],
  ['theirs', /# theirs\n\.PHONY: help/],
  ['rej', /# ours\n\.PHONY: help/],
] as const)
  test(`--conflict ${how} decides, and the exit code is still 3`, async () => {
    const made = await project();
    made.edit('Makefile', (text) => text.replace('.PHONY: help', '# ours\n.PHONY: help'));
    made.commit();
    const edits = { Makefile: (text: string) => text.replace('.PHONY: help', '# theirs\n.PHONY: help') };
    const done = await update(made, { edits }, '--conflict', how);
    assert.is(done.code, 3, done.err);
    assert.match(made.read('Makefile'), pattern);
    assert.not.match(made.read('Makefile'), /<<<<<<</);
    assert.is(made.has('Makefile.rej'), how === 'rej');
    if (how === 'rej') assert.match(made.read('Makefile.rej'), /^-# ours\n\+# theirs$/m);
  });

test('a file that was deleted stays deleted, now and in the next update', async () => {
  const made = await project();
  made.remove('SECURITY.md');
  made.commit();
  for (const mark of ['one', 'two']) {
    const done = await update(made, { edits: { 'SECURITY.md': (text) => `${text}${mark}\n` } });
    assert.is(done.code, 0, done.err);
    assert.not(made.has('SECURITY.md'));
    made.commit();
  }
});

test('a file that the standard drops goes if nobody edited it, with its empty folder', async () => {
  const made = await project();
  made.edit('SECURITY.md', (text) => `${text}Ours.\n`);
  made.commit();
  const done = await update(made, { without: ['SECURITY.md', 'docs/releasing.md'] });
  assert.is(done.code, 0, done.err);
  assert.ok(made.has('SECURITY.md'));
  assert.match(done.out, /no longer part of the standard, but edited: SECURITY\.md/);
  assert.not(made.has('docs'));
});

test('a file that the standard adds is written; one that people have already is not lost', async () => {
  const made = await project('--no-docker');
  made.write('Dockerfile', 'FROM ours\n');
  made.commit();
  const done = await update(made, {}, '--set', 'docker=true');
  assert.is(done.code, 3, done.err);
  assert.ok(made.has('.dockerignore'));
  const text = made.read('Dockerfile');
  assert.match(text, /FROM ours\n/);
  assert.match(text, /FROM python:/);
});

test('--set changes an answer: the project gains what belongs to it, or loses it', async () => {
  const made = await project('--no-docker');
  const gained = await update(made, {}, '--set', 'docker=true');
  assert.is(gained.code, 0, gained.err);
  assert.match(gained.out, /answers: docker false -> true/);
  assert.ok(made.has('Dockerfile'));
  made.commit();
  const lost = await update(made, {}, '--set', 'docker=false');
  assert.is(lost.code, 0, lost.err);
  assert.not(made.has('Dockerfile'));
});

test('--set manager=uv exchanges the files of the manager, and names the command that locks', async () => {
  const made = await project();
  made.edit('pyproject.toml', (text) =>
    text.replace('dependencies = []', 'dependencies = [\n    "httpx>=0.28",\n]'),
  );
  made.commit();
  const done = await update(made, {}, '--set', 'manager=uv');
  assert.is(done.code, 0, done.err);
  assert.not(made.has('requirements.txt'));
  assert.match(done.out, /^ {2}uv lock$/m);
  const { project: about, 'dependency-groups': groups } = parse(made.read('pyproject.toml')) as {
    project: { dependencies: string[] };
    'dependency-groups': object;
  };
  assert.equal(about.dependencies, ['httpx>=0.28']);
  assert.ok(groups);
});

test('the lock that a former manager wrote is named', async () => {
  const made = await project('--manager', 'uv');
  made.write('uv.lock', 'version = 1\n');
  made.commit();
  const done = await update(made, {}, '--set', 'manager=pdm');
  assert.is(done.code, 0, done.err);
  assert.match(done.out, /no longer used: uv\.lock; delete it/);
});

test('another name of the module moves the code, also files of the project alone', async () => {
  const made = await project();
  made.write('src/my_app/more.py', 'from my_app.counts import count\n');
  made.write('tests/test_more.py', 'import my_app\nfrom my_app.more import count\n\nprint(my_app.__doc__)\n');
  made.write('tests/test_name.py', 'from my_app.more import count\n\nmy_appl, name = count, "my-app"\n');
  made.edit('src/my_app/cli.py', (text) => `${text}# ours\n`);
  made.commit();
  const done = await update(made, {}, '--set', 'module=other');
  assert.is(done.code, 0, done.err);
  assert.not(made.has('src/my_app'));
  assert.match(made.read('src/other/cli.py'), /from other[\s\S]*# ours\n$/);
  assert.is(made.read('src/other/more.py'), 'from other.counts import count\n');
  assert.is(
    made.read('tests/test_more.py'),
    'import other\nfrom other.more import count\n\nprint(other.__doc__)\n',
  );
  assert.is(
    made.read('tests/test_name.py'),
    'from other.more import count\n\nmy_appl, name = count, "my-app"\n',
  );
  assert.not.match(Object.values(all(made)).join('\n'), /\bmy_app\b/);
});

test('a module that was renamed by hand gets the changes of the standard', async () => {
  const made = await project();
  made.git('mv', 'src/my_app', 'src/other');
  for (const file of files(made.at).filter(
    (name) => /\.(py|toml)$/.test(name) && name !== '.create-pyproject.toml',
  ))
    made.write(file, made.read(file).replaceAll('my_app', 'other'));
  made.commit();
  const done = await update(made, { edits: { Makefile: (text) => `${text}# new\n` } });
  assert.is(done.code, 0, done.err);
  assert.match(done.out, /module my_app -> other/);
  assert.not(made.has('src/my_app'));
  assert.match(made.read('Makefile'), /# new\n$/);
});

test('a file that was moved by hand is followed', async () => {
  const made = await project();
  made.git('mv', 'SECURITY.md', 'docs/SECURITY.md');
  made.commit();
  for (const mark of ['one', 'two']) {
    const done = await update(made, { edits: { 'SECURITY.md': (text) => `${text}${mark}\n` } });
    assert.is(done.code, 0, done.err);
    assert.match(done.out, /SECURITY\.md is docs\/SECURITY\.md now/);
    assert.match(made.read('docs/SECURITY.md'), new RegExp(`${mark}\n$`));
    assert.not(made.has('SECURITY.md'));
    made.commit();
  }
});

test('files with CR LF keep their line ends, merged or not', async () => {
  const made = await project();
  for (const file of ['Makefile', 'SECURITY.md', 'README.md'])
    made.write(file, made.read(file).replaceAll('\n', '\r\n'));
  made.edit('Makefile', (text) => `# ours\r\n${text}`);
  made.commit();
  const add = (text: string): string => `${text}new\n`;
  const done = await update(made, { edits: { Makefile: (text) => `${text}# new\n`, 'SECURITY.md': add } });
  assert.is(done.code, 0, done.err);
  for (const [file, last] of [
    ['Makefile', '# new\r\n'],
    ['SECURITY.md', 'new\r\n'],
  ] as const) {
    assert.ok(made.read(file).endsWith(last), file);
    assert.not.match(made.read(file), /(?<!\r)\n/, file);
  }
  assert.match(made.read('README.md'), /\r\n$/);
});

test('locks are never merged: an edited one stays, and the command that makes it again is named', async () => {
  const made = await project();
  made.edit('requirements-dev.txt', (text) => `${text}# ours\n`);
  made.commit();
  const done = await update(made, {
    edits: { 'requirements-dev.txt': (text) => text.replace('hatchling', 'Hatchling') },
  });
  assert.is(done.code, 0, done.err);
  assert.match(made.read('requirements-dev.txt'), /# ours\n$/);
  assert.not.match(made.read('requirements-dev.txt'), /<<<<|Hatchling/);
  assert.match(done.out, /^ {2}make lock$/m);
});

test('a project with changes that are not committed is refused, unless --force is given', async () => {
  const made = await project();
  made.edit('Makefile', (text) => `# ours\n${text}`);
  const before = all(made);
  const change = { edits: { 'SECURITY.md': (text: string) => `${text}new\n` } };
  const refused = await update(made, change);
  assert.is(refused.code, 2);
  assert.match(refused.err, /not committed: Makefile; commit first/);
  assert.equal(all(made), before);
  const forced = await update(made, change, '--force');
  assert.is(forced.code, 0, forced.err);
  assert.match(made.read('SECURITY.md'), /new\n$/);
});

test('an untracked file in the way is refused', async () => {
  const made = await project('--no-docker');
  made.write('.dockerignore', 'ours\n');
  const refused = await update(made, {}, '--set', 'docker=true');
  assert.is(refused.code, 2);
  assert.match(refused.err, /not committed: \.dockerignore/);
});

test('--dry-run, --diff and --json tell what would happen, and --dry-run and --diff write nothing', async () => {
  const made = await project();
  const change = { edits: { Makefile: (text: string) => `${text}# new\n` } };
  const before = all(made);
  const dry = await update(made, change, '--dry-run');
  assert.match(dry.out, /Makefile \(renewed\)/);
  const diff = await update(made, change, '--diff');
  assert.match(diff.out, /^\+# new$/m);
  assert.equal(all(made), before);
  const { out } = await update(made, change, '--json');
  const told = JSON.parse(out) as {
    from: string;
    version: string;
    files: { path: string; action: string }[];
    conflicts: [];
  };
  assert.equal([told.from, told.version, told.conflicts], ['0.1.0', '0.2.0', []]);
  assert.equal(
    told.files.filter(({ action }) => action !== 'same').map(({ path: file, action }) => [file, action]),
    [
      ['.create-pyproject.toml', 'renew'],
      ['Makefile', 'renew'],
    ],
  );
});

test('a text that git does not have is a conflict in every difference, and the run says so', async () => {
  const made = await project();
  made.edit('Makefile', (text) => `# ours\n${text}`);
  made.edit('.create-pyproject.toml', (text) => text.replace(/^(Makefile = ").{40}/m, `$1${'0'.repeat(40)}`));
  made.commit();
  const done = await update(made, { edits: { Makefile: (text) => `${text}# new\n` } });
  assert.is(done.code, 3, done.err);
  assert.match(done.out, /nobody knows what these were made from[^:]*: Makefile; --fetch-base/);
  assert.match(made.read('Makefile'), /# ours[\s\S]*# new/);
});

test('a text that a later update merged is known from its rendering', async () => {
  const made = await project();
  made.edit('Makefile', (text) => `# ours\n${text}`);
  made.commit();
  const edits = { Makefile: (text: string) => `${text}# two\n` };
  assert.is((await update(made, { edits })).code, 0);
  made.commit();
  // The answers change a file whose merged text was never committed as the standard has it.
  const done = await update(made, { edits }, '--set', 'docker=false');
  assert.is(done.code, 0, done.err);
  assert.match(made.read('Makefile'), /^# ours\n[\s\S]*# two\n$/);
  assert.not.match(made.read('Makefile'), /docker build/);
});

test('a pack of the record is used again, and its new version is followed', async () => {
  const parent = directory();
  fill(path.join(parent, 'acme'), {
    'pack.toml':
      'name = "acme"\nversion = "1.0.0"\ndescription = "x"\nmanaged = ["SECURITY.md"]\n[toml."pyproject.toml"]\ntool.ruff.line-length = 101\n',
  });
  const made = await command(['my-app', '--yes', '--no-git', '--pack', './acme'], parent);
  assert.is(made.code, 0, made.err);
  const at = path.join(parent, 'my-app');
  fill(at, { 'SECURITY.md': 'Ours.\n' });
  fill(path.join(parent, 'acme'), {
    'pack.toml': readFileSync(path.join(parent, 'acme/pack.toml'), 'utf8')
      .replace('101', '102')
      .replace('1.0.0', '1.1.0'),
  });
  const done = await command(['update', 'my-app', '--force'], parent);
  assert.is(done.code, 0, done.err);
  assert.match(readFileSync(path.join(at, 'pyproject.toml'), 'utf8'), /line-length = 102/);
  const record = readFileSync(path.join(at, '.create-pyproject.toml'), 'utf8');
  assert.match(record, /version = "1\.1\.0"\nsource = "\.\/acme"/);
  // The pack manages this file.
  assert.not.match(readFileSync(path.join(at, 'SECURITY.md'), 'utf8'), /Ours/);
  assert.match(done.out, /SECURITY\.md \(managed by the standard, replaced\)/);
});

for (const [it, args, message] of [
  ['no project', ['update', 'nowhere'], /nowhere has no \.create-pyproject\.toml/],
  ['an answer that does not exist', ['update', '--set', 'mangaer=uv'], /--set: .*did you mean manager\?/],
  ['an answer without a value', ['update', '--set', 'manager'], /--set manager has no value/],
  ['a wrong value', ['update', '--set', 'manager=npm'], /--set manager: /],
  ['a wrong yes or no', ['update', '--set', 'docker=perhaps'], /--set docker: must be true or false/],
  ['an unknown flag', ['update', '--dockr'], /update: unknown flag --dockr/],
  ['a wrong way with conflicts', ['update', '--conflict', 'both'], /--conflict: /],
  ['two directories', ['update', 'a', 'b'], /update takes one directory, not 2/],
  ['a version that is none', ['update', '--to', '../x'], /--to \.\.\/x: no version/],
] as const)
  test(`${it} is refused with exit code 2`, async () => {
    const made = await project();
    const { code, err } = await command(args, made.at, V2);
    assert.is(code, 2);
    assert.match(err, message);
  });

test('a record of a newer version is refused', async () => {
  const made = await project();
  made.edit('.create-pyproject.toml', swap('version = "0.1.0"', 'version = "9.0.0"'));
  made.commit();
  const { code, err } = await update(made);
  assert.is(code, 2);
  assert.match(err, /was written by create-pyproject 9\.0\.0, which is newer than this 0\.2\.0/);
});

test('a record with the markers of a merge says so', async () => {
  const made = await project();
  made.edit('.create-pyproject.toml', (text) =>
    text.replace(/^docker = true$/m, '<<<<<<< HEAD\ndocker = true\n=======\ndocker = false\n>>>>>>> other'),
  );
  const { code, err } = await update(made);
  assert.is(code, 2);
  assert.match(err, /markers of a merge; keep either side of each conflict, and run it again\n/);
});

test('outside of a repository --force updates, and nobody is told to ask git', async () => {
  const made = await project();
  made.remove('.git');
  const change = { edits: { Makefile: (text: string) => `${text}# new\n` } };
  assert.match((await update(made, change)).err, /in no git repository; git init, and commit first, /);
  const done = await update(made, change, '--force');
  assert.is(done.code, 0, done.err);
  assert.not.match(done.out, 'git diff');
});

test('a link in the place of a file is not followed', async () => {
  const made = await project();
  made.remove('SECURITY.md');
  const { symlinkSync } = await import('node:fs');
  const secret = path.join(path.dirname(made.at), 'secret');
  fill(path.dirname(made.at), { secret: 'x' });
  symlinkSync(secret, path.join(made.at, 'SECURITY.md'));
  made.commit();
  // What the standard did not change is nobody's business.
  const other = { edits: { Makefile: (text: string) => `${text}# new\n` } };
  assert.is((await command(['update', '.', '--dry-run'], made.at, { ...V2, ...other })).code, 0);
  const change = { edits: { ...other.edits, 'SECURITY.md': (text: string) => `${text}new\n` } };
  const { code, findings } = await checked(made, change);
  assert.is(code, 4);
  assert.ok(findings.includes('SECURITY.md'));
  const done = await update(made, change);
  assert.is(done.code, 3, done.err);
  assert.match(done.out, /SECURITY\.md is a folder, a link/);
  assert.match(made.read('Makefile'), /# new\n$/);
  assert.is(readFileSync(secret, 'utf8'), 'x');
  assert.ok(existsSync(secret));
});

test('--help names every flag', async () => {
  const { out, code } = await command(['update', '--help'], directory());
  assert.is(code, 0);
  for (const flag of [
    '--set',
    '--to',
    '--pack',
    '--fetch-base',
    '--conflict',
    '--dry-run',
    '--json',
    '--force',
  ])
    assert.ok(out.includes(flag), flag);
});

/** A project made with a pack of these files, in a repository, and what changes both. */
async function packed(files: Readonly<Record<string, string>>) {
  const made = await project();
  const folder = path.join(made.at, '..', 'acme');
  const release = (version: string, texts: Readonly<Record<string, string>>): void =>
    fill(folder, {
      'pack.toml': `name = "acme"\nversion = "${version}"\ndescription = "x"\n[[parts]]\nname = "own"\n`,
      ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [`templates/own/${name}`, text])),
    });
  release('1.0.0', files);
  const again = await command(['update', '.', '--pack', '../acme'], made.at);
  assert.is(again.code, 0, again.err);
  made.commit();
  return { ...made, release };
}

test("a pack's file that is copied is merged like a text", async () => {
  const made = await packed({ 'guide.md': 'one\n\ntwo\n\nthree\n' });
  made.edit('guide.md', swap('one', 'ours'));
  made.commit();
  made.release('1.1.0', { 'guide.md': 'one\n\ntwo\n\ntheirs\n' });
  const done = await update(made);
  assert.is(done.code, 0, done.err + done.out);
  assert.is(made.read('guide.md'), 'ours\n\ntwo\n\ntheirs\n');
});

test("a pack's file of bytes is renewed, or stays as people changed it, with exit code 3", async () => {
  const made = await packed({ 'a.bin': '\0one', 'b.bin': '\0one' });
  made.edit('b.bin', swap('one', 'ours'));
  made.commit();
  made.release('1.1.0', { 'a.bin': '\0two', 'b.bin': '\0two' });
  const done = await update(made);
  assert.is(done.code, 3, done.err);
  assert.match(done.out, /b\.bin \(the standard has other bytes/);
  assert.equal([made.read('a.bin'), made.read('b.bin')], ['\0two', '\0ours']);
});

test("a pack's file with CR LF follows its standard, whatever line ends its checkout has", async () => {
  const made = await packed({ 'run.bat': 'one\r\ntwo\r\nthree\r\n', 'go.bat': 'one\r\n' });
  const check = await command(['check', '.'], made.at);
  assert.is(check.code, 0, check.out);
  made.write('run.bat', 'one\ntwo\nthree\n');
  const plain = await command(['check', '.'], made.at);
  assert.is(plain.code, 0, plain.out);
  // git trusts the old size of the file until it is added.
  made.git('add', '--all');
  made.release('1.1.0', { 'run.bat': 'one\r\ntwo\r\ntheirs\r\n', 'go.bat': 'two\r\n' });
  const done = await update(made);
  assert.is(done.code, 0, done.err);
  assert.equal([made.read('run.bat'), made.read('go.bat')], ['one\ntwo\ntheirs\n', 'two\r\n']);
});

test('a script that people made executable stays so when its text is renewed', async () => {
  const made = await project();
  chmodSync(path.join(made.at, 'SECURITY.md'), 0o755);
  made.commit();
  const done = await update(made, { edits: { 'SECURITY.md': (text) => `${text}new\n` } });
  assert.is(done.code, 0, done.err);
  assert.is(statSync(path.join(made.at, 'SECURITY.md')).mode & 0o111, 0o111);
});

test('a file that was moved to another name is followed', async () => {
  const made = await project();
  made.git('mv', 'SECURITY.md', 'docs/REPORTING.md');
  made.commit();
  const done = await update(made, { edits: { 'SECURITY.md': (text) => `${text}new\n` } });
  assert.is(done.code, 0, done.err);
  assert.match(made.read('docs/REPORTING.md'), /new\n$/);
  assert.not(made.has('SECURITY.md'));
});

/** What `check` finds. */
async function checked(made: Project, change: Newer = {}) {
  const { code, out } = await command(['check', '.', '--json'], made.at, { ...V2, ...change });
  const { findings } = JSON.parse(out) as { findings: { path: string }[] };
  return { code, findings: findings.map(({ path: file }) => file) };
}

test('arrays of tables that both sides changed in different places are merged', async () => {
  const table = (name: string, value: number): string => `[[tool]]\nname = "${name}"\nvalue = ${value}\n`;
  const made = await packed({ 'extra.toml': `${table('a', 1)}\n${table('b', 1)}` });
  made.edit('extra.toml', (text) => `${text}\n${table('c', 1)}`);
  made.commit();
  made.release('1.1.0', { 'extra.toml': `${table('a', 2)}\n${table('b', 1)}` });
  const done = await update(made);
  assert.is(done.code, 0, done.out);
  assert.is(made.read('extra.toml'), `${table('a', 2)}\n${table('b', 1)}\n${table('c', 1)}`);
});

test('a newline that is missing at the end is no conflict', async () => {
  const made = await packed({ 'guide.md': 'one\n\ntwo\n\nthree\n' });
  made.write('guide.md', 'one\n\ntwo\n\nthree');
  made.commit();
  made.release('1.1.0', { 'guide.md': 'one\n\ntwo\n\ntheirs\n' });
  const done = await update(made);
  assert.is(done.code, 0, done.out);
  assert.is(made.read('guide.md'), 'one\n\ntwo\n\ntheirs\n');
});

test('a project in a folder of a larger repository is followed, whatever else is not committed there', async () => {
  const made = await packed({ 'guide.md': 'one\n\ntwo\n\nthree\n' });
  const { rename } = await import('node:fs/promises');
  await rename(path.join(made.at, '.git'), path.join(made.at, '..', '.git'));
  fill(path.join(made.at, '..'), { 'other.md': 'one\n' });
  made.git('add', '--all', '--', '..');
  made.git('commit', '--quiet', '--message=x');
  made.git('checkout', '--quiet', '--detach');
  made.edit('guide.md', swap('one', 'ours'));
  made.git('commit', '--quiet', '--all', '--message=x');
  fill(path.join(made.at, '..'), { 'other.md': 'two\n' });
  made.release('1.1.0', { 'guide.md': 'one\n\ntwo\n\ntheirs\n' });
  const done = await update(made);
  assert.is(done.code, 0, done.err);
  assert.is(made.read('guide.md'), 'ours\n\ntwo\n\ntheirs\n');
});

test('without git the run says so, and --force updates', async () => {
  const made = await project();
  const change = { ...V2, edits: { 'SECURITY.md': (text: string) => `${text}new\n` } };
  const without = { which: () => undefined };
  const refused = await command(['update'], made.at, change, without);
  assert.is(refused.code, 2);
  assert.match(refused.err, /git is not on PATH/);
  const forced = await command(['update', '--force'], made.at, change, without);
  assert.is(forced.code, 0, forced.err);
  assert.match(made.read('SECURITY.md'), /new\n$/);
});
