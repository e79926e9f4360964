/** The commands of `--install`, which create the same environment as `make install`. */
import type { Platform, SetUp, Step, Tools } from '../../src/model/author.js';
import { EDITABLE, EVERY_LOCK, LOCKED_ONLY, PIP } from './commands.js';
import type { ProjectContext } from './context.js';
import { lockCommands } from './locks.js';

/** A program that exits with a message if the interpreter is older than the project's lowest Python. */
const versionCheck = (python: string): string =>
  `import sys; v = (${python.replace('.', ', ')}); sys.exit(None if sys.version_info >= v else "Python ${python} or newer is needed; this is " + sys.version.split()[0])`;

/** Python for Windows has no python3. Its launcher py is on PATH even if Python is not. */
const PYTHONS: Readonly<Record<string, readonly string[]>> = { win32: ['py', 'python'] };

/** Whether make is usually installed. */
export const hasMake = ({ name }: Platform): boolean => name !== 'win32';

/** Variables that would redirect tools to another environment than `.venv`. */
const HIDDEN = ['PYTHONHOME', 'PYTHONPATH', 'VIRTUAL_ENV'];

/** The folder of the programs in `.venv`, relative to the project. */
export function environment({ path, name }: Platform): {
  readonly scripts: string;
  /** The form that users type. */
  readonly program: (name: string) => string;
  readonly python: string;
} {
  const [folder, python] = name === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const scripts = path.join('.venv', folder);
  return {
    scripts,
    program: (command) => path.join(scripts, command),
    python: path.join(scripts, python),
  };
}

/** The commands for a system without make, as in the README. */
export const byHand = (platform: Platform): string[] => [
  'python -m venv .venv',
  environment(platform).program('activate'),
  [PIP.installLocked, ...EVERY_LOCK].join(' '),
  PIP.installProject,
];

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
): ReturnType<SetUp['steps']> {
  const venv = makeVenv(tools, lowest, platform);
  if (!venv) {
    return {
      missing: 'uv or Python not found',
      hint: `install uv or Python ${lowest} or newer, then ${hasMake(platform) ? 'run make install' : 'follow its README'}`,
    };
  }
  const { scripts, python } = environment(platform);
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
  const all: Step[] = [
    { name: 'virtual environment', commands: venv },
    ...(unlocked.length > 0 ? [lock] : []),
    {
      name: 'install',
      commands: [
        [...install, ...LOCKED_ONLY, ...EVERY_LOCK],
        [...install, ...EDITABLE],
      ],
    },
    { name: 'tests', commands: [[python, '-m', 'pytest', '--quiet']] },
  ];
  // pip looks for some backends, such as maturin, as a program on PATH.
  return all.map((step) => ({ ...step, path: [scripts], hides: HIDDEN }));
}

export const setUp: SetUp<ProjectContext> = { tools: ['uv', 'py', 'python3', 'python'], steps };
