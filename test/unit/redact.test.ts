import * as assert from 'uvu/assert';
import { hasCredentials, visible, withoutCredentials } from '../../src/model/redact.js';
import { suite } from '../harness.js';

const test = suite('redaction');

test('the account in a URL is removed, in any position', () => {
  for (const [text, wanted] of [
    ['https://ann:hunter2@example.org/x', 'https://…@example.org/x'],
    ['"https://token@example.org" is wrong', '"https://…@example.org" is wrong'],
    ['git+ssh://git:hunter2@h/x', 'git+ssh://…@h/x'],
    ['https:/ann:hunter2@h/x', 'https:/…@h/x'],
    ['https://ann:hun/ter2@h/x', 'https://…@h/x'],
    ['https://ann:hun@ter2@h/x', 'https://…@h/x'],
    ["https://ann:hunter2'x@h/x", 'https://…@h/x'],
    ["is 'https://ann:hunter2@h/x' one", "is 'https://…@h/x' one"],
    ['two: ftp://a:hunter2@h, http://b:hunter2@h', 'two: ftp://…@h, http://…@h'],
  ] as const) {
    assert.is(withoutCredentials(text), wanted);
    assert.not.match(withoutCredentials(text), 'hunter2');
  }
});

test('a text without credentials is unchanged', () => {
  for (const text of [
    'https://example.org/a@b'.replace('@b', ''),
    'ann@example.org',
    'mail: ann@example.org',
    '--email: ann@ is not',
    'x',
    '',
  ])
    assert.is(withoutCredentials(text), text);
});

test('a URL with a password is found in a text; a common account such as git is not a secret', () => {
  for (const text of [
    'see https://a:b@h/x',
    'HTTPS://token@h',
    'ssh://a:b@h',
    'git+https://a:b@h',
    "https://u:p'w@h/x",
    'postgres://u:p/w@h',
    'https://u:p/w@h',
  ])
    assert.ok(hasCredentials(text), text);
  for (const text of [
    'see https://h/x',
    'ann@example.org',
    'ssh://git@github.com/x',
    'https://h/a@b',
    'https://h:8080/a@b',
    'https://www.npmjs.com/package/@scope/x',
    'a: b@c',
  ])
    assert.not.ok(hasCredentials(text), text);
});

test('line breaks, control characters and invisible characters are escaped', () => {
  assert.is(
    visible('a\nb\u001b[31m\u202e\u2028\ud800 🚀 é\u200b'),
    'a\\u000ab\\u001b[31m\\u202e\\u2028\\ud800 🚀 é\\u200b',
  );
});
