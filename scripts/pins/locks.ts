/** Renews the shipped locks and those of the Python suite, as uv resolves them at the cutoff, and proves the stored ones. */
import { LOCKS, type LockStore, projectLocks } from '../../generators/project/locks.js';
import { compile, warm } from './compile.js';
import { importNames } from './import-names.js';
import { Unproved } from './outcome.js';
import { reachableProjects } from './projects.js';
import { pinsIn, STAND_IN, storeOf } from './store.js';
import { findUv, type Uv } from './uv.js';

/**
 * The locks of every project as of `cutoff`, resolved by the uv that `present` pins and proved by the one that the new
 * locks pin, and the modules of what they lock.
 * @throws {@link Unproved}; uv's own error when the index cannot be reached
 */
export function renewLocks(present: LockStore, cutoff: string): { store: LockStore; imports: string[] } {
  const projects = [...reachableProjects().values()];
  const before = findUv(present);
  warm(before, projects, cutoff);
  const store = storeOf(
    projects.map((project) => ({ project, locks: compile(before, project, {}, cutoff) })),
  );
  const uv = findUv(store);
  const misses = proveLocks(uv, store, cutoff);
  if (misses.length > 0) throw new Unproved(misses);
  return { store, imports: importNames(uv, store) };
}

/**
 * Compares the stored locks of every project with what uv makes twice: from nothing as of `cutoff`, which proves versions
 * and hashes, and again over the locks themselves with no cutoff, which is `make lock` in a fresh project. (uv trusts the
 * hashes of an existing lock, so the second run alone would miss a wrong one.)
 */
export function proveLocks(uv: Uv, store: LockStore, cutoff: string): string[] {
  const projects = reachableProjects();
  warm(uv, [...projects.values()], cutoff);
  const misses: string[] = [];
  let compared = 0;
  for (const [name, project] of projects) {
    const stored = projectLocks(STAND_IN, project, store);
    const found = { fresh: compile(uv, project, {}, cutoff), again: compile(uv, project, stored) };
    for (const [way, made] of Object.entries(found))
      for (const lock of LOCKS) {
        compared++;
        if (made[lock] !== stored[lock])
          misses.push(`${name}: ${lock} (${way})\n${difference(stored[lock], made[lock])}`);
      }
    process.stdout.write('.');
  }
  console.log(
    `\n${projects.size} combinations: ${compared - misses.length} of ${compared} locks are uv's own bytes`,
  );
  return misses;
}

/** The lines that only one of the two has; enough of them to see what is wrong. */
function difference(ours: string, theirs: string): string {
  const [a, b] = [ours.split('\n'), theirs.split('\n')];
  const only = (x: string[], y: string[], sign: string) =>
    x.filter((line) => !y.includes(line)).map((line) => `  ${sign} ${line}`);
  return [...only(a, b, 'store'), ...only(b, a, 'uv   ')].slice(0, 20).join('\n');
}

/** Locks test/python/tools.in again, with the options in its lock's header. */
export function renewSuite(store: LockStore, cutoff: string): void {
  const options = [
    '--universal',
    '--generate-hashes',
    '--no-strip-extras',
    '--python-version=3.11',
    '--output-file=tools.txt',
  ];
  findUv(store)('test/python', ['pip', 'compile', '--upgrade', ...options, 'tools.in'], { cutoff });
}

/** What differs between two stores, in words. */
export function lockChanges(before: LockStore, after: LockStore): string {
  const versions = (store: LockStore): Map<string, string> => {
    const found = new Map<string, string>();
    for (const { name, version } of pinsIn(store))
      found.set(name, [found.get(name), version].filter(Boolean).join(' and '));
    return found;
  };
  const [old, now] = [versions(before), versions(after)];
  const changed = [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => old.get(name) !== now.get(name))
    .sort()
    .map((name) => `${name} ${now.get(name) ?? 'nothing'}, was ${old.get(name) ?? 'nothing'}`);
  return changed.length === 0 ? 'as before' : changed.join('; ');
}
