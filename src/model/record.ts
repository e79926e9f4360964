/** `.create-pyproject.toml`, the record of a project: its content, and functions to write and read it. */
import { parse } from 'smol-toml';
import { blobId } from './blob-id.js';
import { toml, tomlKey } from './formats.js';
import type { Draft } from './options.js';
import type { Layer } from './pack.js';

/** The format that this version writes. It is increased by changes that an older version would misread. */
export const FORMAT = 1;

export interface ProjectRecord {
  readonly format: number;
  /** The pack of the project, and the version of create-pyproject. */
  readonly pack: string;
  readonly version: string;
  /** The team packs in it: name, version and source, for messages. */
  readonly layers: readonly string[];
  /** Where those packs came from, and what that stood for: the version of a package, the commit of a repository. */
  readonly sources: readonly { readonly source: string; readonly resolved: string | undefined }[];
  /** As written: the pack decides whether they are accepted. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** Path -> the blob id of the file as it was written, the base of a later merge. */
  readonly files: ReadonlyMap<string, string>;
  /** Files, and folders with a `/` at the end, that the project replaces by its own or does without. Later runs leave them alone. */
  readonly own: readonly string[];
}

const value = (answer: Draft[string]): string => {
  if (typeof answer === 'boolean') return String(answer);
  return typeof answer === 'string' ? toml(answer) : `[${answer.map(toml).join(', ')}]`;
};

/**
 * The text of a project's record. It is accepted as `--answers` too.
 */
export function writeRecord(
  about: {
    readonly pack: string;
    readonly version: string;
    readonly answers: Draft;
    readonly layers: readonly Layer[];
  },
  files: readonly {
    readonly path: string;
    readonly content: string;
    readonly bytes?: Uint8Array | undefined;
  }[],
): string {
  const lines = [
    '# Written by create-pyproject. Later runs read the answers from this file. Commit it; do not edit it.',
    `format = ${FORMAT}`,
    'generator = "create-pyproject"',
    `version = ${toml(about.version)}`,
    `pack = ${toml(about.pack)}`,
    '',
    '[answers]',
    ...Object.entries(about.answers).map(([name, answer]) => `${name} = ${value(answer)}`),
    ...about.layers.flatMap((layer) => [
      '',
      '[[packs]]',
      ...Object.entries(layer).flatMap(([name, text]) =>
        typeof text === 'string' ? [`${name} = ${toml(text)}`] : [],
      ),
    ]),
    '',
    '# The git blob id (SHA-1) of each file as it was written.',
    '[files]',
    ...files.map((file) => `${tomlKey(file.path)} = "${blobId(file.bytes ?? file.content)}"`),
  ];
  return `${lines.join('\n')}\n`;
}

/** The answer that a list option has in a record. */
export const recordedList = ({ answers }: ProjectRecord, option: string): readonly string[] => {
  const found = answers[option];
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : [];
};
/**
 * The text of a record of a project that has files of its own in place of the standard's: it names them, and states no
 * id of what they are not.
 * @param own see {@link ProjectRecord}
 */
export function withOwn(text: string, own: readonly string[]): string {
  if (own.length === 0) return text;
  const [head = '', files = ''] = text.split(/(?<=\n\[files\]\n)/);
  const named = head.replace(
    '\n\n[answers]\n',
    () =>
      `\n# The project has its own in place of these, or does without them.\nown = ${value(own)}\n\n[answers]\n`,
  );
  const isFollowed = (line: string): boolean =>
    line === '' || !Object.keys(parse(line)).some((path) => isOwn({ own }, path));
  return named + files.split('\n').filter(isFollowed).join('\n');
}

/** Whether the project has its own in place of a planned file. */
export const isOwn = ({ own }: Pick<ProjectRecord, 'own'>, path: string): boolean =>
  own.some((name) => (name.endsWith('/') ? path.startsWith(name) : path === name));

/** Whether a TOML value is a table. */
export const isTable = (found: unknown): found is Record<string, unknown> =>
  typeof found === 'object' && found !== null && !Array.isArray(found) && !(found instanceof Date);

/** The value at these keys of a TOML document; undefined if there is none. */
export function valueAt(document: unknown, keys: readonly string[]): unknown {
  let value = document;
  for (const key of keys) value = isTable(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return value;
}

/**
 * Reads a record. Unknown keys are ignored, because a later version may have written them.
 * @returns undefined when the document is not a record
 */
export function recordOf(document: Readonly<Record<string, unknown>>): ProjectRecord | undefined {
  const { format, pack, version, packs, answers, files, own } = document;
  if (!isTable(files)) return undefined;
  const layers = (Array.isArray(packs) ? packs : []).filter(isTable);
  const ids = Object.entries(files).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && /^[0-9a-f]{40}$/.test(entry[1]),
  );
  return {
    format: typeof format === 'number' ? format : FORMAT,
    pack: String(pack ?? ''),
    version: String(version ?? ''),
    layers: layers.map(({ name, version, source }) => `${name} ${version} from ${source}`),
    sources: layers.map(({ source, resolved }) => ({
      source: String(source ?? ''),
      resolved: typeof resolved === 'string' ? resolved : undefined,
    })),
    answers: isTable(answers) ? answers : {},
    files: new Map(ids),
    own: (Array.isArray(own) ? own : []).filter((name) => typeof name === 'string'),
  };
}

/** A record that was read: as TOML, and what it says. */
export interface ParsedRecord {
  readonly text: string;
  readonly document: Readonly<Record<string, unknown>>;
  readonly record: ProjectRecord;
}

/** Parses the text of a record. @returns undefined when it is not a record, or not TOML */
export function parsedRecord(text: string): ParsedRecord | undefined {
  try {
    const document = parse(text);
    const record = recordOf(document);
    return record && { text, document, record };
  } catch {
    return undefined;
  }
}

/** Reads the text of a record. @returns undefined when it is not a record, or not TOML */
export const readRecord = (text: string): ProjectRecord | undefined => parsedRecord(text)?.record;
