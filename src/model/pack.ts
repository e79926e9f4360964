/** A pack: an option table, parts, templates, and the names that templates may use. */

import { type Draft, holds, type OptionTable, type When } from './options.js';
import type { Platform } from './platform.js';
import type { Tree } from './template.js';
import type { Wording } from './wording.js';

/** The names that templates may use: answers and facts. */
export type Context = Readonly<Record<string, unknown>>;

/** One file of a templates folder. */
export interface Template {
  readonly part: string;
  /** "/"-separated, relative to the part's folder, without `.hbs`, in the original case; for messages. */
  readonly file: string;
  /** The parsed template of its path in the project. */
  readonly path: Tree;
  /** The parsed template of its text; a single text if the file's name did not end in `.hbs`. */
  readonly content: Tree;
  /** The bytes of a file that is copied, which need not be a text. */
  readonly bytes?: Uint8Array | undefined;
  /** The file of a team pack, for messages. */
  readonly source?: string;
  /** Whether the file of the project is executable. One that begins with `#!` always is. */
  readonly executable?: boolean;
}

/** A change of a file's text after its pieces are joined. */
export interface Edit {
  /** "/"-separated, relative to the project. */
  readonly path: string;
  /** @throws {Error} with the reason when the text cannot be changed like that */
  apply(text: string): string;
}

/** A team pack that was put over a generator, as the record names it. */
export interface Layer {
  readonly name: string;
  readonly version: string;
  /** Where it came from, without secrets. */
  readonly source: string;
  /** What the source stood for: the commit of a repository, the version of a package. */
  readonly resolved?: string;
  readonly integrity?: string;
  /** Whether it was taken from the cache without a look at its source. Not for the record: it says nothing about the pack. */
  readonly cached?: true;
}

/** A unit of the output: a folder of templates with a condition and additions to shared facts. */
export interface Part<A = Draft, F = Context> {
  readonly name: string;
  readonly when?: When<A>;
  readonly facts?: Partial<F>;
}

/** A file that is computed, not rendered. */
export interface ComputedFile {
  /** Whether an existing file of this name stays if somebody has changed it: the project's own tools complete it. */
  readonly seed?: boolean | undefined;
  readonly path: string;
  readonly content: string;
  readonly part: string;
}

/** A rule about answers that contradict each other. */
export interface Rule<A = Draft> {
  /** Returns the problem and the remedy, or nothing. */
  check(answers: A, wording: Wording): { readonly message: string; readonly hint: string } | undefined;
}

/** Existing files of the target directory that can replace planned ones: name -> text. */
export type Present = ReadonlyMap<string, string>;

/** Existing files that replace planned ones. */
export interface StandIns<F = Context> {
  /** Planned path -> the name of the existing file that is kept instead. */
  readonly kept: ReadonlyMap<string, string>;
  /** Facts that refer to the kept files. */
  readonly facts: Partial<F>;
}

/** Tools that set-up steps may use, with their paths; undefined if not found. */
export type Tools = Readonly<Record<string, string | undefined>>;

/** One set-up step: commands to run in the new project. */
export interface Step {
  readonly name: string;
  /** Programs with their arguments, run in order. The step ends at the first failure. */
  readonly commands: readonly (readonly string[])[];
  /** Files that it adds to the project, for the first commit. */
  readonly writes?: readonly string[];
  /** Folders of the project that come first on PATH. */
  readonly path?: readonly string[];
  /** Environment variables that are hidden from its programs. */
  readonly hides?: readonly string[];
}

/** How set-up steps are made. */
export interface SetUp<C = Context> {
  /** The steps, or the reason why there can be none, with a remedy. */
  steps(
    context: C,
    tools: Tools,
    platform: Platform,
  ): readonly Step[] | { readonly missing: string; readonly hint: string };
  /** Names of the programs to look for. */
  readonly tools: readonly string[];
}

/** What an update has to know about the files of a project. */
export interface Following<C = Context> {
  /** The locks and what they are made from, as names or patterns with `*`, and the command that makes them. */
  locks(context: C): {
    readonly files: readonly string[];
    readonly sources: readonly string[];
    readonly command: string;
  };
  /** Whether a file is a list of lines in any order. */
  isList(path: string): boolean;
  /** What a line of such a file, or an item of a TOML list, is about; the item itself if nobody knows. */
  subject(item: string): string;
  /** The option that names the folder of the project's code; undefined if there is none. */
  readonly folder?: string;
  /** The text of a source file after that folder got another name. */
  renamed(text: string, from: string, to: string): string;
}

