/**
 * `npm run pins` renews the locks and pins of generated projects, proves the locks, and shows the resulting changes.
 * `npm run pins -- --check` only proves the locks. `--cutoff=2026-11-14T00:00:00Z` renews as of that time instead of a
 * week ago, `--major` also takes new major versions. A pin whose source cannot be reached is listed and keeps its
 * value.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { importNames } from '../generators/project/python/import-names.js';
import {
  ACTIONS,
  CRATES,
  cutoff,
  END_OF_LIFE,
  HOOKS,
  MANAGERS,
} from '../generators/project/python/pin-data.js';
import { renewGolden, shownDifference } from './pins/golden.js';
import { proveLocks } from './pins/locks.js';
import { exitCode, report, Unproved } from './pins/outcome.js';
import { BY_HAND, type Pins, type Registries, renewAll } from './pins/sources.js';
import { storedLocks } from './pins/stored.js';
import { findUv } from './pins/uv.js';
import { writeData } from './pins/write.js';
import { refuseOldPins } from './release.js';

const { values } = parseArgs({
  options: {
    check: { type: 'boolean' },
    cutoff: { type: 'string' },
    locks: { type: 'boolean' },
    major: { type: 'boolean' },
  },
});

const REGISTRIES: Registries = {
  github: {
    git: 'https://github.com',
    api: 'https://api.github.com',
    token: process.env.GITHUB_TOKEN || undefined,
  },
  crates: 'https://index.crates.io',
  pypi: 'https://pypi.org/simple',
  pythons: 'https://peps.python.org/api/release-cycle.json',
};

const day = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

/** Releases younger than a week are not used: most malicious ones are found within days. */
const weekAgo = (): string => `${day(Date.now() - 7 * 24 * 3600 * 1000)}T00:00:00Z`;

/**
 * @throws {Error} when --cutoff does not have this form, in which uv, cargo's index and the data compare times as text
 */
function cutoffGiven(): string | undefined {
  const { cutoff: given } = values;
  if (
    given !== undefined &&
    (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(given) || Number.isNaN(Date.parse(given)))
  )
    throw new Error(`--cutoff=${given} is not a time such as 2026-11-14T00:00:00Z`);
  return given;
}

/** Nothing is written before it is proved. */
function refuse(misses: readonly string[]): void {
  for (const miss of misses) console.error(miss);
  process.exitCode = 1;
}

async function renew(): Promise<void> {
  const present: Pins = {
    locks: storedLocks(),
    imports: [...importNames],
    cutoff,
    actions: ACTIONS,
    hooks: HOOKS,
    crates: CRATES,
    managers: MANAGERS,
    endOfLife: END_OF_LIFE,
  };
  const renewal = {
    cutoff: cutoffGiven() ?? (values.locks ? cutoff : weekAgo()),
    major: values.major === true,
    today: day(Date.now()),
  };
  const { pins, outcomes } = await renewAll(
    present,
    renewal,
    REGISTRIES,
    values.locks ? ['the locks of generated projects'] : undefined,
  );
  writeData(pins.locks, pins.imports, pins);
  renewGolden();
  console.log(shownDifference());
  console.log(report(outcomes, BY_HAND));
  process.exitCode = exitCode(outcomes);
}

if (values.check) {
  const misses = proveLocks(findUv(storedLocks()), storedLocks(), cutoff);
  if (misses.length > 0) refuse(misses);
  try {
    refuseOldPins(cutoff, Date.now());
  } catch (error) {
    refuse([(error as Error).message]);
  }
} else {
  try {
    await renew();
  } catch (error) {
    if (!(error instanceof Unproved)) throw error;
    refuse(error.misses);
  }
}
