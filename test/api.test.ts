/** Tests the library as users see it: installed, imported by its name, and used as in docs/api.md. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import * as assert from 'uvu/assert';
import { ROOT } from '../scripts/root.js';
import * as api from '../src/entry/api.js';
import { createOn } from '../src/entry/programmatic.js';
import { type ErrorCode, UserError } from '../src/model/errors.js';
import { planFor } from './golden.js';
import { suite } from './harness.js';
import { contents, directory, environment, files, fill, hostIn, run, same } from './world.js';

const test = suite('the library');

/** The answers that `plan` takes. */
type Named = Parameters<typeof api.plan>[0];

/** Creates a directory in which the package is installed. */
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

test('docs/api.md has an example of each function', () => {
  assert.is(examples.length, 5);
  for (const name of Object.keys(api).filter((name) => name !== 'default'))
    assert.ok(
      examples.some(({ code }) =>
        new RegExp(`import \\{.*\\b${name}\\b.*\\} from 'create-pyproject'`).test(code),
      ),
      name,
    );
});

for (const [index, { shown }] of examples.entries()) {
  test(`example ${index + 1} of docs/api.md prints the documented output`, async () => {
    assert.equal(
      await results[index],
      { stdout: shown, stderr: '' },
      'write what it prints now into docs/api.md',
    );
  });
}

/** What TypeScript callers rely on. `@ts-expect-error` marks the lines that must not compile. */
const TYPED = `
import { type Answers, type CreateErrorCode, isCreateError, type OptionDescription, options, plan } from 'create-pyproject';

// @ts-expect-error name is required.
plan({});
// @ts-expect-error name is required in a variable, too.
plan({ kind: 'web' } as Answers);
// @ts-expect-error clii is not a kind.
plan({ name: 'x', kind: 'clii' });

const kinds: Readonly<Record<'cli' | 'library' | 'web', string>> = options.kind.choices;
const kind = 'web' satisfies keyof typeof options.kind.choices;
plan({ name: 'x', kind });
// @ts-expect-error clii is not a choice of kind.
kinds.clii;
options.kind.choices.web.toUpperCase();
const types: ['text', 'choice', 'flag', 'list'] = [options.name.type, options.ci.type, options.docker.type, options.keyword.type];
// @ts-expect-error a text option has no choices.
options.name.choices;
const all: Readonly<Record<keyof Answers, OptionDescription>> = options;

const exits: Readonly<Record<CreateErrorCode, number>> = {
  E_VALUE: 1, E_CONFLICT: 1, E_ANSWERS: 1, E_DIRECTORY: 1, E_EXISTS: 2, E_DISK: 3, E_PACK: 4,
};
export function exitOf(error: unknown): number {
  if (!isCreateError(error)) throw error;
  const files: readonly string[] = error.files ?? [];
  return exits[error.code] + files.length;
}
export { all, types };
`;

const compiled = (async () => {
  const folder = user();
  symlinkSync(path.join(ROOT, 'node_modules/@types'), path.join(folder, 'node_modules/@types'), 'dir');
  const sources = [...examples.map(({ code }) => code), TYPED];
  fill(folder, Object.fromEntries(sources.map((code, index) => [`example-${index + 1}.mts`, code])));
  const options = '--noEmit --strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes --types node';
  const modules = '--target es2022 --module nodenext --pretty false';
  const files = Object.keys(sources).map((index) => `example-${Number(index) + 1}.mts`);
  const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  const args = [compiler, ...options.split(' '), ...modules.split(' '), ...files];
  return promisify(execFile)(process.execPath, args, { cwd: folder }).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
})();
compiled.catch(() => {});

test('the examples and the promised types compile in strict mode', async () => {
  assert.is(await compiled, '');
});

test('the types match docs/api-report.d.mts (npm run docs updates it)', () => {
  const built = readFileSync(path.join(ROOT, 'dist/index.d.mts'), 'utf8');
  assert.is(readFileSync(path.join(ROOT, 'docs/api-report.d.mts'), 'utf8'), built);
});

