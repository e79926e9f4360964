/** Renews the shipped locks and those of the Python suite with uv as of the cutoff, and proves the stored locks. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { LOCKS, type LockStore, projectLocks } from '../../generators/project/locks.js';
import { compile, warm } from './compile.js';
import { importNames } from './import-names.js';
import { Unproved } from './outcome.js';
import { reachableProjects } from './projects.js';
import { pinsIn, STAND_IN, storeOf } from './store.js';
import { findUv, type Uv } from './uv.js';

/**
 * The locks of every project as of `cutoff`, and the modules of the locked packages. The uv that `present` pins
 * resolves the locks, and the uv that the new locks pin proves them.
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
 * Compares the stored locks of every project with two runs of uv. The first has no existing locks and uses `cutoff`,
 * which proves versions and hashes. The second has the locks and no cutoff, like `make lock` in a new project. The
 * second run alone would not be enough, because uv trusts the hashes of an existing lock.
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
    `\n${projects.size} combinations: ${compared - misses.length} of ${compared} locks equal uv's output`,
  );
  return misses;
}

/** The first lines that only one of the two texts has. */
function difference(ours: string, theirs: string): string {
  const [a, b] = [ours.split('\n'), theirs.split('\n')];
  const only = (x: string[], y: string[], sign: string) =>
    x.filter((line) => !y.includes(line)).map((line) => `  ${sign} ${line}`);
  return [...only(a, b, 'store'), ...only(b, a, 'uv   ')].slice(0, 20).join('\n');
}

/** Updates the locks of test/python/tools.in and of the package managers, with the options in the locks' headers. */
export function renewSuite(store: LockStore, cutoff: string): void {
  const uv = findUv(store);
  const lock = (folder: string, name: string): void =>
    uv(folder, ['pip', 'compile', '--upgrade', ...SUITE_OPTIONS, `--output-file=${name}.txt`, `${name}.in`], {
      cutoff,
    });
  lock('test/python', 'tools');
  for (const file of readdirSync('test/python/managers').filter((name) => name.endsWith('.in')))
    lock('test/python/managers', path.basename(file, '.in'));
}

const SUITE_OPTIONS = ['--universal', '--generate-hashes', '--no-strip-extras', '--python-version=3.11'];

/** Describes the differences between two stores. */
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
    .map((name) => `${name} ${now.get(name) ?? 'nothing'}, previously ${old.get(name) ?? 'nothing'}`);
  return changed.length === 0 ? 'unchanged' : changed.join('; ');
}
