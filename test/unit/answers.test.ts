import * as assert from 'uvu/assert';
import { answersText, parseAnswers } from '../../src/answers/answers.js';
import { settle } from '../../src/answers/settle.js';
import { UserError } from '../../src/model/errors.js';
import type { Value } from '../../src/model/options.js';
import { RECORD } from '../../src/model/paths.js';
import { pack, planFor } from '../golden.js';
import { suite } from '../harness.js';

const test = suite('the answers file');

const read = (source: string) => parseAnswers(source, 'a.toml', pack.options);

const values = (source: string) =>
  Object.fromEntries(Object.entries(read(source)).map(([name, { value }]) => [name, value]));

function refusal(source: string): string {
  try {
    settle(pack, read(source), { directory: 'my-app', user: '', email: '' });
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.message}; ${error.hint}`;
    throw error;
  }
  return 'accepted';
}

test('the keys are the options; values are strings, booleans and lists of strings', () => {
  assert.equal(values('name = "x-y"\ndocker = false\nkeyword = ["a", "b"]\n# comment\n'), {
    name: 'x-y',
    docker: false,
    keyword: ['a', 'b'],
  });
  assert.equal(values(''), {});
});

test('invalid TOML is refused with file:line', () => {
  assert.match(refusal('name = "x-y"\nkind = \n'), /^E_ANSWERS: a\.toml:2: .+; the answers file is TOML/);
  assert.match(refusal('name = "a"\nname = "b"\n'), /^E_ANSWERS: a\.toml:2: /);
});

test('the message of a TOML error is one line', () => {
  assert.not.match(refusal('name = "x\n'), '\n');
});

test('an unknown key is refused with its line, and the nearest key is suggested', () => {
  assert.is(refusal('\nbakend = "flit"\n'), 'E_ANSWERS: a.toml:2: unknown key bakend; did you mean backend?');
  assert.is(refusal('[tool.x]\ny = 1\n'), 'E_ANSWERS: a.toml: unknown key tool; see --schema for the keys');
  assert.match(refusal('constructor = 1\n'), 'E_ANSWERS: a.toml:1: unknown key constructor');
  assert.match(refusal('yes = true\n'), 'E_ANSWERS: a.toml:1: unknown key yes');
});

test('a value of the wrong type is refused with its line', () => {
  assert.match(
    refusal('kind = "cli"\n\nname = 3\n'),
    'E_ANSWERS: a.toml:3: name has a value of the wrong type',
  );
  assert.match(refusal('python = 3.12\n'), 'E_ANSWERS: a.toml:1: python has a value of the wrong type');
  assert.match(refusal('keyword = [1]\n'), 'E_ANSWERS: a.toml:1: keyword has a value of the wrong type');
  assert.match(refusal('author = 2026-11-20\n'), 'wrong type');
  assert.match(refusal('author = { name = "x" }\n'), 'wrong type');
  assert.match(refusal('docker = "yes"\n'), 'E_VALUE: a.toml:1: docker: must be true or false');
  assert.match(refusal('keyword = "x"\n'), 'E_VALUE: a.toml:1: keyword: must be a list of strings');
});

test('a value that its option refuses is refused with its line', () => {
  assert.match(refusal('\n\nname = "class"\n'), 'E_VALUE: a.toml:3: name: class is a Python keyword');
  assert.match(refusal('"backend" = "flitt"\n'), 'E_VALUE: a.toml:1: backend: "flitt" is not one of');
});

const recordOf = (answers: Readonly<Record<string, Value>>): string =>
  planFor(answers).files.find((file) => file.path === RECORD)?.content ?? '';

test("a project's record gives back its answers, except those derived from others", () => {
  const given = {
    name: 'x2',
    kind: 'web',
    manager: 'pip',
    keyword: ['a "b"', 'c'],
    docker: false,
    author: "O'Reilly \\",
  };
  const found = values(recordOf(given));
  assert.equal(found, {
    name: 'x2',
    author: "O'Reilly \\",
    email: '',
    kind: 'web',
    manager: 'pip',
    license: 'MIT',
    repository: '',
    keyword: ['a "b"', 'c'],
    python: '3.11',
    dependency: [],
    docker: false,
    ci: 'github',
    'version-from': 'static',
    'template-update': false,
  });
  const machine = { directory: 'other', user: 'Ann', email: 'ann@example.org' };
  assert.equal(settle(pack, read(recordOf(given)), machine), planFor(given).answers);
});

test('an answer derived from the name, kind or manager follows a new one; a chosen answer stays', () => {
  const again = (record: string, more: Readonly<Record<string, Value>>) =>
    settle(
      pack,
      {
        ...read(record),
        ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, { value, from: name }])),
      },
      { directory: '', user: '', email: '' },
    );
  assert.equal(again(recordOf({ name: 'one', kind: 'web' }), { name: 'two' }), {
    ...planFor({ name: 'two', kind: 'web' }).answers,
  });
  assert.equal(again(recordOf({ name: 'one' }), { kind: 'library', license: 'none' }), {
    ...planFor({ name: 'one', kind: 'library', license: 'none' }).answers,
  });
  assert.equal(again(recordOf({ name: 'one' }), { manager: 'uv' }), {
    ...planFor({ name: 'one', manager: 'uv', backend: 'uv-build' }).answers,
  });
  const own = { module: 'mine', description: 'Mine', keyword: ['mine'], docker: false, publish: 'none' };
  assert.equal(again(recordOf({ name: 'one', ...own }), { name: 'two', kind: 'web' }), {
    ...planFor({ name: 'two', kind: 'web', ...own }).answers,
  });
});

test('in an answers file that is not a record, every answer counts as chosen', () => {
  assert.equal(values('name = "one"\nmodule = "one"\n'), { name: 'one', module: 'one' });
});

test('an invalid value in a record is reported with its line', () => {
  const record = planFor({}).files.find((file) => file.path === '.create-pyproject.toml')?.content ?? '';
  const line = record.split('\n').findIndex((text) => text.startsWith('kind = ')) + 1;
  assert.match(
    refusal(record.replace('kind = "cli"', 'kind = "clii"')),
    `E_VALUE: a.toml:${line}: kind: "clii"`,
  );
});

test('an oversized file is refused', () => {
  const large = Buffer.from(`# ${'x'.repeat(1 << 20)}`);
  assert.throws(() => answersText(large, 'a.toml'), /^a\.toml is larger than 1 MiB$/);
  assert.is(answersText(large.subarray(0, 1 << 20), 'a.toml').length, 1 << 20);
});
