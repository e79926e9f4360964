import * as assert from 'uvu/assert';
import { UserError } from '../../src/model/errors.js';
import { join } from '../../src/plan/join.js';
import { suite } from '../harness.js';

const test = suite('joining');

const piece = (part: string, text: string, path = 'Makefile') => ({ part, path, text });

test('pieces of one path are joined in order, with a blank line between them', () => {
  assert.equal(join([piece('b', 'two\n\n'), piece('a', '\none\n')], ['Makefile']), [
    { path: 'Makefile', from: ['b', 'a'], text: 'two\n\n\none\n' },
  ]);
});

test('an empty piece adds nothing', () => {
  assert.is(
    join([piece('a', 'one\n'), piece('b', '\n'), piece('c', 'three\n')], ['Makefile'])[0]?.text,
    'one\n\nthree\n',
  );
});

test('an empty file stays empty', () => {
  assert.is(join([piece('a', '', 'py.typed')], [])[0]?.text, '');
});

test('a file of one part ends in one newline', () => {
  assert.is(join([piece('a', 'x\n\n\n')], [])[0]?.text, 'x\n');
});

test('an error names two parts that write the same path', () => {
  const both = () => join([piece('cat', 'a', 'x.txt'), piece('dog', 'b', 'x.txt')], ['Makefile']);
  assert.throws(
    both,
    (error: unknown) =>
      error instanceof UserError &&
      error.code === 'E_PACK' &&
      error.message === 'the parts cat and dog both write x.txt',
  );
});
