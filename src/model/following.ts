/** What an update has to know about the files of a project. */
import type { Context } from './pack.js';

/** Where a list of a TOML file is. */
export interface ListPlace {
  readonly file: string;
  readonly keys: readonly string[];
}

/** How the files of a kind of project are followed. */
export interface Following<C = Context> {
  /** The locks and what they are made from, as names or patterns with `*`, and the command that makes them. */
  locks(context: C): {
    readonly files: readonly string[];
    readonly sources: readonly string[];
    /** Words without quotes, the first of which is a program. */
    readonly command: string;
    /** The command that installs what is locked. */
    readonly install: string;
  };
  /** Whether a file is TOML, beside those that are called so. */
  isToml(path: string): boolean;
  /** Whether a file is a list of lines in any order. */
  isList(path: string): boolean;
  /** What a line of such a file, or an item of a TOML list, is about; the item itself if nobody knows. */
  subject(item: string): string;
  /** Where the items of a list option are in a project, for those that are in one place. */
  readonly listed: Readonly<Record<string, ListPlace>>;
  /** The option that names the folder of the project's code; undefined if there is none. */
  readonly folder?: string;
  /** The text of a source file after that folder got another name. */
  renamed(text: string, from: string, to: string): string;
}
