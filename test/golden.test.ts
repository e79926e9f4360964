/** Checks that generated projects equal the reviewed ones in test/golden. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import * as assert from 'uvu/assert';
import { cases, GOLDEN, pack, planOfCase } from './golden.js';
import { suite } from './harness.js';

const test = suite('golden projects');

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();

for (const name of cases()) {
  test(`${name} equals its golden files byte for byte (npm run golden updates them)`, () => {
    const out = path.join(GOLDEN, name, 'out');
    const planned = planOfCase(name);
    assert.equal(filesBelow(out), planned.files.map((file) => file.path).sort(), 'the files');
    for (const file of planned.files)
      assert.is(readFileSync(path.join(out, file.path), 'utf8'), file.content, file.path);
  });
}

test('every choice of every option has a golden case', () => {
  const answered = cases().map((name) => planOfCase(name).answers);
  const missing = Object.entries(pack.options).flatMap(([name, option]) => {
    const values =
      option.type === 'choice' ? Object.keys(option.choices) : option.type === 'flag' ? [true, false] : [];
    return values
      .filter((value) => !answered.some((answers) => answers[name] === value))
      .map((value) => `${name} = ${value}`);
  });
  assert.equal(missing, []);
});

test('a folder of test/golden without answers.json is not a case', () => {
  assert.equal(readdirSync(GOLDEN).sort(), cases());
});

/** A pattern of check-manifest: `*` stays in a folder, `**` does not. */
const pattern = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .split('**')
      .map((part) => part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*'))
      .join('.*')}$`,
  );

test('every file that an sdist leaves out has a line in [tool.check-manifest]', () => {
  for (const name of cases()) {
    const { files } = planOfCase(name);
    const text = files.find(({ path: file }) => file === 'pyproject.toml')?.content ?? '';
    const { tool } = parse(text) as { tool: { 'check-manifest': { ignore: string[] } } };
    const ignored = tool['check-manifest'].ignore.map(pattern);
    const inSdist =
      /^(?:src\/|tests\/|rust\/|\.github\/|pyproject\.toml$|MANIFEST\.in$|CMakeLists\.txt$|meson\.build$|CHANGELOG|README|LICENSE|COPYING)/;
    const missing = files.filter(
      ({ path: file }) => !inSdist.test(file) && !ignored.some((one) => one.test(file)),
    );
    assert.equal(
      missing.map(({ path: file }) => file),
      [],
      `${name}: add a pattern in templates/project/tools/pyproject.toml.hbs, or put the file into the sdist`,
    );
  }
});
