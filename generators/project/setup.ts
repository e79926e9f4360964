/** How a written project is set up: the commands of `--install`, which end in the environment that `make install` makes. */
import type { Draft, SetUp, Step, Tools } from '../../src/author.js';
import { LOCKS, lockCommands } from './locks.js';
import type { ProjectAnswers } from './options.js';
import { unlocked } from './python/lock.js';

/** Exits with a reason when the interpreter is older than the project's lowest Python. */
const versionCheck = (python: string): string =>
  `import sys; v = (${python.replace('.', ', ')}); sys.exit(None if sys.version_info >= v else "Python ${python} or newer is needed; this is " + sys.version.split()[0])`;

function steps(
  draft: Draft,
  tools: Tools,
  platform: string,
): readonly Step[] | { missing: string; hint: string } {
  const answers = draft as ProjectAnswers;
  const python = platform === 'win32' ? '.venv\\Scripts\\python.exe' : '.venv/bin/python';
  const system = tools.python3 ?? tools.python;
  if (!tools.uv && !system) {
    return {
      missing: 'neither uv nor python3 is there',
      hint: `install uv or Python ${answers.python} or newer, then run make install`,
    };
  }
  const venv = tools.uv
    ? [['uv', 'venv', '--quiet', '--seed', '.venv']]
    : [
        [system ?? 'python3', '-c', versionCheck(answers.python)],
        [system ?? 'python3', '-m', 'venv', '.venv'],
      ];
  const needsLock = unlocked(answers.dependency).size > 0;
  const pip = tools.uv
    ? ['uv', 'pip', 'install', '--quiet', '--python', python]
    : [python, '-m', 'pip', 'install', '--quiet', '--only-binary=:all:'];
  const files = LOCKS.flatMap((lock) => ['-r', lock]);
  return [
    { name: 'virtual environment', commands: venv },
    ...(needsLock
      ? [
          {
            name: 'lock',
            // The locked uv does it, so that the locks have the form that `make lock` gives them.
            commands: [
              [...pip, '--require-hashes', '-r', 'requirements-dev.txt'],
              ...lockCommands(answers.python).map((command) => [python, '-m', 'uv', ...command]),
            ],
          },
        ]
      : []),
    {
      name: 'install',
      commands: [
        [...pip, '--require-hashes', ...files],
        // Takes away what a new environment was seeded with and the locks do not name.
        [python, '-m', 'uv', 'pip', 'sync', '--quiet', '--require-hashes', '--python', python, ...LOCKS],
        [python, '-m', 'pip', 'install', '--quiet', '--no-deps', '--no-build-isolation', '--editable', '.'],
      ],
    },
    { name: 'tests', commands: [[python, '-m', 'pytest', '--quiet']] },
  ];
}

export const setUp: SetUp = { tools: ['uv', 'python3', 'python'], steps };
