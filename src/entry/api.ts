/** The package as a library: plans and writes like the command, without a terminal, other programs and git. */
import { type ProjectAnswers, options as table } from '../../generators/project/options.js';
import { nodeDisk } from '../host/node-host.js';
import type { Option, OptionTable } from '../model/options.js';
import { createOn, planFor } from './programmatic.js';

/**
 * The answers: one for each option of {@link options}. A missing answer takes its default, which may depend on the
 * others.
 */
export type Answers = Partial<ProjectAnswers>;

/** The description of an option. Call {@link plan} to find out whether a value is accepted. */
export interface Described {
  /** One line. */
  readonly help: string;
  /** A description of the default. */
  readonly default: string;
}

/** One line of text. */
export interface TextDescription extends Described {
  readonly type: 'text';
}

/** One of a few values. */
export interface ChoiceDescription<Value extends string = string> extends Described {
  readonly type: 'choice';
  /** Value -> a one-line description. */
  readonly choices: Readonly<Record<Value, string>>;
}

/** Yes or no. */
export interface FlagDescription extends Described {
  readonly type: 'flag';
}

/** Any number of lines of text. */
export interface ListDescription extends Described {
  readonly type: 'list';
}

/** The description of any option; `type` discriminates the types. */
export type OptionDescription = TextDescription | ChoiceDescription | FlagDescription | ListDescription;

/** The description of an option whose answer has the type `Value`. */
export type DescriptionOf<Value> = [Value] extends [boolean]
  ? FlagDescription
  : [Value] extends [readonly string[]]
    ? ListDescription
    : [Value] extends [string]
      ? string extends Value
        ? TextDescription
        : ChoiceDescription<Value>
      : never;

/** Every option, by the name of its answer. */
export type Options = { readonly [Name in keyof Answers]-?: DescriptionOf<Required<Answers>[Name]> };

/** One file of a project. */
export interface File {
  /** "/"-separated, relative to the project. */
  readonly path: string;
  /** Text in UTF-8 with LF. */
  readonly content: string;
  readonly mode: '0644' | '0755';
}

/** A planned project. */
export interface Plan {
  /** All answers, including defaults. */
  readonly answers: Required<Answers>;
  /** Sorted by path. */
  readonly files: readonly File[];
  /** Notes for the user, as sentences. */
  readonly notes: readonly string[];
}

/** The result for one file. */
export interface WrittenFile {
  readonly path: string;
  /** renew: an unedited file of an earlier run is replaced. */
  readonly action: 'create' | 'renew' | 'replace' | 'same' | 'kept' | 'merged';
}

/** A written project. */
export interface Created {
  /** The directory as given. */
  readonly directory: string;
  readonly answers: Required<Answers>;
  /** Sorted by path. */
  readonly files: readonly WrittenFile[];
  readonly notes: readonly string[];
}

/** The target of a project. */
export interface Target {
  /** An absolute path, which need not exist. Its last part is the default for `name`. */
  readonly directory: string;
  /** Whether to replace conflicting files, except a README or a license. */
  readonly force?: boolean;
}

/**
 * The cause of an error.
 * - E_VALUE: a value that its option does not accept.
 * - E_CONFLICT: two answers that contradict each other.
 * - E_ANSWERS: the answers are not an object, or have an unknown key.
 * - E_DIRECTORY: the target has an unknown key or a wrong `force`, or names no directory to write to.
 * - E_EXISTS: files already exist and differ, or another call is writing into the directory.
 * - E_DISK: the file system refused a read or a write.
 * - E_PACK: a template is invalid: a bug in this package.
 */
export type CreateErrorCode =
  | 'E_VALUE'
  | 'E_CONFLICT'
  | 'E_ANSWERS'
  | 'E_DIRECTORY'
  | 'E_EXISTS'
  | 'E_DISK'
  | 'E_PACK';

/** The errors of {@link plan} and {@link create}. `message` describes the error, `hint` the remedy. */
export interface CreateError extends Error {
  readonly code: CreateErrorCode;
  readonly hint: string;
  /** With E_EXISTS, the paths of conflicting files, "/"-separated, relative to the directory. */
  readonly files?: readonly string[];
}

const CODES: Readonly<Record<CreateErrorCode, true>> = {
  E_VALUE: true,
  E_CONFLICT: true,
  E_ANSWERS: true,
  E_DIRECTORY: true,
  E_EXISTS: true,
  E_DISK: true,
  E_PACK: true,
};

/** Whether an error comes from {@link plan} or {@link create}, of any copy of this package. */
export function isCreateError(error: unknown): error is CreateError {
  // Checks the properties, because another copy of the package has another class, and another realm (as in a test
  // runner) even another Error.
  if (Object.prototype.toString.call(error) !== '[object Error]') return false;
  const { code, hint } = error as Partial<Record<string, unknown>>;
  return typeof code === 'string' && Object.hasOwn(CODES, code) && typeof hint === 'string';
}

/** The options, as frozen plain data. */
export const options: Options = Object.freeze(
  Object.fromEntries(
    Object.entries(table as OptionTable).map(([name, option]) => [name, Object.freeze(described(option))]),
  ),
) as unknown as Options;

function described(option: Option): OptionDescription {
  const { type, help, defaultText = '' } = option;
  return type === 'choice'
    ? { type, help, default: defaultText, choices: Object.freeze({ ...option.choices }) }
    : { type, help, default: defaultText };
}

/**
 * Plans a project. Pure: it uses no disk, no clock and no data of the machine. The same answers give the same bytes.
 * @param answers with `name`, because there is no directory to derive it from
 * @throws {@link CreateError} E_VALUE, E_CONFLICT, E_ANSWERS
 */
export function plan(answers: Answers & { readonly name: string }): Plan {
  const { answers: settled, files, notes, pending } = planFor(answers);
  return {
    answers: settled as Required<Answers>,
    files: files.map(({ path, content, mode }) => ({ path, content, mode })),
    notes: [...notes, ...pending],
  };
}

/** Each thread of a process loads its own copy of this module. */
const WRITER = 1 + Math.floor(Math.random() * 2 ** 32);

/**
 * Writes a project completely or not at all. It runs no git and installs nothing. One call per directory at a time.
 * @throws {@link CreateError} E_VALUE, E_CONFLICT, E_ANSWERS, E_DIRECTORY, E_DISK; E_EXISTS for conflicting files
 */
export async function create(answers: Answers, target: Target): Promise<Created> {
  const { answers: settled, changes, notes } = createOn(nodeDisk(WRITER), answers, target);
  const files = changes.map(({ path, action }) => ({ path, action: action as WrittenFile['action'] }));
  return { directory: target.directory, answers: settled as Required<Answers>, files, notes };
}
