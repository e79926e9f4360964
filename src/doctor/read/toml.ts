/** TOML with lines: values by their place, and where each stands. */
import { parse } from 'smol-toml';
import { lineOf } from '../../packs/line-of.js';

/** A parsed document. */
export class Table {
  private readonly root: Readonly<Record<string, unknown>>;
  private readonly source: string;
  /** The line of each place that was asked for: the search reads the whole document. */
  private readonly known = new Map<string, number>();

  constructor(root: Readonly<Record<string, unknown>>, source: string) {
    this.root = root;
    this.source = source;
  }

  /** The value at a place; undefined if there is none. */
  get(...place: readonly string[]): unknown {
    let value: unknown = this.root;
    for (const key of place) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
      value = (value as Record<string, unknown>)[key];
    }
    return value;
  }

  /** The string at a place. */
  string(...place: readonly string[]): string | undefined {
    const value = this.get(...place);
    return typeof value === 'string' ? value : undefined;
  }

  /** The strings of the list at a place; none if it is no list. */
  strings(...place: readonly string[]): readonly string[] {
    const value = this.get(...place);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  }

  /** The table at a place as entries; none if it is no table. */
  entries(...place: readonly string[]): readonly (readonly [string, unknown])[] {
    const value = this.get(...place);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  }

  /** The line of a key, at least 1. */
  line(...place: readonly string[]): number {
    const key = place.join('\0');
    const line = this.known.get(key) ?? Math.max(1, lineOf(this.source, place));
    this.known.set(key, line);
    return line;
  }

  /** The line of a text in the value of a key; the key's line if it is not written like that. */
  lineOfItem(item: string, ...place: readonly string[]): number {
    const start = this.line(...place);
    const lines = this.source.split('\n');
    const at = lines.findIndex((line, i) => i >= start - 1 && line.includes(item));
    return at < 0 ? start : at + 1;
  }
}

/** Parses a document. @returns undefined if it is not TOML */
export function tableOf(text: string): Table | undefined {
  try {
    return new Table(parse(text.replace(/^\uFEFF/, ''), { integersAsBigInt: 'asNeeded' }), text);
  } catch {
    return undefined;
  }
}
