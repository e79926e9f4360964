/** PDM, with its own lock, pdm.lock. */
import { managers } from '../python/pins.js';
import { hasMake } from './environment.js';
import type { Manager } from './manager.js';
import { setupPython } from './python-setup.js';

/** The second command builds the project with the locked backend, which the first one has installed. */
const INSTALL = ['pdm install --check --no-self', 'pdm install --check --no-isolation'];

// PDM would prefer the Python in .python-version to that of the job.
const TOOLS = ['pdm venv create python', ...INSTALL];

const EXPORT = 'pdm export --prod';

export const pdm: Manager = {
  commands: {
    name: 'PDM',
    needs: [{ label: 'PDM', url: 'https://pdm-project.org/en/latest/#installation' }],
    tool: 'pdm run',
    module: 'pdm run python -m',
    start: 'pdm run ',
    python: 'pdm run python',
    portable: true,
    groups: true,
    ownPython: false,
    compiled: false,
    locks: ['pdm.lock'],
    files: ['pdm.lock'],
    imageFiles: ['pdm.lock'],
    venv: 'python -m venv',
    lock: 'pdm lock',
    relock: [],
    ecosystem: '',
    workflow: {
      tools: TOOLS,
      project: [],
      everything: TOOLS,
      test: ['pdm run pytest --cov'],
      lowest: [
        'pdm lock --prod --strategy direct_minimal_versions --lockfile lowest.lock',
        'pdm sync --prod --no-self --lockfile lowest.lock',
      ],
      wheelTools: [
        'pdm venv create python',
        `${EXPORT} --output requirements.txt`,
        'pdm export --no-default -dG build --output requirements-build.txt',
        'pdm install --check --no-self',
      ],
      wheels: 'pdm run python -m cibuildwheel --output-dir dist',
      // PDM has saved the Python of `.venv`, and would prefer it.
      dependencies: ['PDM_IGNORE_SAVED_PYTHON=1 pdm install --check --prod --no-self'],
    },
  },
  exports: {
    requirements: { print: EXPORT },
    // pdm.lock has no URLs: PDM asks the index for the files of each version.
    pylock: { print: `${EXPORT} --format pylock`, changing: '[{]name = ' },
  },
  setup: (python) => [
    ...setupPython(python),
    // Without the extra, the newest versions of what PDM needs may break it.
    '- name: Install PDM',
    `  run: pipx install "pdm[locked]==${managers.pdm.version}"`,
  ],
  tools: ['pdm'],
  steps: (_, tools, platform) =>
    tools.pdm
      ? [
          { name: 'lock', commands: [['pdm', 'lock', '--quiet']], writes: ['pdm.lock'] },
          { name: 'install', commands: INSTALL.map((line) => [...line.split(' '), '--quiet']) },
        ]
      : {
          missing: 'PDM not found',
          hint: `install PDM, such as with pipx install "pdm[locked]", then run ${hasMake(platform) ? 'make install' : 'pdm install'}`,
        },
  // Importing an editable installation that is compiled then needs the tools that have built it.
  byHand: (_, { compilesOnImport }) =>
    compilesOnImport ? ['pdm install --no-self', 'pdm install --no-isolation'] : ['pdm install'],
};
