/** Whether the line length of ruff holds for names and descriptions of every length: code is formatted, not a template. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { planFor } from '../golden.js';

const KINDS = ['cli', 'library', 'web'];
const BACKENDS = ['hatchling', 'maturin'];

/** The most characters that a name may have. */
const LONGEST = 64;

/** Writes what ruff reads of a project for each length of the name. @returns how many projects */
export function writeLengths(folder: string): number {
  let written = 0;
  for (const kind of KINDS)
    for (const backend of BACKENDS)
      for (let length = 1; length <= LONGEST; length += 1) {
        const name = `q${'x'.repeat(length - 1)}`;
        // Longer than 400 characters are refused by nobody: the longest name has a description of more.
        const description = `A ${'long '.repeat(1 + length * 2)}sentence.`;
        for (const file of planFor({ name, kind, backend, description }).files) {
          if (!/\.(py|pyi|md)$|^pyproject\.toml$/.test(file.path)) continue;
          const target = path.join(folder, `${kind}-${backend}-${length}`, file.path);
          mkdirSync(path.dirname(target), { recursive: true });
          writeFileSync(target, file.content);
        }
        written += 1;
      }
  return written;
}
