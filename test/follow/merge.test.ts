/** Merges of texts, lists and TOML files. */
import fc from 'fast-check';
import { parse } from 'smol-toml';
import * as assert from 'uvu/assert';
import { following } from '../../generators/project/following.js';
import { mergeFile } from '../../src/follow/merge-file.js';
import { isConflict, linesOf, type Region } from '../../src/follow/regions.js';
import { suite } from '../harness.js';

const test = suite('merges');

const merge = (path: string, base: string | undefined, ours: string, theirs: string): readonly Region[] =>
  mergeFile(path, { base, ours, theirs }, following);
const clean = (regions: readonly Region[]): string => {
  assert.not(regions.some(isConflict), JSON.stringify(regions));
  return linesOf(regions, 'ours').join('\n');
};
const marked = (regions: readonly Region[]): string => {
  assert.ok(regions.some(isConflict), JSON.stringify(regions));
  return linesOf(regions, 'markers', 'the standard').join('\n');
};

test('changes of different lines are both kept', () => {
  assert.is(clean(merge('a.txt', 'a\nb\nc\nd\n', 'A\nb\nc\nd\n', 'a\nb\nc\nD\n')), 'A\nb\nc\nD\n');
});

test('the same change on both sides is no conflict', () => {
  assert.is(clean(merge('a.txt', 'a\nb\n', 'a\nB\n', 'a\nB\n')), 'a\nB\n');
});

test('changes of the same line stand between markers', () => {
  assert.is(
    marked(merge('a.txt', 'a\nb\nc\n', 'a\nmine\nc\n', 'a\nyours\nc\n')),
    'a\n<<<<<<< yours\nmine\n=======\nyours\n>>>>>>> the standard\nc\n',
  );
});

test('without a base every difference is a conflict, and lines that both have stand once', () => {
  assert.is(
    marked(merge('a.txt', undefined, 'a\nmine\nc\n', 'a\nc\nd\n')),
    [
      'a\n<<<<<<< yours\nmine\n=======\n>>>>>>> the standard\nc',
      '<<<<<<< yours\n=======\nd\n>>>>>>> the standard\n',
    ].join('\n'),
  );
});

test('without a base the marker at the end of a file is a whole line, also where only the end is the same', () => {
  assert.is(
    marked(merge('Dockerfile', undefined, 'mine\n', 'a\n\nb\n')),
    '<<<<<<< yours\nmine\n=======\na\n\nb\n>>>>>>> the standard\n',
  );
});

test('lists of lines merge by what a line is about', () => {
  const base = '# run time\nhttpx>=0.27\nrich>=13\n';
  const ours = '# run time\nhttpx>=0.27\nrich>=13\nattrs>=25\n';
  const theirs = '# run time\nhttpx>=0.28\nrich>=13\nclick>=8\n';
  assert.is(
    clean(merge('requirements.in', base, ours, theirs)),
    '# run time\nhttpx>=0.28\nrich>=13\nattrs>=25\nclick>=8\n',
  );
  assert.is(clean(merge('.gitignore', 'a\n', 'a\nmine/\n', 'a\nyours/\n')), 'a\nmine/\nyours/\n');
});

test('a requirement that both sides changed is a conflict of that line alone', () => {
  assert.is(
    marked(merge('requirements.in', 'a\nHttpx>=1\n', 'a\nhttpx>=2\nmine\n', 'a\nhttpx>=3\nyours\n')),
    'a\n<<<<<<< yours\nhttpx>=2\n=======\nhttpx>=3\n>>>>>>> the standard\nmine\nyours\n',
  );
});

const BASE = `# The project.
[project]
name = "a"
dependencies = ["httpx>=0.27"]

[tool.ruff]
line-length = 100 # wide
`;

