import { execFileSync } from 'node:child_process';
import { parse } from 'smol-toml';
import * as assert from 'uvu/assert';
import { settle } from '../../src/answers/settle.js';
import { blobId } from '../../src/model/blob-id.js';
import { UserError } from '../../src/model/errors.js';
import { holds, type Value } from '../../src/model/options.js';
import {
  activeParts,
  type Pack,
  type Part,
  type Present,
  type Template,
  uniteFacts,
} from '../../src/model/pack.js';
import { RECORD } from '../../src/model/paths.js';
import type { Tree } from '../../src/model/template.js';
import { parseTemplate } from '../../src/plan/parse-template.js';
import { type Plan, plan } from '../../src/plan/plan.js';
import { pack, planFor } from '../golden.js';
import { suite } from '../harness.js';
import { directory, fill, git, readmeOf, same } from '../world.js';

const test = suite('planning');

const answers = (license = 'MIT', backend = 'hatchling') =>
  settle(
    pack,
    { license: { value: license, from: '' }, backend: { value: backend, from: '' } },
    { directory: 'my-app', user: '', email: '' },
  );

const planned = (present: Readonly<Record<string, string>>, license?: string, backend?: string) =>
  plan(pack, answers(license, backend), new Map(Object.entries(present)), '1.0.0');

const fileOf = (made: { files: readonly { path: string; content: string }[] }, path: string): string =>
  made.files.find((file) => file.path === path)?.content ?? `${path} is not planned`;

const texts = (made: Plan | undefined): Record<string, string> =>
  Object.fromEntries(made?.files.map(({ path, mode, content }) => [`${path} ${mode}`, content]) ?? []);

const project = (made: ReturnType<typeof planned>) =>
  parse(fileOf(made, 'pyproject.toml')).project as Record<string, unknown>;

test('the same answers give the same bytes', () => {
  const twice = [1, 2].map(() => planFor({ name: 'x2', kind: 'web', keyword: ['b', 'a'] }));
  same(texts(twice[0]), texts(twice[1]));
});

/** Every choice of every option, and both values of a yes/no option. */
const CHOICES: readonly Record<string, Value>[] = Object.entries(pack.options).flatMap(
  ([name, option]): Record<string, Value>[] => {
    if (option.type === 'choice') return Object.keys(option.choices).map((value) => ({ [name]: value }));
    return option.type === 'flag' ? [{ [name]: true }, { [name]: false }] : [];
  },
);

test('every pair of choices makes TOML that can be read, or is refused with a remedy', () => {
  const filled = {
    author: 'A "B" \\ C',
    email: 'a@example.org',
    name: 'x'.repeat(64),
    description: `it's "so" \\ '''`,
    keyword: ['"a"', 'b\\'],
    dependency: ['requests>=2', 'rich'],
    repository: 'https://github.com/a/b',
  };
  const counts = { planned: 0, refused: 0 };
  for (const [index, one] of CHOICES.entries())
    for (const other of CHOICES.slice(index)) {
      const answers = { ...(index % 2 === 0 ? filled : {}), ...one, ...other };
      try {
        for (const { path, content } of planFor(answers).files.filter((file) => file.path.endsWith('.toml')))
          assert.not.throws(() => parse(content), undefined, `${path} of ${JSON.stringify(answers)}`);
        counts.planned += 1;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        assert.is(error.code, 'E_CONFLICT', error.message);
        assert.match(error.hint, /choose|leave out/);
        counts.refused += 1;
      }
    }
  // The refused pairs are listed in rules.ts and vcs.ts.
  assert.ok(counts.planned > 800 && counts.refused >= 15 && counts.refused < 40, JSON.stringify(counts));
});

test('files are sorted by path, each with the parts that it comes from', () => {
  const { files } = planFor({});
  const paths = files.map((file) => file.path);
  assert.equal(paths, [...paths].sort());
  assert.equal(
    files.filter((file) => file.from.length === 0),
    [],
  );
  assert.ok(files.find((file) => file.path === 'pyproject.toml')?.from.includes('backend-hatchling'));
});

test('the record is TOML with version, answers, and the blob id that git computes for each file', () => {
  const made = planned({});
  const record = parse(fileOf(made, RECORD)) as { files: Record<string, string> } & Record<string, unknown>;
  assert.is(record.version, '1.0.0');
  assert.equal([record.format, record.pack], [1, 'project']);
  assert.equal({ ...(record.answers as object) }, { ...made.answers });
  const others = made.files.filter((file) => file.path !== RECORD);
  assert.equal(
    Object.keys(record.files),
    others.map((file) => file.path),
  );

  const folder = directory();
  fill(folder, Object.fromEntries(others.map((file) => [file.path, file.content])));
  const ids = git(folder, 'hash-object', '--no-filters', '--', ...others.map((file) => file.path));
  assert.equal(Object.values(record.files), ids.split('\n'));
});

