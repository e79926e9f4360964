/** Renews the shipped locks, which must be proved, and those of the Python suite, as uv resolves them at the cutoff. */
import type { LockData } from '../../generators/project/python/closure.js';
import { importNames } from './import-names.js';
import { Unproved } from './outcome.js';
import { LOWEST, roots } from './projects.js';
import { proveLocks } from './prove.js';
import { resolveLocks } from './resolve.js';
import { findUv } from './uv.js';

/**
 * The data as of `cutoff`, resolved by the uv that `present` pins and proved by the one that the new data pin, and the
 * import names of what they lock.
 * @throws {@link Unproved}; uv's own error when the index cannot be reached
 */
export function renewLocks(present: LockData, cutoff: string): { locks: LockData; imports: string[] } {
  const data = resolveLocks(findUv(present), roots(), LOWEST, cutoff);
  const uv = findUv(data);
  const misses = proveLocks(uv, data, cutoff);
  if (misses.length > 0) throw new Unproved(misses);
  return { locks: data, imports: importNames(uv, data) };
}

/** Locks test/python/tools.in again, with the options in its lock's header. */
export function renewSuite(data: LockData, cutoff: string): void {
  const options = [
    '--universal',
    '--generate-hashes',
    '--no-strip-extras',
    '--python-version=3.11',
    '--output-file=tools.txt',
  ];
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
