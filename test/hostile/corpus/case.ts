/** A case of the corpus: an invalid input and the expected error. */
import { options } from '../../../generators/project/options.js';
import type { ErrorCode } from '../../../src/model/errors.js';

export interface Case {
  /** The invalid input: the beginning of a sentence that ends in "is refused". */
  readonly it: string;
  readonly args: readonly string[];
  /** The content of a.toml. */
  readonly answers?: string | Uint8Array;
  readonly exit: number;
  readonly error: ErrorCode;
  readonly message: string;
  readonly hint: string;
  /** The conflicting files. */
  readonly files?: readonly string[];
}

type Make = (it: string, args: readonly string[], message: string, hint: string) => Case;

const refused =
  (error: ErrorCode, exit: number): Make =>
  (it, args, message, hint) => ({ it, args, exit, error, message, hint });

/** An invalid flag. */
export const flag = refused('E_FLAG', 2);
/** An invalid directory. */
export const place = refused('E_DIRECTORY', 2);
/** Answers that contradict each other. */
export const conflict = refused('E_CONFLICT', 2);
/** A pack that cannot be reached. */
export const team = refused('E_SOURCE', 2);
/** A default that is refused. */
export const standard = refused('E_VALUE', 2);

/** The hint for a refused value: the first half of the option's help. */
export const takes = (option: string): string =>
  `${option}: ${
    Object.entries(options)
      .find(([name]) => name === option)?.[1]
      .help.split(';')[0]
  }`;

/**
 * A refused value of one option, given as a flag.
 * @param message without the flag's name
 * @param instead the suggested value
 */
export const value = (it: string, option: string, given: string, message: string, instead?: string): Case =>
  standard(
    it,
    ['app', `--${option}=${given}`],
    `--${option}: ${message}`,
    instead === undefined ? takes(option) : `did you mean ${instead}?`,
  );

/** An answers file that is refused before its values are checked. */
export const file = (it: string, answers: string | Uint8Array, message: string, hint: string): Case => ({
  ...refused('E_ANSWERS', 2)(it, ['app', '--answers', 'a.toml'], message, hint),
  answers,
});

/** A value in an answers file that its option refuses. */
export const answer = (it: string, answers: string, option: string, message: string): Case => ({
  ...standard(it, ['app', '--answers', 'a.toml'], message, takes(option)),
  answers,
});
