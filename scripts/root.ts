/** Where the repository is. */
import path from 'node:path';

/** The repository's root: this file is build/scripts/root.js in it. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** The folder with the templates of a pack. */
export const packFolder = (name: string): string => path.join(ROOT, 'templates', name);
