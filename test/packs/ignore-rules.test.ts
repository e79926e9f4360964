/** The rules of a .gitignore are read as git reads them. */
import process from 'node:process';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { ignoreRules, isIgnored } from '../../src/packs/ignore-rules.js';
import { suite } from '../harness.js';
import { fill, git, memory } from '../world.js';

const test = suite('the rules of a .gitignore');

const FILES = [
  'a',
  'b.txt',
  'x.b.txt',
  'dist/a',
  'dist/b.txt',
  'src/dist/a',
  'src/a/b.txt',
  'src/x/y/a',
  'src/[a]',
  'a b',
  'x/a',
];

test('the same files are ignored as by git', () => {
  const folder = memory();
  git(folder, 'init', '--quiet');
  const part = fc.constantFrom(
    'a',
    'b.txt',
    '*.txt',
    'dist',
    'src',
    '**',
    '*',
    '?',
    'x',
    '[ab]',
    '[!a]',
    '\\[a]',
  );
  const rule = fc
    .tuple(
      fc.constantFrom('', '', '!', '/'),
      fc.array(part, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '', '/', ' '),
    )
    .map(([before, parts, after]) => before + parts.join('/') + after);
  const lines = fc.array(fc.oneof(rule, fc.constantFrom('', '# a', 'a b', '\\#')), { maxLength: 4 });
  fc.assert(
    fc.property(lines, (rules) => {
      const text = `${rules.join('\n')}\n`;
      fill(folder, { '.gitignore': text, ...Object.fromEntries(FILES.map((file) => [file, ''])) });
      const listed = git(folder, 'ls-files', '-z', '--others', '--exclude-standard').split('\0');
      const ignore = ignoreRules(text);
      assert.equal(
        FILES.filter((file) => !isIgnored(ignore, file)),
        FILES.filter((file) => listed.includes(file)),
        text,
      );
    }),
    { numRuns: Number(process.env.RUNS ?? 40) },
  );
});
