/** Poetry, with its own lock, poetry.lock. */
import { managers } from '../python/pins.js';
import { hasMake } from './environment.js';
import type { Manager } from './manager.js';
import { setupPython } from './python-setup.js';

export const poetry: Manager = {
  commands: {
    name: 'Poetry',
    needs: [{ label: 'Poetry', url: 'https://python-poetry.org/docs/#installation' }],
    tool: 'poetry run',
    module: 'poetry run python -m',
    start: 'poetry run ',
    python: 'poetry run python',
    portable: true,
    groups: true,
    ownPython: false,
    compiled: false,
    locks: ['poetry.lock'],
    files: ['poetry.*'],
    imageFiles: ['poetry.lock'],
    venv: 'python -m venv',
    lock: 'poetry lock',
    relock: [],
    // Dependabot's pip renews poetry.lock, too.
    ecosystem: 'pip',
    workflow: {
      tools: ['poetry sync'],
      project: [],
      everything: ['poetry sync'],
      test: ['poetry run pytest --cov'],
      lowest: [],
      wheelTools: [],
      wheels: '',
      dependencies: ['poetry sync --only main --no-root'],
    },
  },
  exports: {
    requirements: { print: 'poetry export' },
    pylock: { print: 'poetry export --format pylock.toml' },
  },
  setup: (python) => [
    ...setupPython(python),
    '- name: Install Poetry',
    `  run: pipx install poetry==${managers.poetry.version}`,
  ],
  tools: ['poetry'],
  steps: (_, tools, platform) =>
    tools.poetry
      ? [
          {
            name: 'lock',
            commands: [['poetry', 'lock', '--quiet', '--no-interaction']],
            writes: ['poetry.lock'],
          },
          { name: 'install', commands: [['poetry', 'sync', '--quiet', '--no-interaction']] },
        ]
      : {
          missing: 'Poetry not found',
          hint: `install Poetry, such as with pipx install poetry, then run ${hasMake(platform) ? 'make install' : 'poetry sync'}`,
        },
  byHand: () => ['poetry sync'],
};
