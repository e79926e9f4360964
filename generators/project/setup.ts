/** How a written project is set up: the commands of `--install`, which end in the environment that `make install` makes. */
import type { Draft, SetUp, Step, Tools } from '../../src/author.js';
import { LOCKS, lockCommands } from './locks.js';
import type { ProjectAnswers } from './options.js';
import { unlocked } from './python/lock.js';

/** Exits with a reason when the interpreter is older than the project's lowest Python. */
const versionCheck = (python: string): string =>
  `import sys; v = (${python.replace('.', ', ')}); sys.exit(None if sys.version_info >= v else "Python ${python} or newer is needed; this is " + sys.version.split()[0])`;

/** The commands that make `.venv`, by uv or by the first Python on PATH; undefined when neither is there. */
function makeVenv(tools: Tools, lowest: string): string[][] | undefined {
  // --seed: pip belongs into every environment here. uv reads .python-version.
  if (tools.uv) return [['uv', 'venv', '--quiet', '--seed', '.venv']];
  const found = (['python3', 'python'] as const).find((name) => tools[name]);
  return (
    found && [
      [found, '-c', versionCheck(lowest)],
      [found, '-m', 'venv', '.venv'],
    ]
  );
}

function steps(draft: Draft, tools: Tools, platform: string): ReturnType<SetUp['steps']> {
  const { dependency, python: lowest } = draft as ProjectAnswers;
  const venv = makeVenv(tools, lowest);
  if (!venv) {
    return {
      missing: 'neither uv nor python3 is there',
      hint: `install uv or Python ${lowest} or newer, then run make install`,
    };
  }
  const scripts = platform === 'win32' ? '.venv\\Scripts' : '.venv/bin';
  const python = platform === 'win32' ? `${scripts}\\python.exe` : `${scripts}/python`;
  const pip = [python, '-m', 'pip'];
  const install = tools.uv
    ? ['uv', 'pip', 'install', '--quiet', '--python', python]
    : [...pip, 'install', '--quiet', '--disable-pip-version-check'];
  const lock: Step = {
    name: 'lock',
    // The locked uv does it, so that the locks have the form that `make lock` gives them.
    commands: [
      [...install, '--require-hashes', '-r', 'requirements-dev.txt'],
      ...lockCommands(lowest).map((command) => [python, '-m', 'uv', ...command]),
    ],
  };
  const all: Step[] = [
    {
      name: 'virtual environment',
      // Python 3.11 and uv seed these, and `uv pip sync` would spare them.
      commands: [...venv, [...pip, 'uninstall', '--yes', '--quiet', '--quiet', 'setuptools', 'wheel']],
    },
    ...(unlocked(dependency).size > 0 ? [lock] : []),
    {
      name: 'install',
      commands: [
        [...install, '--require-hashes', ...LOCKS.flatMap((file) => ['-r', file])],
        [...install, '--no-deps', '--no-build-isolation', '--editable', '.'],
      ],
    },
    { name: 'tests', commands: [[python, '-m', 'pytest', '--quiet']] },
  ];
  // A backend may be a program that pip looks for on PATH, as maturin is.
  return all.map((step) => ({ ...step, path: [scripts] }));
}

export const setUp: SetUp = { tools: ['uv', 'python3', 'python'], steps };
