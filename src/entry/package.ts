/** This package's folder and version. The build replaces this module with the version itself. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root: this file is build/src/entry/package.js in it. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };

export const VERSION = manifest.version;

/** The folder with the templates of a pack. */
export const packFolder = (name: string): string => path.join(ROOT, 'templates', name);
