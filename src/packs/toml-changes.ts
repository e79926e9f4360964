/** Finds the changes of a TOML file that a manifest can state, and writes them. */
import { parse } from 'smol-toml';
import { json, tomlKey } from '../model/formats.js';
import { isTable } from '../model/record.js';
import { editToml, stepsOf } from './toml-edits.js';

type Table = Record<string, unknown>;

/** A value as TOML has it, in one line. */
export function tomlValue(value: unknown): string {
  if (typeof value === 'string') return json(value);
  if (Array.isArray(value)) return `[${value.map(tomlValue).join(', ')}]`;
  if (value instanceof Date) return value.toISOString();
  if (isTable(value)) {
    const entries = Object.entries(value).map(([key, inner]) => `${tomlKey(key)} = ${tomlValue(inner)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return String(value).replace('Infinity', 'inf').replace('NaN', 'nan');
}

const same = (a: unknown, b: unknown): boolean => tomlValue(a) === tomlValue(b);

/** What changed, key by key, each written as a manifest has it; tables are told apart, lists that only grew are added to. */
function changesOf(
  before: Table,
  after: Table,
  keys: readonly string[] = [],
): [keys: string[], text: string][] {
  const removed = Object.keys(before)
    .filter((key) => !Object.hasOwn(after, key))
    .map((key): [string[], string] => [[...keys, key], '{ remove = true }']);
  const others = Object.entries(after).flatMap(([key, value]): [string[], string][] => {
    const here = [...keys, key];
    const was = Object.hasOwn(before, key) ? before[key] : undefined;
    if (was !== undefined && same(was, value)) return [];
    if (isTable(value)) return changesOf(isTable(was) ? was : {}, value, here);
    if (Array.isArray(was) && Array.isArray(value) && value.length > was.length)
      if (was.every((item, i) => same(item, value[i])))
        return [[here, `{ append = ${tomlValue(value.slice(was.length))} }`]];
    return [[here, tomlValue(value)]];
  });
  return [...removed, ...others];
}

/** The changes as a manifest has them. */
export interface TomlChanges {
  /** A table of a manifest, with its header. */
  readonly text: string;
  /** The changed keys, for people. */
  readonly keys: readonly string[];
}

/** How many of the keys exist in a document, from the root. */
function depth(document: Table, keys: readonly string[]): number {
  let table: unknown = document;
  const missing = keys.findIndex((key) => {
    if (!isTable(table) || !Object.hasOwn(table, key)) return true;
    table = table[key];
    return false;
  });
  return missing < 0 ? keys.length : missing;
}

/**
 * The changes of a file; undefined when they do not make the one text of the other, byte for byte.
 * @param always the text as far as it is the same parts' with all answers. What only some answers bring cannot be removed
 * with others, and what fits only them is not to be set: such a change belongs into the piece of their part.
 */
export function tomlChanges(
  file: string,
  before: string,
  always: string,
  after: string,
): TomlChanges | undefined {
  try {
    const [was, stays] = [parse(before), parse(always)];
    const found = changesOf(was, parse(after));
    if (found.some(([keys]) => depth(was, keys) > depth(stays, keys))) return undefined;
    const changes = found.map(([keys, text]) => [keys.map(tomlKey).join('.'), text] as const);
    const text = [`[toml.${tomlKey(file)}]`, ...changes.map(([key, value]) => `${key} = ${value}`)].join(
      '\n',
    );
    const { toml } = parse(text) as { toml: Record<string, Table> };
    if (changes.length === 0 || editToml(before, stepsOf(toml[file] ?? {})) !== after) return undefined;
    return { text, keys: changes.map(([key]) => key) };
  } catch {
    // No TOML, or a change that does not fit: the file is replaced as a whole.
    return undefined;
  }
}
