/** Changes a TOML file as a pack says, and keeps its comments and its order. */
import { isDeepStrictEqual } from 'node:util';
import { parse, patch } from '@decimalturn/toml-patch';
import { toml, tomlKey } from '../model/formats.js';
import { isTable } from '../model/record.js';

type Table = Record<string, unknown>;

/** One change: a value to set, values to add to a list, or a key to remove. */
export interface Step {
  readonly keys: readonly string[];
  readonly set?: unknown;
  readonly append?: readonly unknown[];
  readonly remove?: true;
}

/** The changes that the tables of a manifest state. */
export function stepsOf(changes: Table | Readonly<Table>, keys: readonly string[] = []): Step[] {
  return Object.entries(changes).flatMap(([key, value]): Step[] => {
    const here = [...keys, key];
    if (!isTable(value)) return [{ keys: here, set: value }];
    const [only] = Object.keys(value).length === 1 ? Object.entries(value) : [];
    if (only?.[0] === 'append' && Array.isArray(only[1])) return [{ keys: here, append: only[1] }];
    if (only?.[0] === 'remove' && only[1] === true) return [{ keys: here, remove: true }];
    return stepsOf(value, here);
  });
}

/**
 * The text with every change.
 * @throws {Error} when a change does not fit: nothing to remove, no list to add to, a value where a table is needed
 */
export function editToml(text: string, steps: readonly Step[]): string {
  const document = parse(text) as Table;
  let headed = text;
  for (const { keys, ...step } of steps) {
    const table = keys.slice(0, -1);
    const isNew = !Object.hasOwn(tableAt(document, table), keys.at(-1) ?? '');
    if (!step.remove) headed = withTable(headed, table, document);
    change(tableAt(document, table), keys, step);
    if (isNew && typeof step.set === 'string') headed = withLine(headed, keys, step.set);
  }
  if (isDeepStrictEqual(parse(headed), document)) return headed;
  const patched = patch(headed.replaceAll('\r\n', '\n'), document);
  const result = withBlanksOf(headed, patched);
  return isDeepStrictEqual(parse(result), parse(patched)) ? result : patched;
}

/**
 * The lines of `after`, with the blanks before comments and the ends that they had in `before`: the library aligns comments
 * and trims lines that no change is about.
 */
function withBlanksOf(before: string, after: string): string {
  const told = (line: string): string => line.replace(/[ \t]+(?=#)/g, ' ').trimEnd();
  const had = new Map<string, string[]>();
  for (const line of before.split('\n')) {
    const same = had.get(told(line));
    if (same) same.push(line);
    else had.set(told(line), [line]);
  }
  const lines = after.split('\n').map((line) => had.get(told(line))?.shift() ?? line);
  return lines.join('\n');
}

function change(table: Table, keys: readonly string[], { set, append, remove }: Omit<Step, 'keys'>): void {
  const [last = '', name] = [keys.at(-1), keys.join('.')];
  const before = Object.hasOwn(table, last) ? table[last] : undefined;
  if (remove) {
    if (before === undefined) throw new Error(`${name} cannot be removed: there is none`);
    delete table[last];
  } else if (append) {
    if (before !== undefined && !Array.isArray(before)) throw new Error(`${name} is no list`);
    const have: readonly unknown[] = before ?? [];
    // Two packs may add the same.
    table[last] = [...have, ...append.filter((item) => !have.includes(item))];
  } else {
    if (isTable(before)) throw new Error(`${name} is a table`);
    table[last] = set;
  }
}

function tableAt(document: Table, keys: readonly string[]): Table {
  let table = document;
  for (const [i, key] of keys.entries()) {
    // Like the tables of the parser, so that both can be compared.
    const inner: unknown = Object.hasOwn(table, key) ? table[key] : Object.create(null);
    if (!isTable(inner)) throw new Error(`${keys.slice(0, i + 1).join('.')} is no table`);
    if (!Object.hasOwn(table, key)) table[key] = inner;
    table = inner as Table;
  }
  return table;
}

const dotted = (keys: readonly string[]): string => keys.map(tomlKey).join('.');

/** The text with a header for this table, in the place where a person would put it; the library would write `a.b.c = …` at the top. */
function withTable(text: string, keys: readonly string[], document: Table): string {
  const name = dotted(keys);
  const lines = text.split('\n');
  const headers = headersOf(lines);
  if (name === '' || headers.some(({ found }) => found === name)) return text;
  if (isSetWithin(document, keys)) return text;
  // Before its own sub-tables, else at the end of the table that holds it, else at the end.
  const child = headers.find(({ found }) => found.startsWith(`${name}.`));
  const parent = headers.findLastIndex(({ found }) => isIn(found, keys));
  const next = child ?? (parent < 0 ? undefined : headers[parent + 1]);
  if (!next) return `${text.trimEnd()}\n\n[${name}]\n`;
  const at = withComment(lines, next.i);
  const before = lines[at - 1] === '' || at === 0 ? [] : [''];
  return [...lines.slice(0, at), ...before, `[${name}]`, '', ...lines.slice(at)].join('\n');
}

/**
 * The text with a new line at the end of the table with this header: the library would write it below the comment that
 * belongs to the next header.
 */
function withLine(text: string, keys: readonly string[], value: string): string {
  const lines = text.split('\n');
  const name = dotted(keys.slice(0, -1));
  const headers = headersOf(lines);
  const own = headers.findIndex(({ found }) => found === name);
  const start = headers[own]?.i;
  if (start === undefined) return text;
  let end = headers[own + 1]?.i ?? lines.length;
  while (end > start + 1 && /^\s*(?:#.*)?$/.test(lines[end - 1] ?? '')) end -= 1;
  const added = [
    ...lines.slice(0, end),
    `${tomlKey(keys.at(-1) ?? '')} = ${toml(value)}`,
    ...lines.slice(end),
  ];
  return added.join('\n');
}

const headersOf = (lines: readonly string[]): { readonly i: number; readonly found: string }[] =>
  lines.flatMap((line, i) => {
    const found = /^\[\[?([^[\]]+)\]\]?\s*(?:#.*)?$/.exec(line)?.[1];
    return found === undefined ? [] : [{ i, found }];
  });

/** Whether a header's table has the same beginning, so that related tables stay together. */
const isIn = (header: string, keys: readonly string[]): boolean =>
  keys.length > 1 &&
  (header === dotted(keys.slice(0, -1)) || header.startsWith(`${dotted(keys.slice(0, -1))}.`));

/** The first line of the comment above a header. */
function withComment(lines: readonly string[], header: number): number {
  let at = header;
  while (lines[at - 1]?.startsWith('#')) at -= 1;
  return at;
}

/** Whether the table exists without a header of its own: as an inline table, or by dotted keys. */
function isSetWithin(document: Table, keys: readonly string[]): boolean {
  let table: unknown = document;
  for (const key of keys) {
    if (!isTable(table) || !Object.hasOwn(table, key)) return false;
    table = table[key];
  }
  // A table with nothing but sub-tables comes from their headers.
  return !isTable(table) || Object.values(table).some((value) => !isTable(value));
}
