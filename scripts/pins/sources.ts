/** The table of `npm run pins`: where each pin comes from. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { LockStore } from '../../generators/project/locks.js';
import type { GitPin, ManagerPin } from '../../generators/project/python/pins.js';
import { planFor } from '../../test/golden.js';
import { lockCrates, newestCrate } from './crates.js';
import { type GitHub, newestRelease, type Renewal } from './github.js';
import { lockChanges, renewLocks, renewSuite } from './locks.js';
import { isInstallable, newestManager } from './managers.js';
import { change, type Outcome, outcomeOf } from './outcome.js';
import { fetchJson } from './registry.js';
import { findUv } from './uv.js';
import type { PinData } from './write.js';

/** The registries that this script requests itself; uv and cargo know their own. */
export interface Registries {
  readonly github: GitHub;
  readonly crates: string;
  readonly pypi: string;
  /** @see https://peps.python.org/api/ */
  readonly pythons: string;
}

/** All pins; each source returns the ones that it changed. */
export interface Pins extends PinData {
  readonly locks: LockStore;
  /** Modules of the locked packages whose names differ from the package name. */
  readonly imports: readonly string[];
}

interface Renewed {
  readonly pins: Partial<Pins>;
  readonly outcomes: readonly Outcome[];
}

interface Source {
  readonly from: string;
  readonly renew: (pins: Pins, renewal: Renewal, registries: Registries) => Promise<Renewed>;
}

const CARGO_LOCK = 'templates/project/backend-maturin/rust/Cargo.lock';

/** The sources of pins, in order of renewal. */
export const SOURCES: Readonly<Record<string, Source>> = {
  'the locks of generated projects': {
    from: 'PyPI, through uv',
    renew: async (pins, { cutoff }) => {
      let renewed: Partial<Pins> = {};
      const outcome = await outcomeOf('locks', async () => {
        const { store, imports } = renewLocks(pins.locks, cutoff);
        renewed = { locks: store, imports, cutoff };
        return lockChanges(pins.locks, store);
      });
      return { pins: renewed, outcomes: [outcome] };
    },
  },
  "the locked tools of this repository's Python suite": {
    from: 'PyPI, through uv',
    renew: async (pins, { cutoff }) => {
      const outcome = await outcomeOf('test/python/tools.txt', async () => {
        renewSuite(pins.locks, cutoff);
        return 'locked again';
      });
      return { pins: {}, outcomes: [outcome] };
    },
  },
  'the commits of actions': {
    from: 'GitHub',
    renew: async ({ actions }, renewal, { github }) => {
      const { pins, outcomes } = await renewGitPins(actions, renewal, github);
      return { pins: { actions: pins }, outcomes };
    },
  },
  'the commits of pre-commit hooks': {
    from: 'GitHub',
    renew: async ({ hooks }, renewal, { github }) => {
      const { pins, outcomes } = await renewGitPins(hooks, renewal, github);
      return { pins: { hooks: pins }, outcomes };
    },
  },
  'PyO3 and rust/Cargo.lock': {
    from: 'crates.io, through its index and cargo',
    renew: async ({ crates }, renewal, registries) => {
      let renewed: Partial<Pins> = {};
      const outcome = await outcomeOf('pyo3 and Cargo.lock', async () => {
        const manifest = rustManifest();
        const rust = /^rust-version = "(.*)"$/m.exec(manifest)?.[1] ?? '';
        const limits = { ...renewal, rust };
        const before = crates.pyo3 ?? '';
        const pyo3 = await newestCrate('pyo3', before, limits, registries.crates);
        const present = readFileSync(CARGO_LOCK, 'utf8');
        const wanted = manifest.replace(`"${before}"`, `"${pyo3}"`);
        writeFileSync(CARGO_LOCK, await lockCrates(wanted, present, limits, registries.crates));
        renewed = { crates: { ...crates, pyo3 } };
        return change(before, pyo3);
      });
      return { pins: renewed, outcomes: [outcome] };
    },
  },
  'the ends of support of Pythons': {
    from: 'peps.python.org',
    renew: async ({ endOfLife }, _renewal, { pythons }) => {
      let renewed = endOfLife;
      const outcome = await outcomeOf('ends of support', async () => {
        renewed = await endsOfSupport(pythons);
        const changed = Object.keys(renewed).filter((version) => renewed[version] !== endOfLife[version]);
        return changed.length === 0 ? 'unchanged' : `changed: ${changed.join(', ')}`;
      });
      return { pins: { endOfLife: renewed }, outcomes: [outcome] };
    },
  },
  'the versions of package managers': {
    from: 'PyPI',
    renew: async ({ managers, locks }, { cutoff }, { pypi }) => {
      const uv = findUv(locks);
      const renewed: Record<string, ManagerPin> = { ...managers };
      const outcomes = await Promise.all(
        Object.entries(managers).map(([name, { version }]) =>
          outcomeOf(name, async () => {
            const newest = await newestManager(name, cutoff, pypi, (requirement) =>
              isInstallable(uv, requirement, cutoff),
            );
            renewed[name] = newest;
            return change(version, newest.version);
          }),
        ),
      );
      return { pins: { managers: renewed }, outcomes };
    },
  },
};

