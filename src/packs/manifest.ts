/** `pack.toml`: what it may say, and how it is read. */
import { parse, TomlError } from 'smol-toml';
import type { Value } from '../model/options.js';
import { lineOf } from './line-of.js';
import { type Fault, faultsOf, type Shape, schemaOf } from './shape.js';

/** The file by which a folder is a pack. */
export const MANIFEST = 'pack.toml';

/** A condition: every named option has (one of) the given value(s). */
export type OwnWhen = Readonly<Record<string, Value>>;

/** An option of the pack's own. */
export interface OwnOption {
  readonly type: 'text' | 'choice' | 'flag' | 'list';
  readonly help?: string;
  readonly question?: string;
  readonly pattern?: string;
  readonly choices?: Readonly<Record<string, string>>;
  /** A text may be a template over earlier answers. */
  readonly default?: Value;
  readonly when?: OwnWhen;
}

export interface OwnPart {
  readonly name: string;
  readonly when?: OwnWhen;
  readonly facts?: Readonly<Record<string, readonly string[]>>;
}

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly requires?: string;
  readonly answers?: Readonly<Record<string, Value>>;
  readonly locked?: readonly string[];
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  readonly options?: Readonly<Record<string, OwnOption>>;
  readonly parts?: readonly OwnPart[];
  readonly remove?: readonly string[];
  readonly managed?: readonly string[];
  readonly toml?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const text = (help?: string, pattern?: RegExp): Shape => ({
  type: 'text',
  ...(help && { help }),
  ...(pattern && { pattern }),
});
const texts = (help?: string): Shape => ({ type: 'list', of: text(), ...(help && { help }) });
const VALUE: Shape = { type: 'one of', shapes: [text(), { type: 'yes or no' }, texts()] };
/** What a pack, a part or an option may be called. */
export const NAME = /^[a-z][a-z0-9-]*$/;
const WHEN: Shape = {
  type: 'map',
  of: VALUE,
  help: 'a condition: option = value, or = [values]; all have to hold',
};

const OPTION: Shape = {
  type: 'table',
  required: ['type'],
  keys: {
    type: text('text, choice, flag (yes or no) or list', /^(text|choice|flag|list)$/),
    help: text('one line for --help; the question if it is left out'),
    question: text('what to ask on a terminal; without it nothing is asked'),
    pattern: text('a regular expression that the whole text has to match'),
    choices: { type: 'map', of: text(), help: 'value = "why to choose it"' },
    default: { ...VALUE, help: 'a text may name earlier answers: "{{name}}-team"' },
    when: WHEN,
  },
};

const PART: Shape = {
  type: 'table',
  required: ['name'],
  keys: {
    name: text('the name of its folder in templates/', NAME),
    when: WHEN,
    facts: { type: 'map', of: texts(), help: 'what it adds to lists: dependencies, devTools, testTools …' },
  },
};

/** The form of a manifest. */
export const SHAPE: Shape = {
  type: 'table',
  required: ['name', 'version', 'description'],
  keys: {
    name: text('the name of the pack', NAME),
    version: text('the version of the pack', /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/),
    description: text('one line'),
    requires: text('the versions of create-pyproject that it works with, such as >=0.2, or ^1.2 || ^2'),
    answers: { type: 'map', of: VALUE, help: 'defaults of options' },
    locked: texts('options whose value cannot be changed'),
    choices: { type: 'map', of: texts(), help: 'the only values of these options' },
    options: { type: 'map', of: OPTION, keys: NAME, help: 'options of its own' },
    parts: { type: 'list', of: PART, help: 'parts of its own, each a folder in templates/' },
    remove: texts('files of the generator to leave out; a folder ends in /'),
    managed: texts(
      'files of a project that stay as the pack has them: an update replaces them; a folder ends in /',
    ),
    toml: {
      type: 'map',
      of: { type: 'map', of: { type: 'anything' } },
      help: 'changes of TOML files: a value, { append = [] } or { remove = true }',
    },
  },
};

/** The same as a JSON Schema, for editors. */
export const manifestSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'pack.toml of create-pyproject',
  ...schemaOf(SHAPE),
};

/** A fault with the line of the manifest, or of another file. */
export const located = (source: string, { place, reason }: Fault): string => {
  const line = lineOf(source, place);
  const key = place.map(String).join('.');
  return `${MANIFEST}${line > 0 ? `:${line}` : ''}: ${key === '' ? '' : `${key}: `}${reason}`;
};

/** What is wrong with a manifest: one line for each fault. */
export interface Faulty {
  readonly faults: readonly string[];
  /** A manifest for a later version may have keys that this one does not know. */
  readonly requires?: string | undefined;
}

const DEPTH = 32;
const TOO_DEEP = `has more than ${DEPTH} tables in each other`;

/** Whether lists and tables lie deeper in each other than this. */
const isDeeper = (value: unknown, most: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (most === 0 || Object.values(value).some((inner) => isDeeper(inner, most - 1)));

/** The beginning of a place that is too deep. */
function deepIn(document: unknown): string[] | undefined {
  const [key, value] = Object.entries(document as object).find(([, one]) => isDeeper(one, DEPTH)) ?? [];
  const [inner] = Object.entries((value ?? {}) as object).find(([, one]) => isDeeper(one, DEPTH - 1)) ?? [];
  return key === undefined || inner === undefined ? undefined : [key, inner];
}

/** Reads a manifest. */
export function readManifest(source: string): { readonly manifest: Manifest } | Faulty {
  let document: unknown;
  try {
    document = parse(source);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '');
    return { faults: [`${MANIFEST}:${error.line}: ${reason}`] };
  }
  // What follows goes as deep as the document does.
  const deep = deepIn(document);
  if (deep) return { faults: [located(source, { place: deep, reason: TOO_DEEP })] };
  const faults = faultsOf(SHAPE, document).map((fault) => located(source, fault));
  if (faults.length === 0) return { manifest: document as Manifest };
  const { requires } = document as Partial<Record<string, unknown>>;
  return { faults, requires: typeof requires === 'string' ? requires : undefined };
}
