/** The pins of a lock: those that the build has resolved, or else resolved now. */
import type { LockData } from './closure.js';
import { bareName, keyOf, type LockSource, labelOf } from './lock-source.js';
import { hashesOf, lockData, prepared } from './locked.js';
import { prepare } from './prepare.js';

/** A pin as printed. */
export interface PrintedPin {
  /** With its extras: `coverage[toml]`. */
  readonly name: string;
  readonly version: string;
  /** In hexadecimal, one after the other. */
  readonly hashes: string;
  /** The marker, or ''. */
  readonly condition: string;
  readonly via: readonly string[];
}

/** Sorted by name. @throws Error for what the data lacks */
export function pinsOf(sources: readonly LockSource[], python: string, data: LockData): PrintedPin[] {
  const known = data === lockData() ? prepared(python).pins[keyOf(python, sources)] : undefined;
  return (known ?? prepare(sources, python, data)).map(([name, index, condition, ...via]) => {
    const locked = data[bareName(name)]?.[index];
    if (!locked) throw new Error(`the lock data has no ${name}: run npm run pins`);
    const parents = via.map((parent) => {
      const source = typeof parent === 'number' ? sources[parent] : undefined;
      return source ? labelOf(source) : String(parent);
    });
    return { name, version: locked.version, hashes: hashesOf(locked), condition, via: parents };
  });
}
