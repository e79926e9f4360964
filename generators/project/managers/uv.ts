/** uv, with its own lock, uv.lock. */
import type { ProjectContext } from '../context.js';
import { actions, managers } from '../python/pins.js';
import { hasMake } from './environment.js';
import type { Manager } from './manager.js';

const EXPORT = 'uv export --locked --quiet --no-dev --no-emit-project';

/**
 * uv builds a project whose version is not in pyproject.toml to lock it. Before there is an environment it can do that only
 * in one of its own, whose packages nothing locks; it keeps none of them.
 */
const OF_VCS = 'uv lock --build-isolation';
const lock = ({ vcs }: ProjectContext): string => (vcs ? OF_VCS : 'uv lock');

export const uv: Manager = {
  commands: {
    name: 'uv',
    needs: [{ label: 'uv', url: 'https://docs.astral.sh/uv/getting-started/installation/' }],
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
    lockOfVcs: OF_VCS,
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
  steps: (context, tools, platform) =>
    tools.uv
      ? [
          { name: 'lock', commands: [[...lock(context).split(' '), '--quiet']], writes: ['uv.lock'] },
          { name: 'install', commands: [['uv', 'sync', '--locked', '--quiet']] },
        ]
      : {
          missing: 'uv not found',
          hint: `install uv, then run ${hasMake(platform) ? 'make install' : 'uv sync'}`,
        },
  byHand: (_, context) => (context.vcs ? [OF_VCS, 'uv sync'] : ['uv sync']),
};
