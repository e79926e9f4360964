import * as assert from 'uvu/assert';
import { targetPath } from '../../src/answers/target.js';
import { UserError } from '../../src/model/errors.js';
import { platformOf } from '../../src/model/platform.js';
import { suite } from '../harness.js';

const test = suite('the directory of a project');

const posix = platformOf('linux');
const windows = platformOf('win32');

function reason(...args: Parameters<typeof targetPath>): string {
  try {
    return `accepted: ${targetPath(...args)}`;
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'E_DIRECTORY' || error.hint === '') throw error;
    return error.message;
  }
}

test('it is resolved by the rules of the platform', () => {
  assert.is(targetPath(posix, '/home/ann', 'my-app'), '/home/ann/my-app');
  assert.is(targetPath(posix, '/home/ann', '../x/./y'), '/home/x/y');
  assert.is(targetPath(posix, '/', '/srv/größe'), '/srv/größe');
  assert.is(targetPath(windows, 'C:\\Users\\ann', 'my-app'), 'C:\\Users\\ann\\my-app');
});

test('a ~ that the shell did not expand is refused, a name that begins with ~ is accepted', () => {
  for (const typed of ['~', '~/foo', '~\\foo'])
    assert.match(reason(posix, '/x', typed), 'begins with ~', typed);
  assert.is(targetPath(posix, '/x', '~foo'), '/x/~foo');
});

test('a .git folder is refused, at every depth and in every spelling', () => {
  for (const typed of ['.git', 'a/.git', '.git/hooks', '.GIT', '../x/.Git/a', '.ｇit'])
    assert.match(reason(posix, '/x', typed), 'belongs to git', typed);
  assert.match(reason(windows, 'C:\\x', '.git\\hooks'), 'belongs to git');
  for (const typed of ['.github', 'git', 'a.git'])
    assert.match(reason(posix, '/x', typed), 'accepted', typed);
});

test('a URL, and a path with control characters or invalid UTF-8, is refused', () => {
  assert.match(reason(posix, '/x', 'https://example.org/x'), 'is a URL');
  for (const typed of ['a\nb', 'a\u0000b', 'a\u2028b'])
    assert.match(reason(posix, '/x', typed), 'control character');
  for (const typed of ['a\ufffd', 'a\ud800']) assert.match(reason(posix, '/x', typed), 'not UTF-8');
});
