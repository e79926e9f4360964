import type { LockData } from './lock.js';
export const cutoff = '';
export const packages: LockData = {};
