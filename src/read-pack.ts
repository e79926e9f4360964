/** A folder of templates -> the templates of a pack. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Template } from './pack.js';

/** @param folder holds one folder for each part */
export function readTemplates(folder: string): Template[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const [part = '', ...rest] = path.relative(folder, file).split(path.sep);
      const rendered = entry.name.endsWith('.hbs');
      return { part, path: rest.join('/').replace(/\.hbs$/, ''), text: readFileSync(file, 'utf8'), rendered };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
