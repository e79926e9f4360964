import * as assert from 'uvu/assert';
import { UserError } from '../../src/model/errors.js';
import { badPath } from '../../src/model/paths.js';
import { check } from '../../src/plan/check.js';
import type { PlannedFile } from '../../src/plan/plan.js';
import { suite } from '../harness.js';

const test = suite('checking');

const file = (path: string, content = 'x\n'): PlannedFile => ({
  path,
  content,
  mode: '0644',
  from: ['cat', 'dog'],
});

function refusal(...files: PlannedFile[]): string {
  try {
    check(files);
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

test('a path that leaves the project, or that is invalid on some system, is refused', () => {
  const bad = [
    ...['', '/etc/passwd', '../x', 'a/../x', './x', 'a//b', 'a/', '.', '..'],
    ...['C:/x', 'a\\b', 'a:b', 'a?', 'a*', '<a>', 'a|b', 'a"b', 'a\nb', 'a\0b', 'a\u0085b'],
    ...['a.', 'a ', 'a /b', 'con', 'NUL.txt', 'a/aux', 'com1.py', 'LPT9', 'conout$', 'com¹'],
    ...['.git/config', 'a/.GIT/hooks', 'git~1/config', 'GIT~2', '.git', '.g\u200cit/hooks', '.\uff27it/x'],
    ...['con .txt', 'a\u202eb', 'a\ud800', 'x'.repeat(256), 'é'.repeat(128), `${'a/'.repeat(32)}b`],
    ...['.create-pyproject.journal/x', '.Create-Pyproject.Journal', '.create-pyproject.12-abcd1234'],
  ];
  assert.equal(
    bad.filter((path) => badPath(path) === undefined),
    [],
  );
  for (const path of bad) assert.match(refusal(file(path)), /^E_PACK: .*\(cat, dog\): /s);
});

test('an ordinary path is accepted', () => {
  const good = [
    '.gitignore',
    '.github/workflows/ci.yml',
    'src/a_b/__init__.py',
    'a b',
    'é',
    'console.py',
    'x.con',
    'git',
    'git~x',
    '.gitattributes',
    '.create-pyproject.toml',
    'x'.repeat(255),
  ];
  assert.equal(
    good.filter((path) => badPath(path) !== undefined),
    [],
  );
});

test('two paths that differ only by case or by Unicode normalization are refused', () => {
  assert.is(
    refusal(file('README.md'), file('Readme.md')),
    'E_PACK: Readme.md (cat, dog): differs from README.md only by case',
  );
  assert.match(refusal(file('\u00e9'), file('e\u0301')), /only by case/);
});

test('two folders that are the same on some systems are refused, and so is a file with the path of a folder', () => {
  assert.is(refusal(file('Src/a'), file('src/b')), 'E_PACK: src/b (cat, dog): differs from Src only by case');
  assert.match(refusal(file('stra\u00dfe'), file('STRASSE')), /only by case/);
  assert.match(refusal(file('a\ufb01'), file('afi')), /only by case/);
  assert.match(refusal(file('a'), file('a/b')), /a\/b \(cat, dog\): lies in a, which is a file/);
  assert.match(refusal(file('a/b'), file('a')), /lies in a, which is a file/);
  assert.match(refusal(file('a'), file('a')), /is planned twice/);
  assert.is(refusal(file('a/b'), file('a/c'), file('ab')), 'accepted');
});

test('a text needs LF line ends, one final newline and no trailing blanks', () => {
  assert.match(refusal(file('a', 'x\r\ny\n')), /a \(cat, dog\): has a carriage return/);
  assert.match(refusal(file('a', 'x \ny\n')), /has a line with trailing blanks/);
  assert.match(refusal(file('a', 'x\n\t\n')), /has a line with trailing blanks/);
  assert.match(refusal(file('a', 'x')), /does not end with exactly one newline/);
  assert.match(refusal(file('a', 'x\n\n')), /does not end with exactly one newline/);
  assert.is(refusal(file('a', ''), file('b', 'x\n\ny\n')), 'accepted');
});