test('the record contains no path and no name of this machine', () => {
  const record = fileOf(planned({}), RECORD);
  assert.not.match(record, /\/(home|root|tmp|work|Users)\b/);
});

test('a blob id is computed from the bytes', () => {
  const id = execFileSync('git', ['hash-object', '--stdin'], { input: 'söns\n', encoding: 'utf8' }).trim();
  assert.is(blobId('söns\n'), id);
  assert.is(blobId(Buffer.from('söns\n')), id);
});

test('an existing README is kept under its name, and the metadata names it', () => {
  for (const name of ['README.md', 'README.rst', 'readme.txt', 'README']) {
    const made = planned({ [name]: 'mine\n' });
    assert.equal(made.kept, [name]);
    assert.not.ok(made.files.some((file) => /^readme/i.test(file.path)));
    assert.is(readmeOf(project(made)), name);
    assert.match(made.notes.join('\n'), `${name} is kept`);
  }
});

test('with maturin the metadata states the content type of the README', () => {
  const types: [string, string][] = [
    ['README.md', 'text/markdown'],
    ['README.rst', 'text/x-rst'],
    ['readme.txt', 'text/plain'],
    ['README', 'text/plain'],
  ];
  for (const [name, type] of types) {
    const { readme } = project(planned({ [name]: 'mine\n' }, 'MIT', 'maturin'));
    assert.equal({ ...(readme as object) }, { file: name, 'content-type': type });
  }
});

test('an existing license is kept, the metadata names it, and a note reports a different license', () => {
  const mit = 'Permission is hereby granted, free of charge, to any person\n';
  for (const name of ['LICENSE', 'LICENSE.txt', 'LICENCE.md', 'COPYING', 'license']) {
    const made = planned({ [name]: mit });
    assert.equal(made.kept, [name]);
    assert.equal(project(made)['license-files'], [name]);
    assert.not.match(made.notes.join('\n'), 'as chosen');
    const other = planned({ [name]: mit }, 'Apache-2.0');
    assert.match(
      other.notes.join('\n'),
      `${name} is kept; pyproject.toml refers to it, but it is MIT and not Apache-2.0 as chosen`,
    );
  }
});

test('of several READMEs, the planned name is preferred, then one whose extension implies a type', () => {
  const tries: [string[], string][] = [
    [['README', 'README.md', 'README.rst'], 'README.md'],
    [['README.MD', 'README.md', 'readme.md'], 'README.md'],
    [['README', 'README.rst', 'README.txt'], 'README.rst'],
    [['README', 'Readme.txt'], 'Readme.txt'],
  ];
  for (const [names, kept] of tries) {
    const made = planned(Object.fromEntries(names.map((name) => [name, 'mine\n'])));
    assert.equal(made.kept, [kept]);
    assert.is(project(made).readme, kept);
  }
});

test('a license file has a usual name and extension, and contains text', () => {
  const texts = [
    ...['LICENSE', 'licence', 'COPYING', 'LICENSE.md', 'LICENCE.rst', 'COPYING.txt', 'license.markdown'],
    ...['LICENSE-MIT', 'LICENSE-APACHE', 'LICENSE-APACHE-2.0', 'LICENSE-APACHE-2.0.txt', 'LICENSE-2.0.md'],
    ...[
      'COPYING.LESSER',
      'COPYING.LIB',
      'LICENSE.MIT',
      'LICENSE.GPL-3.0',
      'LICENSE.APACHE2',
      'LICENSE.BSD.txt',
    ],
  ];
  const others = [
    ...[
      'license.py',
      'licence.ts',
      'License.java',
      'copying.rs',
      'license.json',
      'LICENSE-check.py',
      'LICENSE.',
    ],
    ...[
      'LICENSE.mit.py',
      'license-checker.config.js',
      'licensed',
      'licenses',
      'COPYING.lib.go',
      'copying.tar.gz',
    ],
    ...['readme.py', 'README.md.bak', 'README.'],
  ];
  for (const name of texts) assert.ok(pack.mayStandIn(name), name);
  for (const name of others) assert.not.ok(pack.mayStandIn(name), name);
});

test('of several licenses, the file with the planned name is kept, and the metadata names all', () => {
  const mit = 'Permission is hereby granted, free of charge, to any person\n';
  const made = planned({ 'LICENSE-APACHE': 'Apache License\n', LICENSE: mit, 'LICENSE-MIT': mit });
  assert.equal(made.kept, ['LICENSE']);
  assert.equal(project(made)['license-files'], ['LICENSE', 'LICENSE-APACHE', 'LICENSE-MIT']);
});

