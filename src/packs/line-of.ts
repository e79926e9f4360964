/** Finds the line of a key in a TOML document, for messages. */
import { parse } from 'smol-toml';
import type { Place } from './shape.js';

/** The keys of a dotted name as it is written in TOML; none if it is written in another way. */
function keysOf(dotted: string): string[] {
  try {
    const keys: string[] = [];
    for (let table: unknown = parse(`${dotted} = 0`); typeof table === 'object' && table !== null; ) {
      const [[key, inner] = ['', 0]] = Object.entries(table as Record<string, unknown>);
      keys.push(key);
      table = inner;
    }
    return keys;
  } catch {
    return [];
  }
}

const isBeginning = (keys: readonly string[], of: readonly string[]): boolean =>
  keys.every((key, i) => key === of[i]);

/**
 * The line of the deepest part of a place that can be found: of a key, of the table that holds it, or 0.
 * It reads lines and no values, so a key inside an inline table has the line of that table's own key.
 */
export function lineOf(source: string, place: Place): number {
  const wanted = place.filter((key) => typeof key === 'string');
  const item = place.find((key) => typeof key === 'number');
  let [line, depth, table, items]: [number, number, string[], number] = [0, 0, [], -1];
  for (const [i, text] of source.split('\n').entries()) {
    const [, list, header] = /^\s*\[(\[)?\s*([^[\]]+?)\s*\]/.exec(text) ?? [];
    if (header !== undefined) table = keysOf(header);
    if (list && wanted[0] === table[0]) items += 1;
    const [, key] = header === undefined ? (/^\s*([\w."' -]+?)\s*=/.exec(text) ?? []) : [];
    const here = [...table, ...(key === undefined ? [] : keysOf(key))];
    if (header === undefined && key === undefined) continue;
    const isItem = item === undefined || items < 0 || items === item;
    if (here.length > depth && isItem && isBeginning(here, wanted)) [line, depth] = [i + 1, here.length];
  }
  return line;
}
