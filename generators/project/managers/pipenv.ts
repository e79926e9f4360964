/** Pipenv, with a Pipfile and its lock. */
import { managers } from '../python/pins.js';
import { EDITABLE } from './compiled.js';
import { hasMake } from './environment.js';
import type { Manager } from './manager.js';
import { setupPython } from './python-setup.js';

const INSTALL_PROJECT = `pipenv run pip install ${EDITABLE.join(' ')}`;

// Pipenv takes a .venv that is there. Otherwise it would choose a Python itself, which is not always the job's.
const EVERYTHING = ['python -m venv .venv', 'pipenv sync --all', INSTALL_PROJECT];

export const pipenv: Manager = {
  commands: {
    name: 'Pipenv',
    needs: [{ label: 'Pipenv', url: 'https://pipenv.pypa.io/en/latest/installation.html' }],
    tool: 'pipenv run',
    module: 'pipenv run python -m',
    start: 'pipenv run ',
    python: 'pipenv run python',
    portable: true,
    groups: false,
    ownPython: false,
    compiled: false,
    locks: ['Pipfile.lock'],
    files: ['Pipfile', 'Pipfile.lock'],
    imageFiles: ['Pipfile', 'Pipfile.lock'],
    venv: 'python -m venv',
    lock: 'make lock',
    relock: [],
    ecosystem: 'pip',
    workflow: {
      tools: EVERYTHING,
      project: [],
      everything: EVERYTHING,
      test: ['pipenv run pytest --cov'],
      lowest: [],
      wheelTools: [],
      wheels: '',
      dependencies: ['pipenv sync'],
    },
  },
  exports: {
    requirements: { print: 'pipenv requirements --hash --exclude-index' },
    pylock: { refusal: 'pip and uv refuse the pylock.toml that Pipenv writes' },
  },
  setup: (python) => [...setupPython(python), `- run: pipx install pipenv==${managers.pipenv.version}`],
  tools: ['pipenv'],
  steps: ({ python }, tools, platform) =>
    tools.pipenv
      ? [
          // It locks for the Python of the environment, and leaves out what only an older one needs.
          { name: 'virtual environment', commands: [['pipenv', '--python', python]] },
          { name: 'lock', commands: [['pipenv', 'lock']], writes: ['Pipfile.lock'] },
          {
            name: 'install',
            commands: [
              ['pipenv', 'sync', '--all'],
              ['pipenv', 'run', 'pip', 'install', '--quiet', ...EDITABLE],
            ],
          },
        ]
      : {
          missing: 'pipenv not found',
          hint: `install pipenv, then ${hasMake(platform) ? 'run make install' : 'follow its README'}`,
        },
  byHand: (_, { python }) => [
    `pipenv --python ${python}`,
    'pipenv lock',
    'pipenv sync --all',
    INSTALL_PROJECT,
  ],
};
