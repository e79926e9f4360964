/** The error codes with their exit codes, and the errors that carry them. */

/** Exit codes of the command; part of its public interface. */
export const EXIT = { done: 0, failed: 1, usage: 2, exists: 3, findings: 4, interrupted: 130 } as const;

/** Every error code, one for each cause, with its exit code. */
export const CODES = {
  /**
   * A flag that is unknown or contradictory, lacks a value or another flag, has an extra value, or was removed by npm.
   */
  E_FLAG: EXIT.usage,
  /** An extra, missing or invalid DIRECTORY argument. */
  E_DIRECTORY: EXIT.usage,
  /** A value that its option does not accept. */
  E_VALUE: EXIT.usage,
  /** A value that a pack has locked. */
  E_LOCKED: EXIT.usage,
  /** Two answers that exclude each other. */
  E_CONFLICT: EXIT.usage,
  /** The answers file cannot be read, is not TOML, or holds an unknown key. */
  E_ANSWERS: EXIT.usage,
  /** A pack is wrong: its manifest, a template or a part. */
  E_PACK: EXIT.usage,
  /** A pack cannot be reached, or its address is not allowed. */
  E_SOURCE: EXIT.usage,
  /** A new repository was asked for inside another one. */
  E_REPOSITORY: EXIT.usage,
  /** The project has changes that are not committed, or is in no repository. */
  E_DIRTY: EXIT.usage,
  /** Files differ, or another run is writing. */
  E_EXISTS: EXIT.exists,
  /** The file system refused a read or a write, or a run's output could not be written. */
  E_DISK: EXIT.failed,
  /** A tool that a set-up step needs is not installed. */
  E_TOOL: EXIT.failed,
  /** A set-up step failed. */
  E_STEP: EXIT.failed,
  /** A test case of a pack holds something else than the pack writes. */
  E_TEST: EXIT.failed,
  /** Anything unexpected: a defect of create-pyproject. */
  E_INTERNAL: EXIT.failed,
  E_INTERRUPTED: EXIT.interrupted,
} as const;

export type ErrorCode = keyof typeof CODES;

/** An error with a remedy: one line that describes the error, one line with the remedy. */
export class UserError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  /** The conflicting files, "/"-separated and relative to the project; left out if there are none. */
  declare readonly files?: readonly string[];

  constructor(code: ErrorCode, message: string, hint = '', files?: readonly string[]) {
    super(message);
    // The name in the library's types.
    this.name = 'CreateError';
    this.code = code;
    this.hint = hint;
    if (files) this.files = files;
  }

  get exit(): number {
    return CODES[this.code];
  }
}

/** The refusal of one value. Code that knows the source of the value turns it into a {@link UserError}. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** A suggested value that would be accepted; '' if there is none. */
  readonly instead: string;

  constructor(reason: string, instead = '') {
    super(reason);
    this.instead = instead;
  }
}
