/** Writes lists and tables as TOML. */
import { toml, tomlKey } from '../model/formats.js';

/** A list in one line. */
export const inline = (items: readonly string[]): string => `[${items.map(toml).join(', ')}]`;

/** A list with an item a line. */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? inline(items) : `[\n${items.map((item) => `    ${toml(item)},\n`).join('')}]`;

/** A table in one line. */
export const table = (entries: Readonly<Record<string, string>>): string =>
  `{ ${Object.entries(entries)
    .map(([key, value]) => `${tomlKey(key)} = ${toml(value)}`)
    .join(', ')} }`;

/** A list that may be missing or empty: then nothing is written. */
export const some = (
  items: readonly string[] | undefined,
  write: (items: readonly string[]) => string,
): string | undefined => (items === undefined || items.length === 0 ? undefined : write(items));

/** An item of a dependency group: a requirement, or the name of another group. */
export const tomlItem = (item: unknown): string =>
  typeof item === 'string' ? toml(item) : table(item as Readonly<Record<string, string>>);
