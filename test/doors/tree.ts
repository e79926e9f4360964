/** Reads a directory into a form that can be compared. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Path -> mode and digest of every file. */
export type Tree = ReadonlyMap<string, string>;

export function treeOf(folder: string): Tree {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  return new Map(
    files.map((file) => [
      path.relative(folder, file),
      `${(statSync(file).mode & 0o777).toString(8)} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`,
    ]),
  );
}

export const RECORD = '.create-pyproject.toml';

/** The tree without the record, which names where a pack came from. */
export const withoutRecord = (tree: Tree): Tree => new Map([...tree].filter(([name]) => name !== RECORD));

/** @throws {Error} that names the files that differ */
export function same(found: Tree, wanted: Tree): void {
  if (wanted.size === 0) throw new Error('there are no files to compare with');
  const names = new Set([...found.keys(), ...wanted.keys()]);
  const other = [...names].filter((name) => found.get(name) !== wanted.get(name));
  if (other.length > 0)
    throw new Error(
      other
        .map((name) => `${name}: ${found.get(name) ?? 'missing'}, not ${wanted.get(name) ?? 'present'}`)
        .join('\n'),
    );
}
