/** Hatch, whose environment is made from the same locks as pip's. */

import { lockCommands } from '../locks.js';
import { managers } from '../python/pins.js';
import {
  COMPILED,
  DEPENDENCIES,
  EDITABLE,
  EVERY_LOCK,
  EXPORTS,
  LOCKED_ONLY,
  lowestVersions,
  WHEELS,
} from './compiled.js';
import { environment, hasMake } from './environment.js';
import type { Manager } from './manager.js';
import { setupPython } from './python-setup.js';

// Hatch prefers the Python that runs it, which is not the job's.
const CREATE = `HATCH_PYTHON=$(python -c 'import sys; print(sys.executable)') hatch env create`;

export const hatch: Manager = {
  commands: {
    name: 'Hatch',
    needs: [{ label: 'Hatch', url: 'https://hatch.pypa.io/latest/install/' }],
    tool: 'hatch run',
    module: 'hatch run python -m',
    start: 'hatch run ',
    python: 'hatch run python',
    portable: true,
    ...COMPILED,
    workflow: {
      tools: [CREATE],
      project: [],
      everything: [CREATE],
      test: ['hatch run pytest --cov'],
      lowest: lowestVersions('hatch run python'),
      ...WHEELS,
      dependencies: DEPENDENCIES,
    },
  },
  exports: EXPORTS,
  setup: (python) => [...setupPython(python), `- run: pipx install hatch==${managers.hatch.version}`],
  tools: ['hatch'],
  steps: ({ unlocked, python: lowest }, tools, platform) => {
    if (!tools.hatch) {
      return {
        missing: 'hatch not found',
        hint: `install hatch, then run ${hasMake(platform) ? 'make install' : 'hatch env create'}`,
      };
    }
    const { python } = environment(platform);
    const lock = {
      name: 'lock',
      commands: [
        ...lockCommands(lowest).map((command) => [python, '-m', 'uv', ...command]),
        [
          python,
          '-m',
          'uv',
          'pip',
          'sync',
          '--quiet',
          ...LOCKED_ONLY,
          ...EVERY_LOCK.filter((word) => word !== '-r'),
        ],
        [python, '-m', 'pip', 'install', '--quiet', ...EDITABLE],
      ],
    };
    return [
      { name: 'install', commands: [['hatch', 'env', 'create']] },
      ...(unlocked.length > 0 ? [lock] : []),
    ];
  },
  byHand: () => ['hatch env create'],
};
