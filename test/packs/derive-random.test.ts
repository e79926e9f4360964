/** Random changes of random projects: the pack that is made from each gives it back, byte for byte. */
import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { suite } from '../harness.js';
import { files, memory } from '../world.js';
import { derived, held, packIn, put, sameFiles, tracked, written } from './projects.js';

const test = suite('packs made from random projects');

/** Texts that are hard to write as a template, and words that are put back. */
const WORDS = [
  'my-app',
  'my_app',
  'My App',
  'MyApp',
  'MY_APP',
  'my-app-data',
  'Ann O"Neil',
  'ann@example.org',
  'Counts {{sheep}} & "goats".',
  '{{ x }}',
  '{{name}}',
  '{{{raw}}}',
  '{{!-- no --}}',
  '{{#if a}}',
  '~}}',
  '{my_app}',
  '$my_app',
  ['$', '{{ github.ref }}'].join(''),
  ['$', '{my_app}'].join(''),
  '\\',
  '\\\\',
  '{',
  '}',
  '}}',
  '$',
  '"',
  "'",
  '# ',
  '[tool.x]',
  'a = 1',
  'import my_app.counts',
  'ж',
  '🐑',
  '\t',
  ' ',
  '  ',
];

const line = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }).map((words) => words.join(''));
const ending = fc.constantFrom('\n', '\n', '\n', '\n', '\n', '\r\n', '', '\n\n', ' \n');
const text = fc.tuple(fc.array(line, { maxLength: 8 }), ending).map(([lines, end]) => lines.join('\n') + end);
const clean = fc
  .array(line, { minLength: 1, maxLength: 8 })
  .map((lines) => lines.map((one) => one.trimEnd()).join('\n'))
  .map((lines) => `${lines.trimEnd() || 'x'}\n`);
const bytes = fc.oneof(
  clean.map((one) => Buffer.from(one)),
  text.map((one) => Buffer.from(one)),
  fc.uint8Array({ maxLength: 30 }).map((one) => Buffer.from(one)),
);

/** A place in a list, whatever its length. */
const place = fc.nat(10_000);
const name = fc.constantFrom(
  'docs/my-app/my_app.md',
  'src/my_app/more.py',
  'deploy/my-app.yml',
  'MyApp.json',
  'x/y/z.toml',
  'scripts/run',
  'LICENSE-2.txt',
  'README.rst',
  'Dockerfile',
  'src/my_app/app.py',
  '.github/workflows/ci.yml',
  'Ünï cöde.txt',
  'tests/test_{my_app}.py',
);

const edit = fc.oneof(
  fc.record({ do: fc.constant('add' as const), name, bytes, executable: fc.boolean() }),
  // A copy cannot be called like a template.
  fc.record({
    do: fc.constant('add' as const),
    name: fc.constant('my-app.hbs'),
    bytes: clean.map((one) => Buffer.from(one)),
    executable: fc.boolean(),
  }),
  fc.record({ do: fc.constant('delete' as const), file: place }),
  fc.record({ do: fc.constant('move' as const), file: place, name }),
  fc.record({ do: fc.constant('overwrite' as const), file: place, bytes }),
  fc.record({ do: fc.constant('execute' as const), file: place }),
  ...Array.from({ length: 4 }, () =>
    fc.record({
      do: fc.constant('lines' as const),
      file: place,
      at: place,
      remove: fc.nat(12),
      lines: fc.array(line, { maxLength: 4 }),
    }),
  ),
  fc.record({
    do: fc.constant('values' as const),
    at: place,
    value: fc.constantFrom('true', '3', '"x"', '[]', '["my-app"]', '1.5', '{ a = 1 }'),
  }),
);

const answers = fc.record({
  kind: fc.constantFrom('cli', 'library', 'web'),
  backend: fc.constantFrom('hatchling', 'setuptools', 'flit', 'maturin'),
  license: fc.constantFrom('MIT', 'ISC', 'LGPL-3.0-or-later', 'BSD-3-Clause', 'none'),
  ci: fc.constantFrom('github', 'none'),
  docker: fc.boolean(),
  name: fc.constantFrom('my-app', 'my-app', 'counts', 'text', 'x1'),
});

