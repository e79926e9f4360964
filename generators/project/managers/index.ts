/** The package managers, by their names in the option table. */
import type { ManagerName } from '../options.js';
import { conda } from './conda.js';
import { hatch } from './hatch.js';
import type { Manager } from './manager.js';
import { pdm } from './pdm.js';
import { pip } from './pip.js';
import { pipenv } from './pipenv.js';
import { poetry } from './poetry.js';
import { uv } from './uv.js';

export const managers: Readonly<Record<ManagerName, Manager>> = {
  pip,
  uv,
  poetry,
  pdm,
  hatch,
  pipenv,
  conda,
};
