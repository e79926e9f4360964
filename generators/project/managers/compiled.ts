/** The locks that uv compiles, requirements*.txt: what all managers that install from them share. */
import { compileOptions, LOCK_INPUTS, LOCKS } from '../locks.js';
import type { Commands, Manager } from './manager.js';

/** The installer's options for locks. */
export const LOCKED_ONLY = ['--require-hashes', '--only-binary', ':all:'];

/** The installer's options for the project itself. */
export const EDITABLE = ['--no-deps', '--no-build-isolation', '--editable', '.'];

export const INSTALL_PROJECT = `python -m pip install ${EDITABLE.join(' ')}`;

/** The installer's options that name every lock. */
export const EVERY_LOCK = LOCKS.flatMap((file) => ['-r', file]);

export const INSTALL_LOCKED = `python -m pip install ${LOCKED_ONLY.join(' ')}`;

/** The facts that follow from these locks. */
export const COMPILED = {
  groups: true,
  ownPython: false,
  compiled: true,
  locks: ['requirements*.txt'],
  files: ['requirements*'],
  imageFiles: ['requirements-build.txt', 'requirements.txt'],
  venv: 'python -m venv',
  lock: 'make lock',
  relock: [],
  ecosystem: '',
} satisfies Partial<Commands>;

/** uv resolves again, to the versions in requirements.txt: nothing makes a pylock.toml of that file. */
const PYLOCK = ['--format=pylock.toml', '--constraint=requirements.txt', ...LOCK_INPUTS['requirements.txt']];

/** What a deployment installs is the first of these locks. */
export const EXPORTS: Manager['exports'] = {
  requirements: 'lock',
  pylock: {
    print: `$(compile) ${PYLOCK.join(' ')}`,
    // Among them the brackets of a list that was in one line as long as it was short.
    changing: 'url = |^wheels = |^]',
    words: (python, lowest) => [
      ...[python, '-m', 'uv', 'pip', 'compile', '--quiet'],
      ...compileOptions(lowest),
      ...PYLOCK,
    ],
  },
};

/** The lines that install the locked run-time dependencies. */
export const DEPENDENCIES = [`${INSTALL_LOCKED} -r requirements.txt`];

/** Installs the locked cibuildwheel, and runs it. */
export const WHEELS = {
  wheelTools: [`${INSTALL_LOCKED} -r requirements-dev.txt`],
  wheels: 'python -m cibuildwheel --output-dir dist',
};

/** The lines that replace the locked run-time dependencies by the lowest. @param python runs the environment's Python */
export const lowestVersions = (python: string): string[] => [
  `${python} -m uv pip compile --resolution lowest-direct \\`,
  '  --output-file lowest.txt pyproject.toml',
  `${python} -m pip install -r lowest.txt`,
];
