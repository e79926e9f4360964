import * as assert from 'uvu/assert';
import { options } from '../../generators/project/options.js';
import { VCS_BACKENDS } from '../../generators/project/parts.js';
import { accept, adjusted, type GivenAnswers, refuseWrong, settle } from '../../src/answers/settle.js';
import { UserError } from '../../src/model/errors.js';
import { choice, type Machine, type Value } from '../../src/model/options.js';
import { pack } from '../golden.js';
import { suite } from '../harness.js';

const test = suite('settling answers');

const BACKENDS = Object.keys(options.backend.choices);

const MACHINE: Machine = { directory: 'my-app', user: '', email: '' };

const from = (values: Readonly<Record<string, Value>>): GivenAnswers =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, from: `--${name}` }]));

const answers = (values: Readonly<Record<string, Value>> = {}, machine: Partial<Machine> = {}) =>
  settle(pack, from(values), { ...MACHINE, ...machine });

function settled(values: Readonly<Record<string, Value>>): UserError {
  try {
    answers(values);
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error('accepted');
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

test('the defaults are those of the table, in its order', () => {
  assert.equal(answers(), {
    name: 'my-app',
    module: 'my_app',
    description: 'Counts lines, words and characters on the command line.',
    author: '',
    email: '',
    kind: 'cli',
    manager: 'pip',
    backend: 'hatchling',
    license: 'MIT',
    repository: '',
    keyword: ['command-line'],
    python: '3.11',
    dependency: [],
    export: 'none',
    docker: true,
    ci: 'github',
    publish: 'pypi',
    'version-from': 'static',
    'template-update': false,
  });
  assert.equal(Object.keys(answers({ publish: 'none', name: 'x-y' })), Object.keys(pack.options));
});

test('a default follows the other answers', () => {
  const library = answers({ name: 'Text Tool', kind: 'library', license: 'none' });
  assert.is(library.module, 'text_tool');
  assert.is(library.description, 'Counts the lines, words and characters of text.');
  assert.equal(library.keyword, ['library']);
  assert.is(library.docker, false);
  assert.is(library.publish, 'none');
  const web = answers({ kind: 'web' });
  assert.is(web.docker, true);
  assert.is(web.publish, 'none');
  assert.is(answers({ kind: 'web', publish: 'pypi' }).publish, 'pypi');
  assert.is(answers({ kind: 'cli' }).publish, 'pypi');
});

test('the name comes from the directory, normalized; author and email come from git', () => {
  const found = answers({}, { directory: 'My Package', user: 'Ann Example', email: 'ann@example.org' });
  assert.is(found.name, 'my-package');
  assert.is(found.author, 'Ann Example');
  assert.is(found.email, 'ann@example.org');
});

test('a git value that metadata cannot contain is left out', () => {
  const found = answers({}, { user: 'Example, Ann', email: 'ann at home' });
  assert.is(found.author, '');
  assert.is(found.email, '');
});

test('answers are frozen', () => {
  assert.ok(Object.isFrozen(answers()));
});

test('settled answers settle to themselves', () => {
  const once = answers({
    name: 'My Package',
    repository: 'https://github.com/a/b.git',
    keyword: ['x', 'x', 'y'],
  });
  assert.equal(once.keyword, ['x', 'y']);
  assert.equal(answers(once), once);
});

test('an error about a refused value names its flag', () => {
  assert.match(
    refusal(() => answers({ name: 'class' })),
    'E_VALUE: --name: class is a Python keyword',
  );
  assert.is(
    refusal(() => answers({ backend: 'flitt' })),
    `E_VALUE: --backend: "flitt" is not one of ${BACKENDS.join(', ')}; did you mean flit?`,
  );
  assert.match(
    refusal(() => answers({ kind: 'constructor' })),
    'is not one of cli, library, web',
  );
});

test('an error about a refused value describes the option', () => {
  const hint = (name: string, value: Value): string => {
    try {
      settle(pack, from({ [name]: value }), MACHINE);
    } catch (error) {
      if (error instanceof UserError) return error.hint;
    }
    throw new Error('accepted');
  };
  assert.is(hint('email', 'foo'), "email: the author's e-mail address, published with the package");
  assert.is(
    hint('repository', 'http://x'),
    'repository: https URL of the repository (https://github.com/owner/name)',
  );
  assert.is(hint('description', 'a\tb'), 'description: one-line description');
  assert.is(hint('python', '3'), 'python: lowest supported Python');
});

test('an error about a refused default names its option', () => {
  assert.match(
    refusal(() => answers({}, { directory: 'json' })),
    'E_VALUE: the default for --name: json is a module of the standard library',
  );
});

test('a directory with an invalid module name gives the name if the module is given', () => {
  const { name, module } = answers({ module: 'my_app' }, { directory: '1abc' });
  assert.equal([name, module], ['1abc', 'my_app']);
  assert.match(
    refusal(() => answers({}, { directory: '1abc' })),
    'the default for --name: 1abc begins with a digit',
  );
});

test('a value of the wrong type is refused', () => {
  assert.is(
    refusal(() => answers({ docker: 'yes' })),
    'E_VALUE: --docker: must be true or false',
  );
  assert.is(
    refusal(() => answers({ keyword: 'x' })),
    'E_VALUE: --keyword: must be a list of strings',
  );
  assert.is(
    refusal(() => answers({ kind: true })),
    'E_VALUE: --kind: must be a string',
  );
  assert.is(
    refusal(() => answers({ name: ['x'] })),
    'E_VALUE: --name: must be a string',
  );
});

test('a text is one line of well-formed Unicode of limited length', () => {
  assert.match(
    refusal(() => answers({ description: 'a\nb' })),
    'must be one line',
  );
  assert.match(
    refusal(() => answers({ author: 'a\u0007b' })),
    'control characters',
  );
  assert.match(
    refusal(() => answers({ author: 'a\u2028b' })),
    'must be one line',
  );
  assert.match(
    refusal(() => answers({ author: '\ud800' })),
    'not well-formed Unicode',
  );
  assert.match(
    refusal(() => answers({ description: 'x'.repeat(1001) })),
    'longer than 1000',
  );
  assert.match(
    refusal(() => answers({ keyword: ['a\nb'] })),
    'must be one line',
  );
  assert.is(answers({ description: '  trimmed ' }).description, 'trimmed');
});

test('a backend takes the version from git, or says why not and what does', () => {
  const able = BACKENDS.filter(
    (backend) => refusal(() => answers({ backend, 'version-from': 'vcs' })) === 'accepted',
  );
  assert.equal(able, VCS_BACKENDS);
  for (const backend of BACKENDS.filter((name) => !able.includes(name))) {
    const refused = settled({ backend, 'version-from': 'vcs' });
    assert.is(refused.code, 'E_CONFLICT');
    assert.match(refused.message, `--version-from vcs does not work with --backend ${backend}: `);
    const [, nearest] = /^leave out --version-from(?:, or choose --backend (.*))?$/.exec(refused.hint) ?? [];
    const compiled = ['maturin', 'meson-python'].includes(backend);
    assert.ok(nearest === undefined ? compiled : able.includes(nearest), refused.hint);
  }
});

test('a proprietary project is not published', () => {
  assert.match(
    refusal(() => answers({ license: 'none', publish: 'pypi' })),
    /^E_CONFLICT: /,
  );
});

test('a choice is accepted in any case, unless another choice has the same letters', () => {
  const { license, kind } = answers({ license: 'mit', kind: 'CLI' });
  assert.equal([license, kind], ['MIT', 'cli']);
  assert.is(answers({ license: 'gpl-3.0-OR-later' }).license, 'GPL-3.0-or-later');
  const two = choice<'a' | 'A'>({ choices: { a: 'one', A: 'two' }, help: '', standard: () => 'a' });
  assert.is(accept(two, 'A'), 'A');
  assert.match(
    refusal(() => answers({ license: 'MIT OR Apache-2.0' })),
    'is not one of MIT, Apache-2.0',
  );
});

test('invalid given answers are detected before the first question', () => {
  const refused = (values: Readonly<Record<string, Value>>) =>
    refusal(() => refuseWrong(pack, from(values), MACHINE));
  assert.match(refused({ backend: 'flitt' }), /^E_VALUE: --backend/);
  assert.match(refused({ license: 'none', publish: 'pypi' }), /^E_CONFLICT: /);
  assert.match(refused({ name: 'echo' }), /^E_CONFLICT: echo is a shell keyword or built-in/);
  assert.is(answers({ name: 'echo', kind: 'library' }).name, 'echo');
  for (const name of ['Python', 'python3', 'python3.13', 'pythonw', 'pip3', 'activate', 'py.test', 'uvx'])
    assert.match(refused({ name }), /^E_CONFLICT: \S+ is a program of every virtual environment/, name);
  assert.is(answers({ name: 'python', kind: 'library' }).name, 'python');
  assert.is(refused({ kind: 'web' }), 'accepted');
});

test('normalized answers are reported, and nothing else', () => {
  const machine = { ...MACHINE, directory: 'My App' };
  const said = (values: Readonly<Record<string, Value>>) =>
    adjusted(pack.options, from(values), machine, settle(pack, from(values), machine));
  assert.equal(said({}), ['name: "My App" becomes my-app']);
  assert.equal(said({ name: 'x-y', author: ' Ann ' }), []);
  assert.equal(said({ name: 'X.Y', module: 'X-y' }), [
    'name: "X.Y" becomes x-y',
    'module: "X-y" becomes x_y',
  ]);
  assert.equal(said({ name: 'x', license: 'mit', kind: 'web' }), ['license: "mit" becomes MIT']);
});
