import * as assert from 'uvu/assert';
import { Refusal } from '../../src/model/errors.js';
import { pack } from '../golden.js';
import { suite } from '../harness.js';

const test = suite('the values of options');

const tried = (name: string, text: string): string => {
  const option = pack.options[name];
  if (option?.type !== 'text' && option?.type !== 'list') throw new Error(`${name} is no text`);
  try {
    return option.accept(text);
  } catch (error) {
    if (error instanceof Refusal) return 'refused';
    throw error;
  }
};

const accepts = (name: string, texts: Readonly<Record<string, string>>): void => {
  for (const [text, value] of Object.entries(texts)) assert.is(tried(name, text), value, text);
};

test('an author is empty, or a name without a comma', () => {
  accepts('author', { '': '', "O'Reilly & Söns": "O'Reilly & Söns", 'Ann, Bob': 'refused' });
});

test('an email address is empty, or has one @', () => {
  accepts('email', {
    '': '',
    'a@b': 'a@b',
    'o.reilly+x@example.org': 'o.reilly+x@example.org',
    a: 'refused',
    'a@b@c': 'refused',
    'Ann <a@b>': 'refused',
    'a b@c': 'refused',
  });
});

test('a repository is empty, or its https URL', () => {
  accepts('repository', {
    '': '',
    'https://github.com/acme/x': 'https://github.com/acme/x',
    'https://github.com/acme/x/': 'https://github.com/acme/x',
    'https://github.com/acme/x.git': 'https://github.com/acme/x',
    'https://git.example.org:8443/a/b/c': 'https://git.example.org:8443/a/b/c',
    'http://github.com/acme/x': 'refused',
    'git@github.com:acme/x.git': 'refused',
    'https://github.com': 'refused',
    'https://me:secret@github.com/acme/x': 'refused',
    'https://github.com/acme/x?y=z': 'refused',
    'https://github.com/acme/x#y': 'refused',
    'https://github.com/acme/$(x)': 'refused',
    nonsense: 'refused',
  });
});

test('a keyword is not empty and has no comma', () => {
  accepts('keyword', { 'two words': 'two words', '': 'refused', 'a,b': 'refused' });
});

test('a description is not empty', () => {
  accepts('description', { 'It does.': 'It does.', '': 'refused' });
});

test('a dependency is a requirement with a name', () => {
  accepts('dependency', {
    'attrs>=24': 'attrs>=24',
    'httpx[http2]>=0.28; python_version < "3.13"': 'httpx[http2]>=0.28; python_version < "3.13"',
    'not a requirement': 'refused',
    'x @ https://example.org/x.whl': 'refused',
    '': 'refused',
  });
});

/** The suggested value for a refused one; '' if there is none. */
const offered = (name: string, value: string): string => {
  const option = pack.options[name];
  if (option?.type !== 'text') throw new Error(`${name} is no text`);
  try {
    option.accept(value);
  } catch (error) {
    if (error instanceof Refusal) return error.instead;
    throw error;
  }
  throw new Error(`${value} is accepted`);
};

test('a suggested value is accepted, and contains no secret', () => {
  const cases: readonly (readonly [name: string, value: string, instead: string])[] = [
    ['name', 'Task Tracker!', 'task-tracker'],
    ['name', "Bob's App (new)", 'bobs-app-new'],
    ['name', 'My Project Näme', 'my-project-name'],
    ['name', 'My Project Na\u0308me', 'my-project-name'],
    ['name', 'Ångström\u00a0½', 'angstrom-1-2'],
    ['name', 'ｍｙ－ａｐｐ', 'my-app'],
    ['name', 'приложение', ''],
    ['name', 'my приложение', ''],
    ['name', '我的项目', ''],
    ['name', 'Straße', ''],
    ['name', '(class)', ''],
    ['module', 'Näme', 'name'],
    ['name', '!!!', ''],
    ['module', 'a.b', 'a_b'],
    ['module', '2fast', ''],
    ['module', 'src/app', ''],
    ['repository', 'github.com/acme/x', 'https://github.com/acme/x'],
    ['repository', 'http://git.example.org:8443/acme/x', 'https://git.example.org:8443/acme/x'],
    ['repository', 'git@github.com:acme/x.git', 'https://github.com/acme/x'],
    ['repository', 'ssh://git@github.com/acme/x.git', 'https://github.com/acme/x'],
    ['repository', 'ann:secret@github.com/acme/x', ''],
    ['repository', 'http://ann:secret@github.com/acme/x', ''],
    ['repository', 'github.com/acme/x?token=secret', ''],
    ['repository', 'git@github.com:22/acme/x', ''],
    ['repository', 'acme/x', ''],
    ['repository', 'file:///acme/x', ''],
  ];
  for (const [name, value, instead] of cases) {
    assert.is(offered(name, value), instead, value);
    if (instead !== '') assert.is(tried(name, instead), instead, value);
  }
});

test('no URL is suggested as a dependency, because PyPI and the locks refuse URLs', () => {
  const { dependency } = pack.options;
  if (dependency?.type !== 'list') throw new Error('no list');
  for (const text of [
    'git+https://example.org/x@0000000000000000000000000000000000000000',
    'x @ git+https://example.org/x@main',
    'x@http://example.org/x.whl',
    'git@example.org:acme/x.git',
    'https://example.org/x.whl',
  ])
    assert.throws(
      () => dependency.accept(text),
      (error: Error) =>
        error.message.startsWith('URLs are refused') && error.message.includes('publish the fork'),
    );
});

test("for a version without an operator, or with another tool's operator, the correct operator is suggested", () => {
  const { dependency } = pack.options;
  if (dependency?.type !== 'list') throw new Error('no list');
  for (const text of ['x=1', 'x 1.0', 'x^1', 'x~1.2', 'x@1.0'])
    assert.throws(() => dependency.accept(text), /: write == or >=$/);
  for (const text of ['x>=', 'x>=one', 'x and y'])
    assert.throws(
      () => dependency.accept(text),
      (error: Error) => !error.message.includes('write =='),
    );
});

test('the message about a refused URL does not repeat a password', () => {
  const { dependency, repository } = pack.options;
  for (const option of [dependency, repository]) {
    if (option?.type !== 'text' && option?.type !== 'list') throw new Error('no text');
    try {
      option.accept(
        option === repository ? 'https://me:secret@github.com/a/b' : 'x @ https://me:secret@h/x.whl',
      );
      assert.unreachable();
    } catch (error) {
      assert.instance(error, Refusal);
      assert.not.match((error as Refusal).message, 'secret');
    }
  }
});
