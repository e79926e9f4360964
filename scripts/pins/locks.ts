/** Which locks are shipped, and which has the Python suite? What uv resolves as of the cutoff, proved before it counts. */
import type { LockData } from '../../generators/project/python/closure.js';
import { importNames } from './import-names.js';
import { Unproved } from './outcome.js';
import { LOWEST, roots } from './projects.js';
import { proveLocks } from './prove.js';
import { resolveLocks } from './resolve.js';
import { findUv } from './uv.js';

/**
 * The data as of `cutoff`, resolved by the uv that `present` pins and proved by the one that the new data pin, and what their
 * modules are called.
 * @throws {@link Unproved}; anything that uv says when the index is not reached
 */
export function renewLocks(present: LockData, cutoff: string): { locks: LockData; imports: string[] } {
  const data = resolveLocks(findUv(present), roots(), LOWEST, cutoff);
  const uv = findUv(data);
  const misses = proveLocks(uv, data, cutoff);
  if (misses.length > 0) throw new Unproved(misses);
  return { locks: data, imports: importNames(uv, data) };
}

/** Locks test/python/tools.in again, by the options that its lock's header says. */
export function renewSuite(data: LockData, cutoff: string): void {
  const options = ['--universal', '--generate-hashes', '--python-version=3.11', '--output-file=tools.txt'];
  findUv(data)('test/python', ['pip', 'compile', '--upgrade', ...options, 'tools.in'], { cutoff });
}

/** What differs between two states of the data, in words. */
export function lockChanges(before: LockData, after: LockData): string {
  const versions = (data: LockData, name: string): string =>
    (data[name] ?? []).map(({ version }) => version).join(' and ') || 'nothing';
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => versions(before, name) !== versions(after, name))
    .sort()
    .map((name) => `${name} ${versions(after, name)}, was ${versions(before, name)}`);
  return changed.length === 0 ? 'as before' : changed.join('; ');
}