test('if one of the two LGPL files exists, the other is written', () => {
  const made = planned({ COPYING: 'GNU GENERAL PUBLIC LICENSE\n' }, 'LGPL-3.0-or-later');
  assert.equal(made.kept, ['COPYING']);
  assert.ok(made.files.some((file) => file.path === 'LICENSE'));
  assert.equal(project(made)['license-files'], ['LICENSE', 'COPYING']);
  assert.not.match(made.notes.join('\n'), 'as chosen');
});

test('for every license, a second run plans the same files as the first', () => {
  const licenses = pack.options.license;
  for (const license of licenses?.type === 'choice' ? Object.keys(licenses.choices) : []) {
    const first = planned({}, license);
    const own = first.files.filter((file) => pack.mayStandIn(file.path));
    const second = planned(Object.fromEntries(own.map((file) => [file.path, file.content])), license);
    same(texts(second), texts(first));
    assert.equal([second.kept, second.notes], [[], []], license);
  }
});

test('a kept file is not planned, and the record does not list it', () => {
  const record = fileOf(planned({ 'README.md': 'mine\n' }), RECORD);
  assert.not.match(record, 'README.md');
});

test('a requirement that is not in the shipped locks gives a note', () => {
  const made = planFor({ dependency: ['some-unknown-package>=1'] });
  assert.match(made.pending.join('\n'), 'some-unknown-package>=1 is not in the locks yet');
  assert.equal([planFor({}).notes, planFor({}).pending], [[], []]);
});

const template = (part: string, file: string, content: Tree): Template => ({
  part,
  file,
  path: parseTemplate(file),
  content,
});

/** A minimal pack. */
const tiny = (parts: readonly Part[], over: Partial<Pack> = {}): Pack => ({
  ...pack,
  options: {},
  rules: [],
  parts,
  facts: { list: [], yes: false, text: '' },
  templates: () => [
    template('a', '{{folder}}/x.txt', parseTemplate('{{#each list}}\n{{this}}\n{{/each}}\n')),
    template('b', 'raw.txt', ['{{not rendered}}\n']),
  ],
  standIns: () => ({ kept: new Map(), facts: {} }),
  context: (_, facts) => ({ folder: 'sub', ...facts }),
  computed: () => [],
  notes: () => [],
  pending: () => [],
  ...over,
});

const none: Present = new Map();

test('a path may contain a variable, and a file without .hbs is copied unchanged', () => {
  const made = plan(tiny([{ name: 'a', facts: { list: ['one'] } }, { name: 'b' }]), {}, none, '1');
  assert.is(fileOf(made, 'sub/x.txt'), 'one\n');
  assert.is(fileOf(made, 'raw.txt'), '{{not rendered}}\n');
});

test('a file that begins with #! is executable, other files are not', () => {
  const templates = ['#!/bin/sh\n', '# !\n'].map((text, i) => template('a', `${i}`, [text]));
  const made = plan(tiny([{ name: 'a' }], { templates: () => templates }), {}, none, '1');
  assert.equal(
    made.files.map(({ mode }) => mode),
    ['0644', '0755', '0644'],
  );
});

test('an inactive part adds nothing', () => {
  const made = plan(tiny([{ name: 'a', when: { kind: 'web' } }]), { kind: 'cli' }, none, '1');
  assert.equal(
    made.files.map((file) => file.path),
    [RECORD],
  );
});

test('a template with a path outside the project is refused', () => {
  const outside = tiny([{ name: 'a' }], { context: (_, facts) => ({ folder: '..', ...facts }) });
  assert.throws(
    () => plan(outside, {}, none, '1'),
    (error: unknown) => error instanceof UserError && error.code === 'E_PACK',
  );
});

test('the facts of parts are merged: lists in table order, yes wins, a text may be set once', () => {
  const initial = { list: ['0'], yes: false, text: '' };
  const parts: Part[] = [
    { name: 'a', facts: { list: ['1'], yes: true, text: 'x' } },
    { name: 'b', facts: { list: ['2'], yes: false } },
  ];
  assert.equal(uniteFacts(initial, parts), { list: ['0', '1', '2'], yes: true, text: 'x' });
  assert.equal(initial, { list: ['0'], yes: false, text: '' });
  assert.throws(
    () => uniteFacts(initial, [...parts, { name: 'c', facts: { text: 'y' } }]),
    /the parts a and c both set the fact text/,
  );
});

test('a condition holds if every option has one of the listed values', () => {
  const answers = { kind: 'web', docker: true };
  assert.ok(holds(undefined, answers));
  assert.ok(holds({ kind: ['cli', 'web'], docker: true }, answers));
  assert.not.ok(holds({ kind: 'cli' }, answers));
  assert.not.ok(holds({ kind: 'web', docker: false }, answers));
  assert.equal(
    activeParts(
      [
        { name: 'a', when: { kind: 'web' } },
        { name: 'b', when: { kind: 'cli' } },
      ],
      answers,
    ).map((p) => p.name),
    ['a'],
  );
});
