/** The commands of each package manager, as the files of a project state them. */

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

const installLocked = 'python -m pip install --require-hashes --only-binary :all:';

export const PIP: Commands = {
  environment: [
    { line: 'python -m venv .venv' },
    { line: `.venv/bin/${installLocked} \\` },
    { line: '  -r requirements.txt -r requirements-build.txt -r requirements-dev.txt' },
  ],
  installLocked,
  installProject: 'python -m pip install --no-deps --no-build-isolation --editable .',
  buildWheel: 'python -m pip wheel --no-deps --no-build-isolation --wheel-dir dist .',
};
