import * as assert from 'uvu/assert';
import { Refusal } from '../../src/errors.js';
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

test('an author is left out or a name without a comma', () => {
  accepts('author', { '': '', "O'Reilly & Söns": "O'Reilly & Söns", 'Ann, Bob': 'refused' });
});

test('an address is left out or has one @', () => {
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

test('a repository is left out or the https address of one', () => {
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

test('a dependency is a requirement by name', () => {
  accepts('dependency', {
    'attrs>=24': 'attrs>=24',
    'httpx[http2]>=0.28; python_version < "3.13"': 'httpx[http2]>=0.28; python_version < "3.13"',
    'not a requirement': 'refused',
    'x @ https://example.org/x.whl': 'refused',
    '': 'refused',
  });
});

test('the reason of a refused URL does not repeat a password', () => {
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