test('every error code of the library is also a code of the command', () => {
  const codes: readonly ErrorCode[] = [] as readonly api.CreateErrorCode[];
  assert.equal(codes, []);
});

test('plan returns the files that the command plans, and every option has a description', () => {
  const { files, answers } = api.plan({ name: 'my-app', kind: 'web' });
  const planned = planFor({ name: 'my-app', kind: 'web' });
  assert.equal(answers, planned.answers);
  for (const { path, content, mode } of planned.files.filter(({ from }) => !from.includes('record')))
    assert.equal(
      files.find((file) => file.path === path),
      { path, content, mode },
    );
  assert.equal(Object.keys(api.options), Object.keys(answers));
  // The description of the options can be serialized, for example for a form.
  assert.equal(JSON.parse(JSON.stringify(api.options)), api.options);
});

test('create writes the files that the command writes', async () => {
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

test('force replaces conflicting files; without it nothing is written', async () => {
  const folder = directory();
  fill(folder, { 'my-app/pyproject.toml': 'mine\n' });
  const target = { directory: path.join(folder, 'my-app') };
  const error = await api.create({}, target).then(
    () => undefined,
    (reason: api.CreateError) => reason,
  );
  assert.is(error?.code, 'E_EXISTS');
  assert.equal(error?.files, ['pyproject.toml']);
  assert.equal(contents(target.directory), { 'pyproject.toml': 'mine\n' });
  const { files } = await api.create({}, { ...target, force: true });
  assert.is(files.find((file) => file.path === 'pyproject.toml')?.action, 'replace');
});

test('invalid calls from JavaScript are refused with a code, a reason and a hint', async () => {
  const wrong: readonly (readonly [answers: object, code: string, message: RegExp])[] = [
    [{ kindd: 'cli' }, 'E_ANSWERS', /kindd.*did you mean kind\?/],
    [{ name: 'x', kind: 'clii' }, 'E_VALUE', /kind: .*did you mean cli\?/],
    [{ name: 'x', docker: 'yes' }, 'E_VALUE', /docker: must be true or false/],
    [{ name: 7 }, 'E_VALUE', /name: must be a string/],
    [{ name: 'x', keyword: 'one' }, 'E_VALUE', /keyword: must be a list/],
    [{ name: 'x', keyword: [1] }, 'E_VALUE', /keyword: must be a string/],
    [{}, 'E_VALUE', /^name: is required/],
    [{ name: undefined }, 'E_VALUE', /^name: is required/],
    [{ name: '' }, 'E_VALUE', /^name: a name is required/],
    [JSON.parse('{"__proto__": {"kind": "web"}}'), 'E_ANSWERS', /__proto__/],
    [{ constructor: 'x' }, 'E_ANSWERS', /constructor/],
  ];
  for (const [answers, code, message] of wrong) {
    try {
      api.plan(answers as Named);
      assert.unreachable(JSON.stringify(answers));
    } catch (error) {
      assert.ok(api.isCreateError(error), String(error));
      assert.is(error.code, code, error.message);
      assert.match(error.message, message);
      assert.ok(error.hint);
      assert.not('files' in error);
    }
  }
  for (const place of ['relative/app', '.', ''])
    await api.create({ name: 'app' }, { directory: place }).then(
      () => assert.unreachable(place),
      (error: api.CreateError) => assert.is(error.code, 'E_DIRECTORY'),
    );
});

test('messages and notes use the names of answers and functions, not of flags', async () => {
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
    'kind: must be a string',
    'kind: kind of project',
  ]);
  assert.equal(await told(() => api.plan({ name: 'app', license: 'none', publish: 'pypi' })), [
    'a proprietary project (license none) is not published on PyPI',
    'leave out publish, or choose a license',
  ]);
  assert.equal(await told(() => api.create({}, into('class'))), [
    'the default for name: class is a Python keyword: it cannot be imported',
    'give name',
  ]);
  assert.equal(await told(() => api.create({}, into('app'))), [
    'a file already exists and differs: pyproject.toml',
    'force: true replaces these files',
  ]);
  const { notes } = api.plan({ name: 'app', dependency: ['some-unknown-package>=1'] });
  assert.match(
    notes.join(),
    /^some-unknown-package>=1 is not in the locks yet: lock it, and commit the locks$/,
  );
  assert.equal((await api.create({ dependency: ['some-unknown-package>=1'] }, into('b2'))).notes, notes);
});

