/** The commands of each package manager, as the files of a project state them. */
import { LOCKS } from './locks.js';

/** Shell words. Those that begin with `python` may be given the path of an environment: `.venv/bin/`. */
export interface Commands {
  /** Lines that make `.venv` with everything that is locked. */
  readonly environment: readonly { readonly line: string }[];
  /** Installs what lock files hold; `-r FILE` follows for each. */
  readonly installLocked: string;
  /** Installs the project itself, editable, into an environment that holds its build backend. */
  readonly installProject: string;
  /** Builds the wheel into dist/, in an environment that holds the build backend. */
  readonly buildWheel: string;
}

/** What an installer is told for locks. */
export const LOCKED_ONLY = ['--require-hashes', '--only-binary', ':all:'];

/** What an installer is told for the project itself. */
export const EDITABLE = ['--no-deps', '--no-build-isolation', '--editable', '.'];

/** Names every lock, for an installer. */
export const EVERY_LOCK = LOCKS.flatMap((file) => ['-r', file]);

const installLocked = `python -m pip install ${LOCKED_ONLY.join(' ')}`;

export const PIP: Commands = {
  environment: [
    { line: 'python -m venv .venv' },
    { line: `.venv/bin/${installLocked} \\` },
    { line: `  ${EVERY_LOCK.join(' ')}` },
  ],
  installLocked,
  installProject: `python -m pip install ${EDITABLE.join(' ')}`,
  buildWheel: 'python -m pip wheel --no-deps --no-build-isolation --wheel-dir dist .',
};
