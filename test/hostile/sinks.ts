/**
 * Checks where answers appear in a project, by comparison with a reference project that has known words in their
 * places.
 */
import path from 'node:path';
import * as assert from 'uvu/assert';
import { settle } from '../../src/answers/settle.js';
import { parseArguments } from '../../src/cli/argv.js';
import { document } from '../../src/cli/document.js';
import { equivalent } from '../../src/cli/equivalent.js';
import { blobId } from '../../src/model/blob-id.js';
import { UserError } from '../../src/model/errors.js';
import type { Draft, Value } from '../../src/model/options.js';
import { RECORD } from '../../src/model/paths.js';
import { platformOf } from '../../src/model/platform.js';
import { type Plan, plan } from '../../src/plan/plan.js';
import { GOLDEN_VERSION, pack } from '../golden.js';
import { FORMATS, type Format, formatOf, parsed, shellWords } from './parsers.js';

const MACHINE = { directory: 'zq-directory', user: '', email: '' };

/** The shell quoting follows POSIX rules. */
const PLATFORM = platformOf('linux');

/** The known words, by option, for the reference project. */
const MARKS: Readonly<Record<string, (value: string) => string>> = {
  name: () => 'zq-name',
  module: () => 'zq_module',
  description: () => 'zq description',
  author: () => 'zq author',
  email: () => 'zq@zq.example',
  // A GitHub repository adds more links than any other.
  repository: (value) =>
    /^https:\/\/github\.com\/[^/]+\/[^/]+$/.test(value)
      ? 'https://github.com/zq-owner/zq-name'
      : 'https://zq.example/zq-path',
};

/** Base answers that together use every template. */
const BASES: readonly Readonly<Record<string, Value>>[] = [
  { kind: 'cli', backend: 'hatchling', license: 'MIT' },
  { kind: 'web', backend: 'setuptools', license: 'BSD-3-Clause', repository: 'https://github.com/acme/base' },
  { kind: 'library', backend: 'flit', license: 'none', docker: true },
  { kind: 'web', backend: 'maturin', license: 'ISC', python: '3.13' },
  {
    kind: 'cli',
    backend: 'maturin',
    license: 'LGPL-3.0-or-later',
    repository: 'https://example.org/acme/base',
  },
  { kind: 'library', backend: 'scikit-build-core', license: 'MIT', docker: true },
  { kind: 'cli', backend: 'meson-python', license: 'ISC' },
  { kind: 'library', backend: 'setuptools', license: 'MPL-2.0', ci: 'none', publish: 'none' },
];

const FIXED = { name: 'base-name', module: 'base_module', author: 'Base Author', email: 'base@example.org' };

/** A project with a hostile answer, and its reference project. */
export interface Made {
  readonly option: string;
  readonly answers: Draft;
  readonly plan: Plan;
  /** [the word in `beside`, the value in `plan`] */
  readonly places: readonly (readonly [mark: string, value: string])[];
  readonly beside: Plan;
}

const planned = (answers: Readonly<Record<string, Value>>): Plan => {
  const given = Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [name, { value, from: name }]),
  );
  return plan(pack, settle(pack, given, MACHINE), new Map(), GOLDEN_VERSION);
};

const standards = new Map<string, Plan>();

/** Plans each reference project once. */
function standard(answers: Readonly<Record<string, Value>>): Plan {
  const key = JSON.stringify(answers);
  const found = standards.get(key) ?? planned(answers);
  standards.set(key, found);
  return found;
}

/** Free text is kept, except for surrounding blanks; other values may be normalized. */
function keepsIts(option: string, given: Value, accepted: Value): void {
  const wanted = (text: string): string => text.trim();
  if (['description', 'author', 'email'].includes(option)) assert.is(accepted, wanted(String(given)));
  if (['keyword', 'dependency'].includes(option) && Array.isArray(given))
    assert.equal(accepted, [...new Set(given.map(wanted))]);
}

/**
 * Plans a project with one hostile answer.
 * @param index of the base answers
 * @returns undefined when the answer is refused
 * @throws any error that is not a refusal
 */
export function make(option: string, value: Value, index: number): Made | undefined {
  const base = { ...FIXED, ...BASES[index % BASES.length] };
  let made: Plan;
  try {
    made = planned({ ...base, [option]: value });
  } catch (error) {
    if (error instanceof UserError && (error.code === 'E_VALUE' || error.code === 'E_CONFLICT'))
      return undefined;
    throw error;
  }
  const accepted = made.answers[option] as Value;
  keepsIts(option, value, accepted);
  const mark = MARKS[option];
  if (mark && typeof accepted === 'string' && accepted !== '') {
    const word = mark(accepted);
    return {
      option,
      answers: made.answers,
      plan: made,
      places: [[word, accepted]],
      beside: standard({ ...base, [option]: word }),
    };
  }
  if (option === 'keyword' && Array.isArray(accepted)) {
    const places = (accepted as readonly string[]).map((item, i) => [`zq keyword ${i}`, item] as const);
    return {
      option,
      answers: made.answers,
      plan: made,
      places,
      beside: standard({ ...base, keyword: places.map(([word]) => word) }),
    };
  }
  return { option, answers: made.answers, plan: made, places: [], beside: made };
}

