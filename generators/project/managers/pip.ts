/** pip, with locks that uv compiles: the requirements*.txt that are written with the project. */
import type { Platform, Step, Tools } from '../../../src/model/author.js';
import type { ProjectContext } from '../context.js';
import { lockCommands } from '../locks.js';
import {
  COMPILED,
  DEPENDENCIES,
  EDITABLE,
  EVERY_LOCK,
  EXPORTS,
  INSTALL_LOCKED,
  INSTALL_PROJECT,
  LOCKED_ONLY,
  lowestVersions,
  WHEELS,
} from './compiled.js';
import { environment, hasMake } from './environment.js';
import type { Commands, Manager } from './manager.js';
import { setupPython } from './python-setup.js';

const ACTIVATE = ['# shellcheck source=/dev/null', '. .venv/*/activate'];

const commands: Commands = {
  name: 'pip',
  needs: [],
  tool: '.venv/bin/python -m',
  module: '.venv/bin/python -m',
  start: '.venv/bin/',
  python: '.venv/bin/python',
  portable: false,
  ...COMPILED,
  workflow: {
    tools: ['python -m venv .venv', `.venv/bin/${INSTALL_LOCKED} \\`, `  ${EVERY_LOCK.join(' ')}`],
    project: [`.venv/bin/${INSTALL_PROJECT}`],
    everything: [
      'python -m venv .venv',
      '# The folder in .venv is Scripts on Windows, elsewhere bin.',
      ...ACTIVATE,
      `${INSTALL_LOCKED} \\`,
      `  ${EVERY_LOCK.join(' ')}`,
      INSTALL_PROJECT,
    ],
    test: [...ACTIVATE, 'python -m pytest --cov'],
    lowest: lowestVersions('.venv/bin/python'),
    ...WHEELS,
    dependencies: DEPENDENCIES,
  },
};

/** A program that exits with a message if the interpreter is older than the project's lowest Python. */
const versionCheck = (python: string): string =>
  `import sys; v = (${python.replace('.', ', ')}); sys.exit(None if sys.version_info >= v else "Python ${python} or newer is needed; this is " + sys.version.split()[0])`;

/** Python for Windows has no python3. Its launcher py is on PATH even if Python is not. */
const PYTHONS: Readonly<Record<string, readonly string[]>> = { win32: ['py', 'python'] };

/**
 * The commands that create an empty `.venv`, with uv or else the first Python on PATH; undefined if there is neither.
 */
function makeVenv(tools: Tools, lowest: string, platform: Platform): string[][] | undefined {
  // uv reads .python-version. It installs no packages here: pip comes from the locks.
  if (tools.uv) return [['uv', 'venv', '--quiet', '.venv']];
  const found = (PYTHONS[platform.name] ?? ['python3', 'python']).find((name) => tools[name]);
  if (found === undefined) return undefined;
  return [
    [found, '-c', versionCheck(lowest)],
    [found, '-m', 'venv', '.venv'],
    // Python 3.11 adds setuptools to a new environment, and `uv pip sync` would not remove it.
    [environment(platform).python, '-m', 'pip', 'uninstall', '--yes', '--quiet', '--quiet', 'setuptools'],
  ];
}

function steps(
  { unlocked, python: lowest }: ProjectContext,
  tools: Tools,
  platform: Platform,
): ReturnType<Manager['steps']> {
  const venv = makeVenv(tools, lowest, platform);
  if (!venv) {
    return {
      missing: 'uv or Python not found',
      hint: `install uv or Python ${lowest} or newer, then ${hasMake(platform) ? 'run make install' : 'follow its README'}`,
    };
  }
  const { python } = environment(platform);
  const install = tools.uv
    ? ['uv', 'pip', 'install', '--quiet', '--python', python]
    : [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  const lock: Step = {
    name: 'lock',
    // The locked uv writes the locks, so that they have the same form as from `make lock`.
    commands: [
      [...install, ...LOCKED_ONLY, '-r', 'requirements-dev.txt'],
      ...lockCommands(lowest).map((command) => [python, '-m', 'uv', ...command]),
    ],
  };
  return [
    { name: 'virtual environment', commands: venv },
    ...(unlocked.length > 0 ? [lock] : []),
    {
      name: 'install',
      commands: [
        [...install, ...LOCKED_ONLY, ...EVERY_LOCK],
        [...install, ...EDITABLE],
      ],
    },
  ];
}

export const pip: Manager = {
  commands,
  exports: EXPORTS,
  setup: (python) =>
    setupPython(python, python.cached ? ['cache: pip', 'cache-dependency-path: requirements*.txt'] : []),
  tools: ['uv', 'py', 'python3', 'python'],
  steps,
  byHand: (platform) => [
    'python -m venv .venv',
    environment(platform).program('activate'),
    [INSTALL_LOCKED, ...EVERY_LOCK].join(' '),
    INSTALL_PROJECT,
  ],
};
