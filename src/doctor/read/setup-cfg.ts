/** setup.cfg: its keys with underscores, as setuptools reads them. */
import { linesOf, parseIni } from '../../adopt/ini.js';

/** A value. */
export interface Entry {
  readonly value: string;
  readonly line: number;
}

/** Section -> key -> value. */
export type Configuration = ReadonlyMap<string, ReadonlyMap<string, Entry>>;

/** Parses the text; what is not understood is left out. */
export const configurationOf = (text: string): Configuration =>
  new Map(
    [...parseIni(text).sections].map(([section, keys]) => [
      section,
      new Map([...keys].map(([key, { text: value, line }]) => [key.replaceAll('-', '_'), { value, line }])),
    ]),
  );

/** The lines of a value that is a list. */
export const listOf = (entry: Entry | undefined): readonly string[] =>
  entry ? linesOf({ text: entry.value, line: entry.line }) : [];
