/** The shipped lock data, and the pins that the build has resolved from it. The build replaces this module with files. */
import type { LockData, LockedPackage } from './closure.js';
import { packages } from './lock-data.js';
import type { PreparedPin } from './lock-source.js';

/** Functions, so that nothing is read before it is needed: the first question needs none of it. */
export const lockData = (): LockData => packages;

/** The sha256 of every file of the release, in hexadecimal, one after the other. */
export const hashesOf = ({ sha256 }: LockedPackage): string => Buffer.from(sha256, 'base64').toString('hex');

/** What the build has made for projects without dependencies of the user's own. */
export interface Prepared {
  /** The pins of every lock, by {@link keyOf}. */
  readonly pins: Readonly<Record<string, readonly PreparedPin[]>>;
}

/** @param python the lowest supported Python, e.g. `3.11` */
export const prepared = (_python: string): Prepared => ({ pins: {} });
