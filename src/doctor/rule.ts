/** The words of the doctor: a rule, what it finds, and the edit that mends it. */
import type { Project } from './project.js';

/** A replacement of a part of a file; a file that does not exist is created. */
export interface Edit {
  readonly file: string;
  /** Offsets in the text, in UTF-16 code units. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** One place where a rule is broken. */
export interface Found {
  /** "/"-separated, relative to the project. */
  readonly file: string;
  /** The first line is 1. */
  readonly line: number;
  /** What is wrong here, as one clause. It never holds a secret. */
  readonly message: string;
  /** A change that is safe to make without a look at the project. */
  readonly edits?: readonly Edit[];
}

/** A place with the rule that it breaks. */
export interface Finding extends Found {
  readonly rule: Rule;
}

/** What rules need to know about the world. */
export interface Facts {
  /** The day of the run, as in 2026-11-28. */
  readonly today: string;
  /** Python version, such as `3.9` -> the day on which its support ends. */
  readonly endOfLife: Readonly<Record<string, string>>;
}

/** The files of a small project: path -> text. */
export type Example = Readonly<Record<string, string>>;

/** A rule. Its page in docs/rules/ is made from it by `npm run docs`. */
export interface Rule {
  /** Stable: users name it in `--ignore` and in their configuration. */
  readonly code: string;
  /** What the rule forbids, in one line. */
  readonly summary: string;
  /** Why it hurts, in one sentence. */
  readonly why: string;
  /** What to do about it, in one sentence. */
  readonly fix: string;
  /** When it stays silent, for its page. */
  readonly limits: string;
  /** A project with exactly one finding of this rule. */
  readonly bad: Example;
  /** The same project without it. */
  readonly good: Example;
  /** Never throws, whatever the project contains. A rule that is not sure finds nothing. */
  check(project: Project, facts: Facts): Iterable<Found>;
}
