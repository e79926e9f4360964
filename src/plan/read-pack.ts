/** Reads a pack's templates from a folder. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../model/errors.js';
import type { Template } from '../model/pack.js';
import type { Tree } from '../model/template.js';
import { parseTemplate } from './parse-template.js';

/**
 * @param folder contains one folder for each part
 * @throws {@link UserError} E_PACK when a template cannot be parsed
 */
export function readTemplates(folder: string): Template[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const name = path.join(entry.parentPath, entry.name);
      const [part = '', ...rest] = path.relative(folder, name).split(path.sep);
      const file = rest.join('/').replace(/\.hbs$/, '');
      const text = readFileSync(name, 'utf8');
      const parse = (source: string): Tree => {
        try {
          return parseTemplate(source);
        } catch (error) {
          throw new UserError('E_PACK', `${name}: ${(error as Error).message}`, 'correct the template');
        }
      };
      return { part, file, path: parse(file), content: entry.name.endsWith('.hbs') ? parse(text) : [text] };
    })
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}
