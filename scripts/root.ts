/** The location of the repository. */
import path from 'node:path';

/** The repository's root. The compiled form of this file is build/scripts/root.js. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** The templates folder of a pack. */
export const packFolder = (name: string): string => path.join(ROOT, 'templates', name);
