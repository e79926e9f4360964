/** Checks that generated code passes ruff's line length for names and descriptions of every length. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { planFor } from '../golden.js';

const KINDS = ['cli', 'library', 'web'];
const BACKENDS = ['hatchling', 'maturin'];

/** The maximum length of a name. */
const LONGEST = 64;

/** Writes the files that ruff checks, once for each length of the name. @returns the number of projects */
export function writeLengths(folder: string): number {
  let written = 0;
  for (const kind of KINDS)
    for (const backend of BACKENDS)
      for (let length = 1; length <= LONGEST; length += 1) {
        const name = `q${'x'.repeat(length - 1)}`;
        // The descriptions grow with the name, to about 650 characters.
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
