/** The table of `npm run pins`: where each pin comes from. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { LockStore } from '../../generators/project/locks.js';
import type { GitPin } from '../../generators/project/python/pins.js';
import { planFor } from '../../test/golden.js';
import { lockCrates, newestCrate } from './crates.js';
import { type GitHub, newestRelease, type Renewal } from './github.js';
import { lockChanges, renewLocks, renewSuite } from './locks.js';
import { change, type Outcome, outcomeOf } from './outcome.js';
import type { PinData } from './write.js';

/** The registries that this script asks itself; uv and cargo know theirs. */
export interface Registries {
  readonly github: GitHub;
  readonly crates: string;
}

/** Everything that is renewed; each source returns what it has changed. */
export interface Pins extends PinData {
  readonly locks: LockStore;
  /** Modules of what is locked that are not named like their package. */
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

/** What is renewed, in this order, and from where. */
export const SOURCES: Readonly<Record<string, Source>> = {
  'the locks of generated projects': {
    from: 'PyPI, by uv',
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
    from: 'PyPI, by uv',
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
    from: 'crates.io, by its index and cargo',
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
};

/** What no registry can tell as of a cutoff: a person decides, and the file says why. */
export const BY_HAND: Readonly<Record<string, string>> = {
  'Pythons and the ends of their support': 'generators/project/python/versions.ts, from the release cycle',
  "the image's Debian": 'templates/project/docker/Dockerfile.hbs; its digest is not pinned',
  'rust-version': "templates/project/backend-maturin/rust/Cargo.toml.hbs, that of the image's Debian",
  'lower bounds': 'pyproject.toml pieces and parts.ts: they say what is needed, not what is newest',
  "runners' labels": 'the workflows in templates/',
};

const rustManifest = (): string =>
  planFor({ kind: 'library', backend: 'maturin' }).files.find(({ path }) => path === 'rust/Cargo.toml')
    ?.content ?? '';

/** Renews each pin by itself: one that fails keeps its value, and the others go on. */
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

/** Asks every source in turn; each sees what those before it have renewed. @throws {@link Unproved} */
export async function renewAll(
  pins: Pins,
  renewal: Renewal,
  registries: Registries,
): Promise<{ readonly pins: Pins; readonly outcomes: readonly Outcome[] }> {
  let now = pins;
  const outcomes: Outcome[] = [];
  for (const [what, { from, renew }] of Object.entries(SOURCES)) {
    console.log(`${what}, from ${from}`);
    const renewed = await renew(now, renewal, registries);
    now = { ...now, ...renewed.pins };
    outcomes.push(...renewed.outcomes);
  }
  return { pins: now, outcomes };
}
