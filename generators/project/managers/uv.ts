/** uv, with its own lock, uv.lock. */
import { actions, managers } from '../python/pins.js';
import { hasMake } from './environment.js';
import type { Manager } from './manager.js';

const EXPORT = 'uv export --locked --quiet --no-dev --no-emit-project';

export const uv: Manager = {
  commands: {
    name: 'uv',
    page: 'https://docs.astral.sh/uv/getting-started/installation/',
    tool: 'uv run',
    module: 'uv run python -m',
    start: 'uv run ',
    python: 'uv run python',
    portable: true,
    groups: true,
    ownPython: false,
    compiled: false,
    locks: ['uv.lock'],
    files: ['uv.lock'],
    imageFiles: ['uv.lock'],
    venv: 'uv venv --seed',
    lock: 'uv lock',
    relock: ['uv', 'lock', '--quiet'],
    ecosystem: 'uv',
    workflow: {
      tools: ['uv sync --locked'],
      project: [],
      everything: ['uv sync --locked'],
      test: ['uv run pytest --cov'],
      lowest: [
        'uv pip compile --resolution lowest-direct --output-file lowest.txt pyproject.toml',
        'uv pip install --python .venv -r lowest.txt',
      ],
      wheelTools: [
        `${EXPORT} --output-file requirements.txt`,
        'uv export --locked --quiet --only-group build --output-file requirements-build.txt',
        'uv sync --locked --no-install-project',
      ],
      wheels: 'uv run --no-sync python -m cibuildwheel --output-dir dist',
      // --inexact keeps pip.
      dependencies: ['uv sync --active --inexact --locked --no-dev --no-install-project'],
    },
  },
  exports: {
    requirements: { print: EXPORT },
    pylock: { print: `${EXPORT} --format pylock.toml` },
  },
  setup: ({ version, cached }) => [
    `- uses: ${actions.setupUv}`,
    '  with:',
    `    version: ${managers.uv.version}`,
    ...(version === undefined ? [] : [`    python-version: ${version}`]),
    ...(cached ? [] : ['    enable-cache: false']),
  ],
  tools: ['uv'],
  steps: (_, tools, platform) =>
    tools.uv
      ? [
          { name: 'lock', commands: [['uv', 'lock', '--quiet']], writes: ['uv.lock'] },
          { name: 'install', commands: [['uv', 'sync', '--locked', '--quiet']] },
        ]
      : {
          missing: 'uv not found',
          hint: `install uv, then run ${hasMake(platform) ? 'make install' : 'uv sync'}`,
        },
  byHand: () => ['uv sync'],
};
