/** Reads an answers file: TOML with the option table's names as keys, or a project's record. */
import { parse, TomlError } from 'smol-toml';
import { UserError } from '../model/errors.js';
import { NOBODY, type OptionTable, type Value } from '../model/options.js';
import { FORMAT, isTable, type ParsedRecord, recordOf } from '../model/record.js';
import { suggest } from '../model/suggest.js';
import { drafts, type GivenAnswers } from './settle.js';

/** Larger than any real answers file. Nothing larger reaches the parser. */
const MAX_BYTES = 1 << 20;

/** How many bytes to read: one more than allowed shows that a file is too large. */
export const MOST = MAX_BYTES + 1;

/** Longer than any option's name, and short enough for a message and a regular expression. */
const LONGEST_KEY = 64;

/** The line that sets a key of the root or of [answers]; 0 if unknown. */
function lineOf(source: string, key: string): number {
  if (key.length > LONGEST_KEY) return 0;
  const pattern = new RegExp(`^\\s*(?:answers\\s*\\.\\s*)?["']?${key.replace(/[^\w-]/g, '\\$&')}["']?\\s*=`);
  return source.split('\n').findIndex((line) => pattern.test(line)) + 1;
}

/** A hint for a line with an unquoted text as its value or first list item; undefined for any other line. */
function unquoted(line: string, options: OptionTable): string | undefined {
  const [, key = '', word] = /^\s*["']?([\w-]+)["']?\s*=\s*\[?\s*([a-z0-9][^"'#,\]]*)/i.exec(line) ?? [];
  // The message does not repeat a line from another kind of file, such as a private key.
  if (!Object.hasOwn(options, key) || word === undefined || /^(true|false)\b/.test(word)) return undefined;
  if (options[key]?.type === 'flag') return 'write true or false';
  return `text needs quotes: ${JSON.stringify(word.trim())}`;
}

const isValue = (value: unknown): value is Value =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (Array.isArray(value) && value.every((item) => typeof item === 'string'));

const spell = (key: string): string =>
  key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key === '' ? '""' : key;

/**
 * Decodes an answers file.
 * @param bytes no more than {@link MOST}
 * @param file its name as given, for messages
 * @throws {@link UserError} E_ANSWERS when it is too large, or not UTF-8
 */
export function answersText(bytes: Uint8Array, file: string): string {
  if (bytes.length > MAX_BYTES)
    throw new UserError('E_ANSWERS', `${file} is larger than 1 MiB`, 'is it an answers file?');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(
      'E_ANSWERS',
      `${file} is not UTF-8`,
      'save it as UTF-8: TOML allows no other encoding',
    );
  }
}

/** @throws {@link UserError} E_ANSWERS with `file:line` */
function parsed(source: string, file: string, options: OptionTable): Record<string, unknown> {
  try {
    return parse(source);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '');
    throw new UserError(
      'E_ANSWERS',
      `${file}:${error.line}: ${reason}`,
      unquoted(source.split('\n')[error.line - 1] ?? '', options) ??
        'the answers file is TOML, one `option = value` per line',
    );
  }
}

/**
 * Reads an answers file, which may be a project's record.
 * @param source the file's text
 * @param file its name as given, for messages
 * @throws {@link UserError} E_ANSWERS with `file:line`
 */
export function parseAnswers(source: string, file: string, options: OptionTable): GivenAnswers {
  const document = parsed(source, file, options);
  return isRecord(document)
    ? recordedAnswers(document, source, file, options).given
    : answersIn(document, source, file, options);
}

/** The answers that a record contributes to a run. */
export interface RecordedAnswers {
  readonly given: GivenAnswers;
  /** Answers of a later version, which are unknown to this one. */
  readonly unknown: readonly string[];
  /** The team packs that the project was made with, for messages. */
  readonly layers: readonly string[];
}

/** Reads the answers of a project's own record. An invalid record gives no answers. */
export const parseRecord = (source: string, file: string, options: OptionTable): RecordedAnswers =>
  answersOfRecord({ text: source, document: parsed(source, file, options) }, file, options);

/** The answers of a record that is parsed already. */
export const answersOfRecord = (
  { text, document }: Pick<ParsedRecord, 'text' | 'document'>,
  file: string,
  options: OptionTable,
): RecordedAnswers =>
  isRecord(document)
    ? recordedAnswers(document, text, file, options)
    : { given: {}, unknown: [], layers: [] };

/** A record has a table of answers, next to tables that only later runs use. */
const isRecord = (document: Readonly<Record<string, unknown>>): boolean =>
  isTable(document.answers) && isTable(document.files);

function recordedAnswers(
  document: Readonly<Record<string, unknown>>,
  source: string,
  file: string,
  options: OptionTable,
): RecordedAnswers {
  const { format = FORMAT, answers = {}, layers = [] } = recordOf(document) ?? {};
  if (format > FORMAT)
    throw new UserError(
      'E_ANSWERS',
      `${file} has format ${format}, and this version reads format ${FORMAT}`,
      'use the version of create-pyproject that wrote it, or a newer one',
    );
  const isKnown = ([key]: [string, unknown]): boolean => Object.hasOwn(options, key);
  const entries = Object.entries(answers);
  const known = Object.fromEntries(entries.filter(isKnown));
  return {
    given: chosen(options, answersIn(known, source, file, options)),
    unknown: entries.filter((entry) => !isKnown(entry)).map(([key]) => spell(key)),
    layers,
  };
}

function answersIn(
  table: Record<string, unknown>,
  source: string,
  file: string,
  options: OptionTable,
): GivenAnswers {
  const given: Record<string, { value: Value; from: string }> = {};
  for (const [key, value] of Object.entries(table)) {
    const line = lineOf(source, key);
    const where = line > 0 ? `${file}:${line}` : file;
    if (!Object.hasOwn(options, key)) {
      const near = suggest(key, Object.keys(options));
      throw new UserError(
        'E_ANSWERS',
        `${where}: unknown key ${spell(key)}`,
        near ? `did you mean ${near}?` : 'see --schema for the keys',
      );
    }
    if (!isValue(value))
      throw new UserError(
        'E_ANSWERS',
        `${where}: ${key} has a value of the wrong type`,
        unquoted(source.split('\n')[line - 1] ?? '', options) ?? 'see --schema for the types',
      );
    given[key] = { value, from: `${where}: ${key}` };
  }
  return given;
}

/**
 * A record's answers without those that are derived from others, such as the module from the name. They are derived
 * again from a new name or kind.
 */
function chosen(options: OptionTable, recorded: GivenAnswers): GivenAnswers {
  const draft = drafts(options, recorded, NOBODY);
  const follows = (name: string, value: Value): boolean => {
    let others = false;
    const watched = new Proxy(draft, {
      get: (answers, other: string) => {
        others = true;
        return answers[other];
      },
    });
    try {
      const standard = options[name]?.standard(watched, NOBODY);
      return others && JSON.stringify(standard) === JSON.stringify(value);
    } catch (error) {
      // An invalid answer in a record is reported when it is used.
      if (error instanceof UserError) return false;
      throw error;
    }
  };
  // A pack's new version may have locked another value.
  const isLocked = (name: string): boolean => options[name]?.lockedBy !== undefined;
  return Object.fromEntries(
    Object.entries(recorded).filter(([name, { value }]) => !isLocked(name) && !follows(name, value)),
  );
}
