/** Names modules for messages and tables. */
import path from 'node:path';
import { ROOT } from '../../src/entry/package.js';

/** A file's path from the root, "/"-separated. */
export const fromRoot = (id: string): string => path.relative(ROOT, id).split(path.sep).join('/');
