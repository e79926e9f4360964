/** The commands of each package manager, as they appear in the files of a project. */
import { LOCKS } from './locks.js';

/**
 * Words of a shell command. For a command that begins with `python`, the path of an environment may be inserted:
 * `.venv/bin/`.
 */
export interface Commands {
  /** Lines that create `.venv` with all locked packages. */
  readonly environment: readonly { readonly line: string }[];
  /** Installs what lock files hold; `-r FILE` follows for each. */
  readonly installLocked: string;
  /** Installs the project itself in editable mode, into an environment that contains its build backend. */
  readonly installProject: string;
  /** Builds the wheel into dist/, in an environment that contains the build backend. */
  readonly buildWheel: string;
  /** In cibuildwheel's environments: install what the build needs, and what the wheel needs. */
  readonly beforeBuild: string;
  readonly beforeTest: string;
}

/** The installer's options for locks. */
export const LOCKED_ONLY = ['--require-hashes', '--only-binary', ':all:'];

/** The installer's options for the project itself. */
export const EDITABLE = ['--no-deps', '--no-build-isolation', '--editable', '.'];

/** The installer's options that name every lock. */
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
  beforeBuild: `${installLocked} -r {package}/requirements-build.txt`,
  beforeTest: `${installLocked} -r {package}/requirements.txt`,
};