test('an invalid argument of any type gives an error with a code', async () => {
  for (const answers of [undefined, null, 'x', 7, []]) {
    try {
      api.plan(answers as unknown as Named);
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
    path.join(folder, 'app'),
    [path.join(folder, 'app')],
    { directory: 7 },
    { directory: 7n },
    { directory: path.join(folder, 'app'), force: 'yes' },
    { directory: path.join(folder, 'app'), force: null },
    { directory: path.join(folder, 'app'), kind: 'web' },
    { directory: path.join(folder, 'a\nb') },
    { directory: path.join(folder, 'a\u0000b') },
    { directory: path.join(folder, 'a\ud800b') },
    { directory: path.join(folder, '.git/x') },
    { directory: path.join(folder, '.GIT') },
  ])
    await api.create({ name: 'app' }, target as unknown as api.Target).then(
      () => assert.unreachable(String(target)),
      (error: api.CreateError) => assert.is(error.code, 'E_DIRECTORY', String(error)),
    );
  await api.create({ name: 'app' }, { directory: path.join(folder, 'app'), forced: true } as api.Target).then(
    () => assert.unreachable(),
    (error: Error) =>
      assert.is(error.message, 'target: "forced" is not one of directory, force; did you mean force?'),
  );
  assert.equal(files(folder), []);
});

test('isCreateError accepts errors of another copy of the package, and no other errors', async () => {
  const library = (await import(path.join(ROOT, 'dist/index.mjs'))) as typeof api;
  const thrown = (act: () => unknown): unknown => {
    try {
      return act();
    } catch (error) {
      return error;
    }
  };
  const theirs = thrown(() => library.plan({ name: 'json' }));
  assert.not(theirs instanceof UserError);
  assert.ok(api.isCreateError(theirs));
  const elsewhere: unknown = runInNewContext("Object.assign(new Error('x'), { code: 'E_DISK', hint: 'y' })");
  assert.not(elsewhere instanceof Error);
  assert.ok(api.isCreateError(elsewhere));
  for (const other of [
    undefined,
    null,
    'E_DISK',
    { code: 'E_DISK', message: 'x', hint: 'y' },
    new Error('x'),
    Object.assign(new Error('x'), { code: 'E_DISK' }),
    Object.assign(new Error('x'), { code: 'ENOENT', hint: 'y' }),
    Object.assign(new Error('x'), { code: 'toString', hint: 'y' }),
  ])
    assert.not(api.isCreateError(other), String(other));
});

test('changing the exported options does not affect the library', () => {
  const { choices } = api.options.kind;
  assert.throws(() => {
    delete (choices as Record<string, string>).web;
  }, TypeError);
  assert.is(api.plan({ name: 'x', kind: 'web' }).answers.kind, 'web');
});

test('no error repeats credentials', async () => {
  const secret = 'https://ann:hunter2@example.org/x';
  const target = { directory: directory() };
  for (const call of [
    () => api.plan({ name: 'x', kind: secret as 'cli' }),
    () => api.plan({ name: 'x', [secret]: 1 } as unknown as { name: string }),
    () => api.create({ repository: secret }, target),
    () => api.create({}, { directory: secret }),
  ]) {
    const error: unknown = await (async () => call())().catch((reason) => reason);
    assert.ok(api.isCreateError(error), String(error));
    assert.not.match(`${error.stack} ${error.hint}`, 'hunter2');
  }
});

test('create needs only the file system and the platform of a host', () => {
  const folder = directory();
  const { fs, platform, pid, writer, alive } = hostIn(folder).host;
  const target = path.join(folder, 'app');
  const { changes } = createOn({ fs, platform, pid, writer, alive }, {}, { directory: target });
  assert.equal(Object.keys(contents(target)), changes.map((change) => change.path).sort());
});
