/** The shipped lock data, and the pins that the build has resolved from it. The build puts files in the place of this module. */
import type { LockData } from './closure.js';
import { packages } from './lock-data.js';
import type { PreparedPin } from './resolved.js';

/** Functions, so that nothing is read before it is needed: the first question needs none of it. */
export const lockData = (): LockData => packages;

/** The pins of every lock that a project can have without dependencies of the user's own. */
export const preparedPins = (): Readonly<Record<string, readonly PreparedPin[]>> => ({});