/** Quick tests give the same answer each time; `RUNS=1000 SEED=2` looks further. */
const SEED = Number(process.env.SEED ?? 1);

const flagsOf = ({ docker, ...given }: { readonly docker: boolean } & Record<string, unknown>): string[] => [
  ...Object.entries(given).map(([option, value]) => `--${option}=${value}`),
  docker ? '--docker' : '--no-docker',
];

/** Makes a change of a project. Locks stay as they are: no pack has them. */
function make(project: string, one: typeof edit extends fc.Arbitrary<infer E> ? E : never): void {
  const all = files(project).filter(
    (file) => !/^(?:requirements.*\.txt|\.create-pyproject\.toml|.*\.hbs)$/.test(file),
  );
  const picked = (at: number): string => all[at % all.length] ?? '';
  const at = (file: string): string => path.join(project, file);
  const isScript = (found: Uint8Array): boolean => Buffer.from(found).toString('latin1').startsWith('#!');
  const mode = (found: Uint8Array, executable: boolean): number =>
    executable || isScript(found) ? 0o755 : 0o644;
  const write = (file: string, found: Uint8Array, executable: boolean): void =>
    put(project, file, found, mode(found, executable));
  const isExecutable = (file: string): boolean => (statSync(at(file)).mode & 0o100) !== 0;
  if (one.do === 'add') write(one.name, one.bytes, one.executable);
  else if (one.do === 'values') {
    const before = readFileSync(at('pyproject.toml'), 'utf8').split('\n');
    // With some backends readme is a table, which no manifest replaces by a value.
    const keys = before.flatMap((row, i) => (/^(?!readme)[\w-]+ = .*[^[]$/.test(row) ? [i] : []));
    const key = keys[one.at % keys.length] ?? 0;
    before[key] = (before[key] ?? '').replace(/ = .*/, () => ` = ${one.value}`);
    write('pyproject.toml', Buffer.from(before.join('\n')), isExecutable('pyproject.toml'));
  } else {
    const file = picked(one.file);
    if (one.do === 'delete' && file !== 'pyproject.toml') rmSync(at(file));
    else if (one.do === 'move' && file !== 'pyproject.toml' && !existsSync(at(one.name))) {
      put(project, one.name, '');
      renameSync(at(file), at(one.name));
    } else if (one.do === 'overwrite' && file !== 'pyproject.toml')
      write(file, one.bytes, isExecutable(file));
    else if (one.do === 'execute') write(file, readFileSync(at(file)), true);
    else if (one.do === 'lines') {
      const rows = readFileSync(at(file), 'latin1').split('\n');
      const added = one.lines.map((row) => Buffer.from(row).toString('latin1'));
      rows.splice(one.at % rows.length, one.remove, ...added);
      write(file, Buffer.from(rows.join('\n'), 'latin1'), isExecutable(file));
    }
  }
}

test('gives every project back', async () => {
  const folder = memory();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(
      answers,
      answers,
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      async (given, { name: _, ...others }, edits, inRepository) => {
        count += 1;
        const flags = [
          ...flagsOf(given),
          '--author=Ann O"Neil',
          '--email=ann@example.org',
          '--description=Counts {{sheep}} & "goats".',
        ];
        const project = await written(folder, `p${count}`, flags);
        for (const one of edits) make(project, one);
        if (inRepository) tracked(project);
        const wanted = held(project);
        const pack = await derived(project);
        const again = await written(folder, `again${count}`, [...flags, '--pack', packIn(pack.files)]);
        sameFiles(held(again), wanted);
        assert.match(pack.notes.at(-1) ?? '', /byte for byte$/);
        // Nobody else's answers make it useless.
        await written(folder, `other-${count}`, [...flagsOf(others), '--pack', packIn(pack.files)]);
        rmSync(project, { recursive: true });
        rmSync(path.join(folder, `other-${count}`), { recursive: true });
        rmSync(again, { recursive: true });
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 20), includeErrorInReport: true, seed: SEED },
  );
});