/**
 * Everything that the engine needs to know about one kind of output. Built-in and team packs share this type.
 * @typeParam A - the final answers
 * @typeParam F - the facts, all of them
 * @typeParam C - the names that templates may use
 */
export interface Pack<A = Draft, F = Context, C = Context> {
  readonly name: string;
  readonly description: string;
  /** The file by which a project is known that this pack adds files to; undefined if it makes a project. */
  readonly addsTo?: string;
  /** Whether the project keeps a record of how it was made. */
  readonly recorded: boolean;
  /** The day (ISO) as of which the versions in the output are the newest: nothing younger is locked. */
  readonly pins: string;
  readonly options: OptionTable;
  readonly rules: readonly Rule<A>[];
  /** In the order in which shared files are joined. */
  readonly parts: readonly Part<A, F>[];
  /** The initial facts. Their types determine how the facts of parts are merged. */
  readonly facts: Partial<F>;
  /** A method: reading them takes time, and help or a question needs none. */
  templates(): readonly Template[];
  /** Reads what a team pack brings to a project; to be awaited before it is planned. @throws {@link UserError} E_PACK */
  ready?(answers: A): Promise<void>;
  /** Output paths to which several parts may contribute. */
  readonly joined: readonly string[];
  readonly edits: readonly Edit[];
  /** The team packs in it, in their order. */
  readonly layers: readonly Layer[];
  /** Checks an item that a team pack adds to a list of facts. @throws {@link Refusal} with the reason */
  acceptFact(name: string, item: string): string;
  /** The pack's own formats, besides the engine's. */
  readonly formats: Readonly<Record<string, (value: string) => string>>;
  /** Whether a file with this name in the target directory can replace a planned one. */
  mayStandIn(name: string): boolean;
  /** Selects the files to keep, and the resulting changes. */
  standIns(present: Present, answers: A): StandIns<F>;
  /** Combines answers and merged facts into the names that templates may use. */
  context(answers: A, facts: F): C;
  /** Files that are not made from templates. */
  computed(context: C): readonly ComputedFile[];
  /** Names of existing files, in any folder, to which missing lines are added. */
  readonly merged: readonly string[];
  /** Notes about the result, for example about a kept license. */
  notes(context: C, kept: Present): readonly string[];
  /** Notes about remaining work, unless the project has been set up. */
  pending(context: C): readonly string[];
  /** The next commands for the user. */
  next(
    context: C,
    done: { readonly shown: string; readonly installed: boolean; readonly platform: Platform },
  ): readonly string[];
  /** Hints for the user, such as which files are example code. */
  hints(context: C): readonly string[];
  readonly setUp: SetUp<C>;
  readonly following: Following<C>;
  /** Files, and folders with a `/` at the end, that stay as the standard has them. */
  readonly managed: readonly string[];
}

/** The parts whose conditions `answers` meet, in table order. */
export function activeParts(parts: readonly Part[], answers: Draft): readonly Part[] {
  return parts.filter((part) => holds(part.when, answers));
}

/** Merges the facts of parts: lists are appended in table order, yes wins over no, a text may be set once. */
export function uniteFacts(initial: Context, parts: readonly Part[]): Context {
  const facts: Record<string, unknown> = { ...initial };
  const setBy = new Map<string, string>();
  for (const part of parts) {
    for (const [name, value] of Object.entries(part.facts ?? {})) {
      const before = facts[name];
      if (Array.isArray(before) && Array.isArray(value)) facts[name] = [...before, ...value];
      else if (typeof before === 'boolean') facts[name] = before || value === true;
      else if (setBy.has(name))
        throw new Error(`the parts ${setBy.get(name)} and ${part.name} both set the fact ${name}`);
      else {
        facts[name] = value;
        setBy.set(name, part.name);
      }
    }
  }
  return facts;
}

/** Default members for small packs. */
export const plainPack = {
  recorded: false,
  pins: '',
  rules: [],
  facts: {},
  joined: [],
  edits: [],
  layers: [],
  acceptFact: (_, item) => item,
  formats: {},
  mayStandIn: () => false,
  standIns: () => ({ kept: new Map(), facts: {} }),
  computed: () => [],
  merged: [],
  notes: () => [],
  pending: () => [],
  next: () => [],
  hints: () => [],
  setUp: { tools: [], steps: () => [] },
  following: {
    locks: () => ({ files: [], sources: [], command: '' }),
    isList: () => false,
    subject: (item) => item,
    renamed: (text) => text,
  },
  managed: [],
} satisfies Partial<Pack>;
