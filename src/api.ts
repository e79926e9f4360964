/** The package as a library: the same plan and the same writer, with no terminal, no process and no git. */
import { options as table } from '../generators/project/options.js';
import { nodeDisk } from './node-host.js';
import type { Option, OptionTable } from './options.js';
import { createOn, planFor } from './programmatic.js';

/** The answers: one for each option of {@link options}. What is left out takes its default, from the others. */
export interface Answers {
  readonly name?: string;
  readonly module?: string;
  readonly description?: string;
  readonly author?: string;
  readonly email?: string;
  readonly kind?: 'cli' | 'library' | 'web';
  readonly backend?: 'hatchling' | 'setuptools' | 'flit' | 'maturin';
  readonly license?:
    | 'MIT'
    | 'Apache-2.0'
    | 'BSD-3-Clause'
    | 'MPL-2.0'
    | 'GPL-3.0-or-later'
    | 'LGPL-3.0-or-later'
    | 'ISC'
    | 'Unlicense'
    | 'none';
  readonly repository?: string;
  readonly keyword?: readonly string[];
  readonly python?: '3.11' | '3.12' | '3.13' | '3.14' | '3.15';
  readonly dependency?: readonly string[];
  readonly docker?: boolean;
  readonly ci?: 'github' | 'none';
  readonly publish?: 'pypi' | 'none';
}

/** What can be asked, as plain data: enough for a form. Whether a value is accepted, {@link plan} says. */
export interface OptionDescription {
  readonly type: 'text' | 'choice' | 'flag' | 'list';
  /** One line. */
  readonly help: string;
  /** What the default is, in words. */
  readonly standard: string;
  /** Of a choice: value -> one line that says when to take it. */
  readonly choices?: Readonly<Record<string, string>>;
}

/** One file of a project. */
export interface File {
  /** "/"-separated, relative to the project. */
  readonly path: string;
  /** Text in UTF-8 with LF. */
  readonly content: string;
  readonly mode: '0644' | '0755';
}

/** What a project would be. */
export interface Plan {
  /** Complete: with every default. */
  readonly answers: Required<Answers>;
  /** Sorted by path. */
  readonly files: readonly File[];
  /** What somebody should know of it, in sentences. */
  readonly notes: readonly string[];
}

/** What was done to one file. */
export interface WrittenFile {
  readonly path: string;
  readonly action: 'create' | 'replace' | 'same' | 'kept' | 'merged';
}

/** What was written. */
export interface Created {
  /** As it was given. */
  readonly directory: string;
  readonly answers: Required<Answers>;
  /** Sorted by path. */
  readonly files: readonly WrittenFile[];
  readonly notes: readonly string[];
}

/** Where a project is written. */
export interface Target {
  /** An absolute path. Its last part is the default of the name. It need not exist. */
  readonly directory: string;
  /** Whether files that are in the way are replaced; a README or a licence never is. */
  readonly force?: boolean;
}

/** What {@link plan} and {@link create} throw. `message` says what is wrong, `hint` what to do; `code` is one of the command's. */
export interface CreateError extends Error {
  readonly code: string;
  readonly hint: string;
}

/** The options, by name. Plain data, which nobody can change for others. */
export const options: Readonly<Record<keyof Answers, OptionDescription>> = Object.freeze(
  Object.fromEntries(
    Object.entries(table as OptionTable).map(([name, option]) => [name, Object.freeze(described(option))]),
  ),
) as Record<keyof Answers, OptionDescription>;

function described(option: Option): OptionDescription {
  const { type, help, defaultText: standard = '' } = option;
  return type === 'choice'
    ? { type, help, standard, choices: Object.freeze({ ...option.choices }) }
    : { type, help, standard };
}

/**
 * Plans a project. Pure: it reads no disk, no clock and no machine, and the same answers give the same bytes.
 * @param answers with `name`, from which the rest follows
 * @throws {@link CreateError} E_VALUE, E_CONFLICT, E_ANSWERS
 */
export function plan(answers: Answers): Plan {
  const { answers: settled, files, notes, pending } = planFor(answers);
  return {
    answers: settled as Required<Answers>,
    files: files.map(({ path, content, mode }) => ({ path, content, mode })),
    notes: [...notes, ...pending],
  };
}

/** Each thread of a process has loaded this file for itself. */
const WRITER = 1 + Math.floor(Math.random() * 2 ** 32);

/**
 * Writes a project, all of it or nothing. No git, no installation.
 * @throws {@link CreateError} E_VALUE, E_CONFLICT, E_ANSWERS, E_DIRECTORY; E_EXISTS when files are in the way; E_DISK
 */
export async function create(answers: Answers, target: Target): Promise<Created> {
  // A caller in JavaScript may leave it out.
  const { directory, force = false } = (target ?? {}) as Target;
  const { answers: settled, changes, notes } = createOn(nodeDisk(WRITER), answers, directory, force);
  const files = changes.map(({ path, action }) => ({ path, action: action as WrittenFile['action'] }));
  return { directory, answers: settled as Required<Answers>, files, notes };
}
