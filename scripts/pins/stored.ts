/** Reads the store of locks in the repository. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { LockStore } from '../../generators/project/locks.js';
import { ROOT } from '../root.js';

const FOLDER = path.join(ROOT, 'generators/project/locks');

const read = (name: string): string => readFileSync(path.join(FOLDER, name), 'utf8');

export const storedLocks = (): LockStore => ({
  ...(JSON.parse(read('index.json')) as Pick<LockStore, 'locks' | 'projects'>),
  blocks: read('blocks.txt').trimEnd().split('\n\n'),
});
