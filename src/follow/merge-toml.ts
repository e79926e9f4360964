/** Merges TOML files key by key; comments, order and keys of our side stay. */
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'smol-toml';
import { isTable } from '../model/record.js';
import { editToml, type Step } from '../packs/toml-edits.js';
import { mergeLines, type Sides } from './merge-lines.js';
import { mergeList } from './merge-list.js';
import { isConflict, type Region } from './regions.js';

type Table = Readonly<Record<string, unknown>>;

/** A key that both sides changed, with the values that it may have; undefined means that the side has none. */
interface Clash {
  readonly keys: readonly string[];
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** How to read a list. */
type Subject = (item: string) => string;

type Item = string | Table;

/** Whether a value is a list of texts, in which tables may stand too: a group of dependencies includes others so. */
const isList = (value: unknown): value is readonly Item[] =>
  Array.isArray(value) &&
  value.every((item) => typeof item === 'string' || isTable(item)) &&
  !areTables(value);

/**
 * Merges a TOML file: first line by line, which keeps the comments of both sides; where lines clash, or the result means
 * something else than a merge of the keys, key by key.
 * @param subject what an item of a list is about, such as the name of a requirement
 * @returns undefined when a side is no TOML
 */
export function mergeToml(sides: Sides, subject: Subject): Region[] | undefined {
  let tables: { base: Table; ours: Table; theirs: Table };
  try {
    tables = { base: read(sides.base ?? ''), ours: read(sides.ours), theirs: read(sides.theirs) };
  } catch {
    return undefined;
  }
  const clashes: Clash[] = [];
  const merged = mergeTables(tables.base, tables.ours, tables.theirs, [], subject, clashes);
  if (sides.base !== undefined && clashes.every(({ ours, theirs }) => areTables(ours) && areTables(theirs))) {
    const byLine = mergeLines(sides);
    const text = byLine.flatMap((region) => (isConflict(region) ? [] : region.lines)).join('\n');
    if (!byLine.some(isConflict) && means(text, withArraysOf(text, merged, clashes))) return byLine;
  }
  try {
    const ours = edited(sides.ours, tables.ours, merged);
    if (ours === undefined) return undefined;
    if (clashes.length === 0) return [{ lines: ours.split('\n') }];
    const wanted = clashes.reduce<Table>((table, { keys, theirs }) => withValue(table, keys, theirs), merged);
    const theirs = edited(ours, merged, wanted);
    return theirs === undefined ? undefined : mergeLines({ base: undefined, ours, theirs });
  } catch {
    // A change that the editor of TOML cannot make.
    return undefined;
  }
}

/** Whether a value is an array of tables, whose tables nothing tells apart but their place. */
const areTables = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(isTable);

/** The table with the arrays of a text in the place of those that both sides changed. */
function withArraysOf(text: string, table: Table, clashes: readonly Clash[]): Table {
  if (clashes.length === 0) return table;
  try {
    const found = read(text);
    return clashes.reduce<Table>((now, { keys }) => withValue(now, keys, valueAt(found, keys)), table);
  } catch {
    return table;
  }
}

const valueAt = (table: Table, keys: readonly string[]): unknown =>
  keys.reduce<unknown>((inner, key) => (isTable(inner) ? own(inner, key) : undefined), table);

function means(text: string, table: Table): boolean {
  try {
    return isDeepStrictEqual(read(text), table);
  } catch {
    return false;
  }
}

/** The merged table. Where both sides changed a key, it has ours, and the key is added to `clashes`. */
function mergeTables(
  base: Table,
  ours: Table,
  theirs: Table,
  keys: readonly string[],
  subject: Subject,
  clashes: Clash[],
): Table {
  const merged: Record<string, unknown> = { ...ours };
  for (const key of new Set([...Object.keys(base), ...Object.keys(theirs)])) {
    const at = [...keys, key];
    const [b, o, t] = [own(base, key), own(ours, key), own(theirs, key)];
    if (isDeepStrictEqual(b, t) || isDeepStrictEqual(o, t)) continue;
    if (isTable(t) && (isTable(o) || (o === undefined && isTable(b) && holdsTables(b)))) {
      const inner = mergeTables(isTable(b) ? b : {}, isTable(o) ? o : {}, t, at, subject, clashes);
      if (o !== undefined || Object.keys(inner).length > 0) merged[key] = inner;
      continue;
    }
    if (isDeepStrictEqual(b, o)) put(merged, key, t);
    // What people removed stays away.
    else if (o === undefined) continue;
    else if (isList(o) && isList(t)) merged[key] = listOf(isList(b) ? b : [], o, t, at, subject, clashes);
    else clashes.push({ keys: at, ours: o, theirs: t });
  }
  return merged;
}

function listOf(
  base: readonly Item[],
  ours: readonly Item[],
  theirs: readonly Item[],
  keys: readonly string[],
  subject: Subject,
  clashes: Clash[],
): readonly Item[] {
  const tables = new Map<string, Table>();
  const name = (item: Item): string => {
    if (typeof item === 'string') return item;
    const text = `\0${JSON.stringify(item)}`;
    tables.set(text, item);
    return text;
  };
  const items = mergeList(base.map(name), ours.map(name), theirs.map(name), (item) =>
    tables.has(item) ? item : subject(item),
  );
  const side = (which: 'ours' | 'theirs'): readonly Item[] =>
    items
      .flatMap((item) => ('item' in item ? [item.item] : (item[which] ?? [])))
      .map((item) => tables.get(item) ?? item);
  if (items.some((item) => !('item' in item)))
    clashes.push({ keys, ours: side('ours'), theirs: side('theirs') });
  return side('ours');
}

/** Whether a table is only the beginning of other tables' names, as `tool` is: nobody removes it. */
const holdsTables = (table: Table): boolean => Object.values(table).every(isTable);

const own = (table: Table, key: string): unknown => (Object.hasOwn(table, key) ? table[key] : undefined);

function put(table: Record<string, unknown>, key: string, value: unknown): void {
  if (value === undefined) delete table[key];
  else table[key] = value;
}

function withValue(table: Table, [key = '', ...rest]: readonly string[], value: unknown): Table {
  const copy: Record<string, unknown> = { ...table };
  const inner = own(table, key);
  put(copy, key, rest.length === 0 ? value : withValue(isTable(inner) ? inner : {}, rest, value));
  return copy;
}

/** The text of a table after it became another one; undefined if the editor made something else of it. */
function edited(text: string, before: Table, after: Table): string | undefined {
  const steps = stepsBetween(before, after);
  const result = steps.length === 0 ? text : editToml(text, steps);
  return means(result, after) ? result : undefined;
}

function stepsBetween(before: Table, after: Table, keys: readonly string[] = []): Step[] {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return [
    ...gone.map((key): Step => ({ keys: [...keys, key], remove: true })),
    ...Object.entries(after).flatMap(([key, value]): Step[] => {
      const was = own(before, key);
      const here = [...keys, key];
      if (isDeepStrictEqual(was, value)) return [];
      if (isTable(value) && (was === undefined || isTable(was)))
        return Object.keys(value).length === 0
          ? [{ keys: here, set: value }]
          : stepsBetween(isTable(was) ? was : {}, value, here);
      return [{ keys: here, set: value }];
    }),
  ];
}

const read = (text: string): Table => plain(parse(text)) as Table;

/** The same values in objects of one kind: the parser gives tables without a prototype, and copies have one. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  return isTable(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
    : value;
};
