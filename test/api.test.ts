/** The library as its users meet it: installed, imported by its name, and as docs/api.md shows it. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import * as assert from 'uvu/assert';
import type { ProjectAnswers } from '../generators/project/options.js';
import type { Answers } from '../src/api.js';
import * as api from '../src/api.js';
import { ROOT } from '../src/package.js';
import { createOn } from '../src/programmatic.js';
import { planFor } from './golden.js';
import { suite } from './harness.js';
import { contents, directory, environment, files, fill, hostIn, run, same } from './world.js';

const test = suite('the library');

/** A folder in which the package is installed. */
function user(): string {
  const folder = directory();
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(ROOT, path.join(folder, 'node_modules/create-pyproject'), 'dir');
  return folder;
}

const manual = readFileSync(path.join(ROOT, 'docs/api.md'), 'utf8');
const examples = [...manual.matchAll(/```js\n((?:(?!```)[\s\S])*)```\n\n```text\n([\s\S]*?)```/g)].map(
  ([, code = '', shown = '']) => ({ code, shown }),
);

const results = examples.map(async ({ code }) => {
  const folder = user();
  fill(folder, { 'example.mjs': code });
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['example.mjs'], {
    cwd: folder,
    env: environment(),
  });
  return { stdout, stderr };
});
for (const result of results) result.catch(() => {});

test('the manual has an example of each function', () => {
  assert.is(examples.length, 4);
  for (const name of ['create', 'options', 'plan'])
    assert.ok(
      examples.some(({ code }) => code.includes(`import { ${name} } from 'create-pyproject'`)),
      name,
    );
});

for (const [index, { shown }] of examples.entries()) {
  test(`example ${index + 1} of the manual prints what stands below it`, async () => {
    assert.equal(await results[index], { stdout: shown, stderr: '' });
  });
}

test('the types are those that were accepted (npm run docs accepts them)', () => {
  const built = readFileSync(path.join(ROOT, 'dist/index.d.mts'), 'utf8');
  assert.is(readFileSync(path.join(ROOT, 'docs/api-report.d.mts'), 'utf8'), built);
});

test('its answers have the types of the option table', () => {
  // Both ways, so that a choice that is new in one of them does not compile.
  const there: ProjectAnswers = {} as Required<Answers>;
  const back: Required<Answers> = {} as ProjectAnswers;
  assert.equal(there, back);
});

test('it plans what the command plans, and every option has a description', () => {
  const { files, answers } = api.plan({ name: 'my-app', kind: 'web' });
  const planned = planFor({ name: 'my-app', kind: 'web' });
  assert.equal(answers, planned.answers);
  for (const { path, content, mode } of planned.files.filter(({ from }) => !from.includes('record')))
    assert.equal(
      files.find((file) => file.path === path),
      { path, content, mode },
    );
  assert.equal(Object.keys(api.options), Object.keys(answers));
  // What a form is made of can be sent anywhere.
  assert.equal(JSON.parse(JSON.stringify(api.options)), api.options);
});

test('it writes what the command writes', async () => {
  const [ours, theirs] = [directory(), directory()];
  const { files } = await api.create({ kind: 'library' }, { directory: path.join(ours, 'my-app') });
  assert.is(
    (await run(['my-app', '--kind', 'library', '--author', '', '--email', '', '--yes'], theirs)).code,
    0,
  );
  same(contents(path.join(ours, 'my-app')), contents(path.join(theirs, 'my-app')));
  assert.equal(
    files.map((file) => file.path),
    Object.keys(contents(path.join(ours, 'my-app'))),
  );
});

test('force replaces what is in the way; without it nothing is written', async () => {
  const folder = directory();
  fill(folder, { 'my-app/pyproject.toml': 'mine\n' });
  const target = { directory: path.join(folder, 'my-app') };
  const error = await api.create({}, target).then(
    () => undefined,
    (reason: api.CreateError) => reason,
  );
  assert.is(error?.code, 'E_EXISTS');
  assert.equal(contents(target.directory), { 'pyproject.toml': 'mine\n' });
  const { files } = await api.create({}, { ...target, force: true });
  assert.is(files.find((file) => file.path === 'pyproject.toml')?.action, 'replace');
});

test('what a caller in JavaScript gets wrong is refused with a code, a reason and a hint', async () => {
  const wrong: readonly (readonly [answers: object, code: string, message: RegExp])[] = [
    [{ kindd: 'cli' }, 'E_ANSWERS', /kindd.*did you mean kind\?/],
    [{ name: 'x', kind: 'clii' }, 'E_VALUE', /kind: .*did you mean cli\?/],
    [{ name: 'x', docker: 'yes' }, 'E_VALUE', /docker: takes true or false/],
    [{ name: 7 }, 'E_VALUE', /name: takes a text/],
    [{ name: 'x', keyword: 'one' }, 'E_VALUE', /keyword: takes a list/],
    [{ name: 'x', keyword: [1] }, 'E_VALUE', /keyword: takes a text/],
    [{}, 'E_VALUE', /name/],
    [JSON.parse('{"__proto__": {"kind": "web"}}'), 'E_ANSWERS', /__proto__/],
    [{ constructor: 'x' }, 'E_ANSWERS', /constructor/],
  ];
  for (const [answers, code, message] of wrong) {
    try {
      api.plan(answers as Answers);
      assert.unreachable(JSON.stringify(answers));
    } catch (error) {
      assert.is((error as api.CreateError).code, code, String(error));
      assert.match((error as Error).message, message);
    }
  }
  for (const place of ['relative/app', '.', ''])
    await api.create({ name: 'app' }, { directory: place }).then(
      () => assert.unreachable(place),
      (error: api.CreateError) => assert.is(error.code, 'E_DIRECTORY'),
    );
});

test('what is told of an error or a project speaks of names and functions, not of flags', async () => {
  const told = async (act: () => unknown): Promise<readonly [message: string, hint: string]> => {
    try {
      await act();
    } catch (error) {
      return [(error as Error).message, (error as api.CreateError).hint];
    }
    return assert.unreachable() as never;
  };
  const folder = directory();
  fill(folder, { 'app/pyproject.toml': 'mine\n' });
  const into = (name: string) => ({ directory: path.join(folder, name) });
  assert.equal(await told(() => api.plan({ name: 'x', kind: null } as never)), [
    'kind: takes a text',
    'options.kind says what it takes',
  ]);
  assert.equal(await told(() => api.plan({ name: 'app', license: 'none', publish: 'pypi' })), [
    'a proprietary project (license none) is not published on PyPI',
    'leave out publish, or choose a licence',
  ]);
  assert.equal(await told(() => api.create({}, into('class'))), [
    'the default for name: class is a Python keyword: it cannot be imported',
    'give name',
  ]);
  assert.equal(await told(() => api.create({}, into('app'))), [
    'a file is in the way: pyproject.toml',
    'force: true replaces just these',
  ]);
  const { notes } = api.plan({ name: 'app', dependency: ['some-unknown-package>=1'] });
  assert.match(notes.join(), /^some-unknown-package>=1 is not in the locks yet .*: run make lock$/);
  assert.equal((await api.create({ dependency: ['some-unknown-package>=1'] }, into('b2'))).notes, notes);
});

test('whatever is passed in its place, the error has a code', async () => {
  for (const answers of [undefined, null, 'x', 7, []]) {
    try {
      api.plan(answers as unknown as Answers);
      assert.unreachable(String(answers));
    } catch (error) {
      assert.is((error as api.CreateError).code, 'E_ANSWERS', String(error));
      assert.ok((error as api.CreateError).hint);
    }
  }
  const folder = directory();
  for (const target of [
    undefined,
    null,
    {},
    { directory: 7 },
    { directory: path.join(folder, 'a\nb') },
    { directory: path.join(folder, 'a\u0000b') },
    { directory: path.join(folder, 'a\ud800b') },
    { directory: path.join(folder, '.git/x') },
    { directory: path.join(folder, '.GIT') },
  ])
    await api.create({ name: 'app' }, target as unknown as api.Target).then(
      () => assert.unreachable(JSON.stringify(target)),
      (error: api.CreateError) => assert.is(error.code, 'E_DIRECTORY', String(error)),
    );
  assert.equal(files(folder), []);
});

test('what a caller does with the options is his own business', () => {
  const { choices } = api.options.kind;
  assert.throws(() => {
    delete (choices as Record<string, string>).web;
  }, TypeError);
  assert.is(api.plan({ name: 'x', kind: 'web' }).answers.kind, 'web');
});

test('it needs a disk and nothing else of a host', () => {
  const folder = directory();
  const { fs, platform, pid, writer, alive } = hostIn(folder).host;
  const target = path.join(folder, 'app');
  const { changes } = createOn({ fs, platform, pid, writer, alive }, {}, target, false);
  assert.equal(Object.keys(contents(target)), changes.map((change) => change.path).sort());
});
