/** The built files: what is in them, what each path loads, and that they do what the sources do. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import * as assert from 'uvu/assert';
import { BLOB_ID_MODULE } from '../scripts/bundle/blob-id.js';
import type { Chunk } from '../scripts/bundle/bundle.js';
import { project as built } from '../src/entry/built-in.js';
import { ROOT } from '../src/entry/package.js';
import { blobId } from '../src/model/blob-id.js';
import { command } from './command.js';
import { cases, planOfCase } from './golden.js';
import { suite } from './harness.js';
import { directory, git } from './world.js';

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
  assert.ok(project.templates.filter(({ id }) => id).length >= 15);
  const nameOf = (one: { part: string; file: string }): string => `${one.part}/${one.file}`;
  // They are stored in another order.
  const stored = new Map(project.templates.map((template) => [nameOf(template), template]));
  for (const template of built.templates) {
    const found = stored.get(nameOf(template));
    assert.ok(found, nameOf(template));
    const { part, file, path, content, id } = found;
    assert.equal({ part, file, path, content }, template, nameOf(template));
    if (id) assert.is(id, blobId(String(content[0])), file);
  }
});

test('its locks are those of the sources, in every golden project', async () => {
  const { project } = (await import(path.join(DIST, 'library.cjs'))) as { project: typeof built };
  for (const name of cases()) {
    const { context } = planOfCase(name);
    assert.equal(project.computed(context), built.computed(context), name);
  }
});

test('its ids of files are those of git, whatever the length', async () => {
  const folder = directory();
  const text = BLOB_ID_MODULE.replace(/^\s*import (.*) from (.*);/, 'const $1 = require($2);').replace(
    'export function blobId',
    'exports.blobId = function',
  );
  mkdirSync(path.join(folder, 'data'));
  writeFileSync(path.join(folder, 'blob-id.cjs'), text);
  copyFileSync(path.join(DIST, 'data/sha1.wasm'), path.join(folder, 'data/sha1.wasm'));
  const inWasm = (await import(path.join(folder, 'blob-id.cjs'))) as { blobId: typeof blobId };
  // The end of the memory, 128 kB, is met a little below that length; then it grows.
  const edge = [...Array(120).keys()].map((length) => 130_590 + length);
  const lengths = [...Array(300).keys(), 4096, 65_536, ...edge, 1_000_003, 5];
  for (const length of lengths) {
    const ascii = 'x'.repeat(length);
    const wide = 'sö\u{1F680}\ud800'.repeat(length / 4);
    for (const content of [ascii, wide, Buffer.alloc(length, 255)])
      assert.is(inWasm.blobId(content), blobId(content), `${length}`);
  }
});

test('the record of a written project has the ids that git gives, with WebAssembly and where there is none', async () => {
  for (const node of [[], ['--jitless']]) {
    const folder = directory();
    const run = await command(['app', '--yes', '--no-git'], { cwd: folder }, node);
    assert.is(run.code, 0, run.err);
    const project = path.join(folder, 'app');
    const { files } = parse(readFileSync(path.join(project, '.create-pyproject.toml'), 'utf8')) as {
      files: Record<string, string>;
    };
    const ids = git(project, 'hash-object', '--no-filters', '--', ...Object.keys(files)).split('\n');
    assert.ok(ids.length > 30);
    assert.equal(Object.values(files), ids, node.join(' '));
  }
});

test('help and version need the bin and nothing else', () => {
  assert.equal(loaded('main.cjs'), ['main.cjs']);
});

test('of plop there is nothing, of inquirer what we ask', () => {
  const packages = (file: string): string[] => [
    ...new Set(modules(file).flatMap((id) => /^node_modules\/((?:@[^/]+\/)?[^/?]+)/.exec(id)?.[1] ?? [])),
  ];
  const bundled = chunks.map(({ file }) => [file, packages(file)] as const);
  assert.equal(
    bundled
      .filter(([, names]) => names.length > 0)
      .map(([file]) => file)
      .sort(),
    ['create.cjs', 'diff.cjs', 'prompts.cjs'],
  );
  assert.equal(packages('create.cjs'), ['smol-toml']);
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
  'main.cjs': 1_500,
  'core.cjs': 34_500,
  'create.cjs': 66_000,
  'plan.cjs': 15_000,
  'library.cjs': 4_000,
  'answers.cjs': 7_000,
  'completion.cjs': 7_500,
  'diff.cjs': 8_000,
  'document.cjs': 1_000,
  'failure.cjs': 6_000,
  'exec.cjs': 1_500,
  'finish.cjs': 8_000,
  'leftovers.cjs': 2_000,
  'prompts.cjs': 25_000,
  'preview.cjs': 3_500,
  'requirements.cjs': 10_000,
  'runtime.cjs': 1_000,
  'seldom.cjs': 6_000,
};

test('every chunk keeps its budget', () => {
  assert.equal(chunks.map(({ file }) => file).sort(), Object.keys(BUDGETS).sort());
  for (const { file, bytes } of chunks)
    assert.ok(bytes <= (BUDGETS[file] ?? 0), `${file} has ${bytes} bytes`);
});
