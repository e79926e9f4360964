/** How does the data stand in the repository? One package a line, so that a renewal is a diff to read. */
import { writeFileSync } from 'node:fs';
import type { LockData } from '../../generators/project/python/closure.js';

const FILE = 'generators/project/python/lock-data.ts';

/** Writes the data as a module; `cutoff` is the day whose newest releases it holds. */
export function writeLockData(data: LockData, cutoff: string): void {
  const names = Object.keys(data).sort();
  const lines = names.map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify(data[name])},`);
  const text = [
    '/** Which versions are locked, what they require, and their hashes. Made by `npm run pins`: do not edit. */',
    "import type { LockData } from './closure.js';",
    '',
    '/** Nothing younger is in it: see docs/notes. */',
    `export const cutoff = '${cutoff}';`,
    '',
    'export const packages: LockData = {',
    ...lines,
    '};',
    '',
  ];
  writeFileSync(FILE, text.join('\n'));
}
