/** How does the data stand in the repository? One package a line, so that a renewal is a diff to read. */
import { writeFileSync } from 'node:fs';
import type { LockData } from '../../generators/project/python/closure.js';

const FOLDER = 'generators/project/python';

/** Writes the data and their names as modules; `cutoff` is the day whose newest releases they hold. */
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
  writeFileSync(`${FOLDER}/lock-data.ts`, text.join('\n'));
  writeFileSync(`${FOLDER}/lock-names.ts`, namesModule(names));
}

/** The names alone: what a name is tested against must not cost reading all the hashes. */
const namesModule = (names: readonly string[]): string =>
  [
    '/** The names of all locked packages. Made by `npm run pins`: do not edit. */',
    'export const lockedNames: ReadonlySet<string> = new Set([',
    ...names.map((name) => `  '${name}',`),
    ']);',
    '',
  ].join('\n');