/** The last day of a month, or the day itself. */
const lastDay = (text: string): string => {
  const [, year, month] = /^(\d{4})-(\d\d)$/.exec(text) ?? [];
  return year && month ? new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10) : text;
};

/** The ends of support from the release cycle. @throws {Error} when it is not one */
export async function endsOfSupport(url: string): Promise<Readonly<Record<string, string>>> {
  const cycle = (await fetchJson(url)) as Readonly<Record<string, { readonly end_of_life?: unknown }>>;
  const ends = Object.entries(cycle)
    .map(([version, { end_of_life: end }]) => [version, lastDay(String(end))] as const)
    .filter(([version, end]) => /^\d+\.\d+$/.test(version) && /^\d{4}-\d\d-\d\d$/.test(end))
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  if (ends.length === 0) throw new Error(`${url} has no versions`);
  return Object.fromEntries(ends);
}

/** Pins that no registry can renew as of a cutoff, so a person has to. The value says where. */
export const BY_HAND: Readonly<Record<string, string>> = {
  'Python versions that are offered, and their end of support':
    'generators/project/python/versions.ts, from the Python release cycle',
  "the image's Debian release": 'templates/project/docker/Dockerfile.hbs; its digest is not pinned',
  'rust-version':
    "templates/project/backend-maturin/rust/Cargo.toml.hbs, the Rust in the image's Debian release",
  'lower bounds': 'pyproject.toml pieces and parts.ts: raise them only if a newer version is required',
  'labels of runners': 'the workflows in templates/',
  micromamba: 'managers/conda.ts and docker-conda/Dockerfile.hbs; it is not on PyPI',
};

const rustManifest = (): string =>
  planFor({ kind: 'library', backend: 'maturin' }).files.find(({ path }) => path === 'rust/Cargo.toml')
    ?.content ?? '';

/** Renews each pin separately: if one fails, it keeps its value, and the others continue. */
export async function renewGitPins(
  pins: Readonly<Record<string, GitPin>>,
  renewal: Renewal,
  github: GitHub,
): Promise<{ readonly pins: Readonly<Record<string, GitPin>>; readonly outcomes: readonly Outcome[] }> {
  const renewed: Record<string, GitPin> = { ...pins };
  const outcomes = await Promise.all(
    Object.entries(pins).map(([alias, pin]) =>
      outcomeOf(pin.name, async () => {
        const newest = await newestRelease(pin, renewal, github);
        renewed[alias] = newest;
        return change(pin.version, newest.version);
      }),
    ),
  );
  return { pins: renewed, outcomes };
}

/** Runs all sources in order; each gets the pins renewed by the earlier ones. @throws {@link Unproved} */
export async function renewAll(
  pins: Pins,
  renewal: Renewal,
  registries: Registries,
  wanted: readonly string[] = Object.keys(SOURCES),
): Promise<{ readonly pins: Pins; readonly outcomes: readonly Outcome[] }> {
  let now = pins;
  const outcomes: Outcome[] = [];
  for (const [what, { from, renew }] of Object.entries(SOURCES)) {
    if (!wanted.includes(what)) continue;
    console.log(`${what}, from ${from}`);
    const renewed = await renew(now, renewal, registries);
    now = { ...now, ...renewed.pins };
    outcomes.push(...renewed.outcomes);
  }
  return { pins: now, outcomes };
}
