/** The pins of every lock that a project can have without dependencies of the user's own. The build puts them in here. */
import type { PreparedPin } from './resolved.js';

export const PREPARED: Readonly<Record<string, readonly PreparedPin[]>> = {};
