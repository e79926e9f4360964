/** Where is a project written before it is in its place? In a folder of this run's own, whose journal says what is in it. */
import path from 'node:path';
import type { Change } from './changes.js';
import type { Directory } from './contain.js';
import type { Disk } from './host.js';
import { type Entry, type Journal, journalName, journalText } from './journal.js';

/** What a run has staged. Its names are those of a {@link Directory}. */
export interface Staging {
  readonly folder: string;
  /** The name of the journal in the folder. */
  readonly journalName: string;
  readonly journal: Journal;
}

/** The beginning of a staging folder's name beside a directory that is to appear. */
export const besidePrefix = (directory: string): string => `.${path.basename(directory)}.`;

/** The same in a directory that is there. */
export const INSIDE_PREFIX = '.create-pyproject.';

/** Behind the prefix of a staging folder's name: the process and a random part. */
const UNIQUE = /^(\d+)-[0-9a-z]{8}$/;

/** A new name. It is made to be the only one of its kind, not to be a secret. */
export const stagingName = (disk: Disk, prefix: string): string =>
  `${prefix}${disk.pid}-${Math.random().toString(36).slice(2, 10).padEnd(8, '0')}`;

/** The process in the name of a staging folder, or undefined when it is not named like one. */
export function stagedBy(prefix: string, name: string): number | undefined {
  const pid = name.startsWith(prefix) ? UNIQUE.exec(name.slice(prefix.length))?.[1] : undefined;
  return pid === undefined ? undefined : Number(pid);
}

/** Where the files stand in a staging folder, each at its path. */
export const stagedTree = (folder: string): string => `${folder}/tree`;

/** Where a file stands that is replaced. */
export const replacedFile = (folder: string, index: number): string => `${folder}/old-${index}`;

/** Every folder that the paths name, each after the one that it lies in. */
export function foldersOf(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const name of paths) {
    for (let end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1))
      folders.add(name.slice(0, end));
  }
  return [...folders];
}

/**
 * Writes the changes into a new folder, which nobody else may enter: whatever its files and folders are allowed later.
 * @param prefix of the folder's name
 * @param folders those of the project that have to be made
 * @throws what the file system throws; nothing is left then
 */
export function stage(
  disk: Disk,
  directory: Directory,
  prefix: string,
  changes: readonly Change[],
  folders: readonly string[],
): Staging {
  const folder = stagingName(disk, prefix);
  const entries = changes.map(({ path, action }): Entry => ({ path, replaces: action !== 'create' }));
  const name = journalName(disk);
  try {
    const journal = { inode: directory.makeFolder(folder, 0o700), entries, folders };
    directory.writeNew(`${folder}/${name}`, Buffer.from(journalText(journal)), 0o600);
    const tree = stagedTree(folder);
    directory.makeFolder(tree, 0o755);
    for (const inner of foldersOf(changes.map(({ path }) => path)))
      directory.makeFolder(`${tree}/${inner}`, 0o755);
    for (const { path, after, mode } of changes)
      directory.writeNew(`${tree}/${path}`, after, Number.parseInt(mode, 8));
    return { folder, journalName: name, journal };
  } catch (error) {
    tryTo(() => discard(directory, folder, name, entries));
    throw error;
  }
}

/** What cannot be removed now, the next run removes. */
export function tryTo(act: () => void): void {
  try {
    act();
  } catch {
    // said by the next run
  }
}

/**
 * Removes a staging folder, and of what is in it just what its journal names; the journal last.
 * @throws what the file system throws, ENOTEMPTY when there is something else in it
 */
export function discard(
  directory: Directory,
  folder: string,
  journal: string,
  entries: readonly Entry[],
): void {
  const tree = stagedTree(folder);
  entries.forEach(({ path, replaces }, index) => {
    directory.unlink(`${tree}/${path}`);
    if (replaces) directory.unlink(replacedFile(folder, index));
  });
  for (const inner of foldersOf(entries.map(({ path }) => path)).reverse())
    directory.rmdir(`${tree}/${inner}`);
  directory.rmdir(tree);
  discardEmpty(directory, folder, journal);
}

/** Removes a staging folder that holds nothing any more but its journal. */
export function discardEmpty(directory: Directory, folder: string, journal: string): void {
  directory.unlink(`${folder}/${journal}`);
  directory.rmdir(folder);
}