/** Replaces the known words by the values, in every string of `data`. */
function filled(data: unknown, places: Made['places']): unknown {
  if (places.length === 0) return data;
  const values = new Map(places);
  const pattern = new RegExp(
    places
      .map(([mark]) => mark.replace(/\W/g, '\\$&'))
      .sort((a, b) => b.length - a.length)
      .join('|'),
    'g',
  );
  const text = (one: string): string => one.replace(pattern, (mark) => values.get(mark) ?? mark);
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return text(one);
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [text(key), walk(inner)]));
  };
  return walk(data);
}

/** Leaves out the blob ids of a record, which differ between projects. They are checked separately. */
function withoutBlobs(name: string, data: unknown): unknown {
  if (name !== RECORD) return data;
  const { files, ...others } = data as Record<string, Record<string, unknown>>;
  return { ...others, files: Object.keys(files ?? {}).sort() };
}

const SHELL_BLOCK = /^```(?:sh|bash|console)\n([\s\S]*?)^```$/gm;

/** All shell code of a project: from its Markdown files and its workflows. */
async function scripts(project: Plan): Promise<string[]> {
  const found: string[] = [];
  const walk = (one: unknown): void => {
    if (typeof one !== 'object' || one === null) return;
    for (const [key, inner] of Object.entries(one)) {
      if (key === 'run' && typeof inner === 'string') found.push(inner);
      else walk(inner);
    }
  };
  for (const file of project.files) {
    if (file.path.endsWith('.md'))
      for (const [, block = ''] of file.content.matchAll(SHELL_BLOCK)) found.push(block);
    else if (formatOf(file.path) === 'YAML') walk(await parsed('YAML', file.content));
  }
  return found;
}

/** A real shell parses the printed equivalent command, and it gives the same answers. */
async function comesBackFromAShell({ answers, plan: project }: Made): Promise<void> {
  for (const one of await scripts(project)) await parsed('shell', one);
  const given = Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [name, { value, from: name }]),
  );
  const line = equivalent(pack.options, {
    shown: "it's; $(here)",
    answers,
    given,
    recorded: {},
    machine: MACHINE,
    packs: [],
    force: false,
    git: undefined,
    install: false,
    platform: PLATFORM,
  });
  const words = await shellWords(line);
  assert.equal(words.slice(0, 5), ['npm', 'create', 'pyproject@latest', "it's; $(here)", '--']);
  const again = parseArguments(words.slice(5), pack.options);
  assert.equal({ ...settle(pack, again.given, MACHINE) }, { ...answers });
  for (const next of pack.next(project.context, {
    shown: "it's; $(here)",
    installed: false,
    platform: PLATFORM,
  }))
    await shellWords(next);
}

async function comesBackFromJson({ answers, plan: project }: Made): Promise<void> {
  const text = document({
    version: GOLDEN_VERSION,
    directory: '/x',
    answers,
    origins: {},
    packs: [],
    changes: [],
    notes: [],
    steps: [],
    next: [],
    hints: [],
    content: false,
  });
  const read = (await parsed('JSON', text)) as { answers: unknown };
  assert.equal(read.answers, { ...answers });
  for (const file of project.files)
    if (formatOf(file.path) === 'JSON') await parsed('JSON', file.content.replace(/^\s*\/\/.*$/gm, ''));
}

/** The record holds the answers, and pyproject.toml holds the same values. */
async function comesBackFromToml({ answers, plan: project }: Made): Promise<void> {
  const text = (name: string): string => project.files.find((file) => file.path === name)?.content ?? '';
  const record = (await parsed('TOML', text(RECORD))) as { answers: unknown; files: Record<string, string> };
  assert.equal(record.answers, { ...answers });
  for (const file of project.files)
    if (file.path !== RECORD) assert.is(record.files[file.path], blobId(file.content), file.path);
  const { project: metadata } = (await parsed('TOML', text('pyproject.toml'))) as {
    project: Record<string, unknown>;
  };
  const { name, description, author, email, keyword, dependency } = answers;
  assert.equal([metadata.name, metadata.description, metadata.keywords], [name, description, keyword]);
  const person = { ...(author ? { name: author } : {}), ...(email ? { email } : {}) };
  assert.equal(metadata.authors, author || email ? [person] : undefined);
  for (const one of dependency as readonly string[])
    assert.ok((metadata.dependencies as string[]).includes(one), one);
}

/**
 * Checks that the answer is read back unchanged from every file of one format, and that nothing else differs: a real
 * parser reads each file, and the result must equal the reference file with the known word replaced by the value.
 */
export async function comesBack(made: Made, format: Format): Promise<void> {
  if (format === 'shell') await comesBackFromAShell(made);
  if (format === 'JSON') await comesBackFromJson(made);
  if (format === 'TOML') await comesBackFromToml(made);
  const beside = new Map(
    made.beside.files.map((file) => [String(filled(file.path, made.places)), file.content]),
  );
  assert.equal(made.plan.files.map((file) => file.path).sort(), [...beside.keys()].sort(), 'the files');
  for (const { path: name, content } of made.plan.files) {
    if (formatOf(name) !== format || format === 'JSON') continue;
    const found = withoutBlobs(name, await parsed(format, content));
    const wanted = withoutBlobs(name, await parsed(format, beside.get(name) ?? ''));
    assert.equal(found, filled(wanted, made.places), `${path.posix.basename(name)} differs`);
  }
}

export { FORMATS };