test('a TOML file that was formatted anew still takes the changes, and keeps its comments', () => {
  const ours = BASE.replace(
    'dependencies = ["httpx>=0.27"]',
    'dependencies = [\n  "httpx>=0.27", # the client\n]',
  );
  const theirs = BASE.replace('httpx>=0.27', 'httpx>=0.28').replace('100', '110');
  const text = clean(merge('pyproject.toml', BASE, ours, theirs));
  assert.equal(parse(text), parse(theirs));
  assert.match(text, /# The project\.\n/);
  assert.match(text, /line-length = 110 # wide\n/);
});

test('dependencies that both sides added are both kept', () => {
  const ours = BASE.replace('"httpx>=0.27"', '"httpx>=0.27", "rich>=13"');
  const theirs = BASE.replace('"httpx>=0.27"', '"httpx>=0.27", "click>=8"');
  const { project } = parse(clean(merge('pyproject.toml', BASE, ours, theirs))) as {
    project: { dependencies: string[] };
  };
  assert.equal(project.dependencies, ['httpx>=0.27', 'rich>=13', 'click>=8']);
});

test('groups of dependencies to which both sides added are merged, also beside tables that include other groups', () => {
  const base = '[dependency-groups]\ndev = [\n    { include-group = "test" },\n    "ruff",\n]\n';
  const added = (...items: readonly string[]): string =>
    base.replace('    "ruff",\n', `    "ruff",\n${items.map((item) => `    "${item}",\n`).join('')}`);
  assert.is(
    clean(merge('pyproject.toml', base, added('ipython'), added('tox>=4'))),
    added('ipython', 'tox>=4'),
  );
  const inOneLine = '[dependency-groups]\ndev = [{ include-group = "test" }, "ruff", "tox>=4"] # mine\n';
  assert.is(
    clean(merge('pyproject.toml', base, inOneLine, added('tox>=4', 'nox'))),
    inOneLine.replace('"] #', '", "nox"] #'),
  );
});

test('a line that no change is about keeps its blanks, its comment and its line end', () => {
  const base = '[a]\nlist = ["x"]\n\n[b]\nshort = 1\nlonger = 2\n';
  const ours =
    '[a]\nlist = ["x", "mine"]\n\n[b]\nshort = 1 # one\r\nlonger = 2   # two\nlast = 3  \nwords = [\n  "F", # 1\n  "UP", # 2\n]\n';
  const theirs = base.replace('"x"', '"x", "yours"');
  assert.is(clean(merge('a.toml', base, ours, theirs)), ours.replace('"mine"', '"mine", "yours"'));
});

test('a key that both sides changed is the only conflict, and the other keys are merged', () => {
  const ours = BASE.replace('100', '79').replace('"a"', '"b"');
  const theirs = BASE.replace('100', '110').replace('0.27', '0.28');
  assert.is(
    marked(merge('pyproject.toml', BASE, ours, theirs)),
    `# The project.
[project]
name = "b"
dependencies = ["httpx>=0.28"]

[tool.ruff]
<<<<<<< yours
line-length = 79 # wide
=======
line-length = 110 # wide
>>>>>>> the standard
`,
  );
});

test('a table that people removed stays away, and a new one comes with its comments', () => {
  const ours = BASE.replace(/\n\[tool\.ruff\][\s\S]*/, '');
  const theirs = `${BASE.replace('100', '110')}\n# Types.\n[tool.mypy]\nstrict = true\n`;
  const text = clean(merge('pyproject.toml', BASE, ours, theirs));
  const { tool } = parse(text) as { tool: Record<string, unknown> };
  assert.equal(Object.keys(tool), ['mypy']);
});

const line = fc.stringMatching(/^[a-z]{1,6}$/);
/** A text, and for each line who changes it. No two neighbors are changed by different sides. */
const text = fc.array(fc.tuple(line, fc.constantFrom('nobody', 'us', 'them')), {
  minLength: 1,
  maxLength: 30,
});

test('random changes of different lines are all kept', () => {
  fc.assert(
    fc.property(text, (lines) => {
      const apart = lines.flatMap(([word, who], i) => [
        [`${word} ${i}`, who] as const,
        [`between ${i}`, 'nobody'] as const,
      ]);
      const side = (me: string): string =>
        apart.map(([word, who]) => (who === me ? `${word} by ${me}` : word)).join('\n');
      const both = apart.map(([word, who]) => (who === 'nobody' ? word : `${word} by ${who}`)).join('\n');
      assert.is(clean(merge('a.txt', side(''), side('us'), side('them'))), both);
    }),
    { numRuns: 300 },
  );
});

test('random texts: nothing is lost, and a merge without a conflict holds what each side brought', () => {
  const words = fc.array(line, { maxLength: 12 });
  fc.assert(
    fc.property(words, words, words, (base, ours, theirs) => {
      const regions = merge('a.txt', base.join('\n'), ours.join('\n'), theirs.join('\n'));
      const written = linesOf(regions, 'markers');
      // A line that both texts had, and that one side removed, may go.
      for (const [mine, other] of [
        [ours, theirs],
        [theirs, ours],
      ] as const)
        for (const word of mine)
          if (!base.includes(word) || other.includes(word)) assert.ok(written.includes(word), word);
    }),
    { numRuns: 500 },
  );
});

test('random tables: changes of different keys are all kept', () => {
  const keys = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
  const side = fc.record(
    Object.fromEntries(keys.map((key) => [key, fc.constantFrom('nobody', 'us', 'them')])),
  );
  fc.assert(
    fc.property(side, (who) => {
      const as = (me: string): string =>
        `[tool.x]\n${keys.map((key) => `${key} = "${who[key] === me ? me : 'base'}"`).join('\n')}\n`;
      const merged = parse(clean(merge('pyproject.toml', as(''), as('us'), as('them')))) as {
        tool: { x: Record<string, string> };
      };
      for (const key of keys) assert.is(merged.tool.x[key], who[key] === 'nobody' ? 'base' : who[key]);
    }),
    { numRuns: 200 },
  );
});
