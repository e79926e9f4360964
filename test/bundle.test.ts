/** The built files: what is in them, what each path loads, and that they do what the sources do. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import type { Chunk } from '../scripts/bundle/bundle.js';
import { project as built } from '../src/built-in.js';
import { ROOT } from '../src/package.js';
import { cases, planOfCase } from './golden.js';
import { suite } from './harness.js';

const test = suite('the bundle');

const DIST = path.join(ROOT, 'dist');
const chunks = JSON.parse(readFileSync(path.join(ROOT, 'build/bundle.json'), 'utf8')) as Chunk[];
const chunk = (file: string): Chunk => {
  const found = chunks.find((one) => one.file === file);
  if (!found) throw new Error(`there is no ${file}`);
  return found;
};
const modules = (file: string): string[] => Object.keys(chunk(file).modules);

/** A chunk and all that is loaded with it. */
function loaded(file: string, seen = new Set<string>()): string[] {
  if (!file.endsWith('.cjs') || seen.has(file)) return [];
  seen.add(file);
  return [file, ...chunk(file).imports.flatMap((one) => loaded(one, seen))].sort();
}

test('its templates are those of the folder, tree by tree', async () => {
  const { project } = (await import(path.join(DIST, 'library.cjs'))) as { project: typeof built };
  assert.is(project.templates.length, built.templates.length);
  for (const [index, template] of built.templates.entries()) {
    const { part, file, path, content } = project.templates[index] ?? template;
    assert.equal({ part, file, path, content }, template, `${template.part}/${template.file}`);
  }
});

test('its locks are those of the sources, in every golden project', async () => {
  const { project } = (await import(path.join(DIST, 'library.cjs'))) as { project: typeof built };
  for (const name of cases()) {
    const { context } = planOfCase(name);
    assert.equal(project.computed(context), built.computed(context), name);
  }
});

test('help and version need the bin and its output, and nothing else', () => {
  assert.equal(loaded('main.cjs'), ['main.cjs', 'output.cjs']);
});

test('of plop there is the orchestrator alone, of inquirer what we ask', () => {
  const packages = (file: string): string[] => [
    ...new Set(modules(file).flatMap((id) => /^node_modules\/((?:@[^/]+\/)?[^/?]+)/.exec(id)?.[1] ?? [])),
  ];
  const bundled = chunks.map(({ file }) => [file, packages(file)] as const);
  assert.equal(
    bundled
      .filter(([, names]) => names.length > 0)
      .map(([file]) => file)
      .sort(),
    ['diff.cjs', 'prompts.cjs', 'toml.cjs', 'write.cjs'],
  );
  assert.equal(packages('write.cjs').sort(), ['node-plop']);
  assert.equal(packages('toml.cjs'), ['smol-toml']);
  assert.equal(packages('diff.cjs'), ['diff']);
  assert.equal(
    packages('prompts.cjs').filter((name) => /editor|iconv|chardet|checkbox|rxjs|lodash/.test(name)),
    [],
  );
});

test('no built file makes code from a text', () => {
  for (const file of readdirSync(DIST).filter((name) => /\.[cm]js$/.test(name))) {
    const text = readFileSync(path.join(DIST, file), 'utf8');
    assert.not.match(
      text,
      /\beval\s*\(|\bFunction\s*\(|\bnode:vm\b|require\([`'"]vm[`'"]\)|runIn(New|This)?Context/,
      file,
    );
  }
});

test('whose code is inside is named, with every line of his licence', () => {
  const plain = (text: string): string => text.replace(/\s+/g, ' ');
  const told = plain(readFileSync(path.join(DIST, 'THIRD-PARTY-NOTICES.md'), 'utf8'));
  const names = new Set(
    chunks.flatMap(({ modules }) =>
      Object.keys(modules).flatMap((id) => /.*node_modules\/((?:@[^/]+\/)?[^/?]+)/.exec(id)?.[1] ?? []),
    ),
  );
  assert.ok(names.size > 10);
  for (const name of names) {
    assert.ok(told.includes(`${name} `), name);
    const folder = path.join(ROOT, 'node_modules', name);
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    // Without its own heading, which says no more than `license` in package.json.
    const lines = file ? readFileSync(path.join(folder, file), 'utf8').split('\n').slice(2) : [];
    for (const line of lines) assert.ok(told.includes(plain(line).trim()), `${name}: ${line}`);
  }
});

/** Bytes: a little more than there is. What grows past it is looked at. */
const BUDGETS: Readonly<Record<string, number>> = {
  'main.cjs': 1_000,
  'output.cjs': 2_500,
  'runtime.cjs': 1_000,
  'command.cjs': 14_000,
  'core.cjs': 33_000,
  'create.cjs': 27_000,
  'project.cjs': 15_000,
  'plan.cjs': 6_000,
  'write.cjs': 9_500,
  'library.cjs': 4_000,
  'toml.cjs': 23_500,
  'answers.cjs': 2_000,
  'completion.cjs': 7_500,
  'failure.cjs': 6_000,
  'diff.cjs': 8_000,
  'document.cjs': 1_000,
  'equivalent.cjs': 1_000,
  'finish.cjs': 4_000,
  'git.cjs': 2_500,
  'prompts.cjs': 23_000,
};

test('every chunk keeps its budget', () => {
  assert.equal(chunks.map(({ file }) => file).sort(), Object.keys(BUDGETS).sort());
  for (const { file, bytes } of chunks)
    assert.ok(bytes <= (BUDGETS[file] ?? 0), `${file} has ${bytes} bytes`);
});
