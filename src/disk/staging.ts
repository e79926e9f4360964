/** Writes a project to a staging directory before it is moved into place. The directory's journal lists its content. */
import path from 'node:path';
import type { Disk } from '../host/host.js';
import type { Change } from './changes.js';
import type { Directory } from './containment.js';
import { type Entry, type Journal, journalName, journalText } from './journal.js';

/** The staged files of a run. Names are relative to a {@link Directory}. */
export interface Staging {
  readonly folder: string;
  /** The name of the journal in the folder. */
  readonly journalName: string;
  readonly journal: Journal;
}

/** The prefix of a staging directory's name next to a new target. */
export const besidePrefix = (directory: string): string => `.${path.basename(directory)}.`;

/** The prefix inside an existing directory. */
export const INSIDE_PREFIX = '.create-pyproject.';

/** The end of a staging directory's name: the process and a random part. */
const UNIQUE = /^(\d+)-[0-9a-z]{8}$/;

/** A new name. It must be unique, but need not be secret. */
export const stagingName = (disk: Disk, prefix: string): string =>
  `${prefix}${disk.pid}-${Math.random().toString(36).slice(2, 10).padEnd(8, '0')}`;

/** The process in the name of a staging directory; undefined for any other name. */
export function stagedBy(prefix: string, name: string): number | undefined {
  const pid = name.startsWith(prefix) ? UNIQUE.exec(name.slice(prefix.length))?.[1] : undefined;
  return pid === undefined ? undefined : Number(pid);
}

/** The folder of the staged files, each at its path in the project. */
export const stagedTree = (folder: string): string => `${folder}/tree`;

/** The path to which a replaced file is linked. */
export const replacedFile = (folder: string, index: number): string => `${folder}/old-${index}`;

/** Every folder in the paths, parents first. */
export function foldersOf(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const name of paths) {
    for (let end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1))
      folders.add(name.slice(0, end));
  }
  return [...folders];
}

/**
 * Stages the changes in a new 0700 directory, in which files already have their final modes.
 * @param prefix of the directory's name
 * @param folders of the project that have to be created
 * @throws file system errors; the directory has then been removed
 */
export function stage(
  disk: Disk,
  directory: Directory,
  prefix: string,
  changes: readonly Change[],
  folders: readonly string[],
): Staging {
  const folder = stagingName(disk, prefix);
  const entries = changes.map(
    ({ path, action }): Entry => ({
      path,
      replaces: action !== 'create',
      ...(action === 'delete' && { removes: true }),
    }),
  );
  const name = journalName(disk);
  try {
    const journal = { inode: directory.makeFolder(folder, 0o700), entries, folders };
    directory.writeNew(`${folder}/${name}`, Buffer.from(journalText(journal)), 0o600);
    const tree = stagedTree(folder);
    directory.makeFolder(tree, 0o755);
    for (const inner of foldersOf(changes.map(({ path }) => path)))
      directory.makeFolder(`${tree}/${inner}`, 0o755);
    for (const { path, after, mode, action } of changes)
      if (action !== 'delete') directory.writeNew(`${tree}/${path}`, after, Number.parseInt(mode, 8));
    return { folder, journalName: name, journal };
  } catch (error) {
    tryTo(() => discard(directory, folder, name, entries));
    throw error;
  }
}

/** A failed removal is ignored, because the next run tries again. */
export function tryTo(act: () => void): void {
  try {
    act();
  } catch {
    // reported by the next run
  }
}

/** Removes the folders in which a complete run has left nothing. Others stay. */
export function removeEmptied(directory: Directory, entries: readonly Entry[]): void {
  const removed = entries.flatMap(({ path, removes }) => (removes ? path : []));
  for (const folder of foldersOf(removed).reverse()) tryTo(() => directory.rmdir(folder));
}

/**
 * Removes a staging directory, but of its contents only the files in its journal, and the journal last.
 * @throws file system errors, ENOTEMPTY when it contains anything else
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

/** Removes a staging directory that contains only its journal. */
export function discardEmpty(directory: Directory, folder: string, journal: string): void {
  directory.unlink(`${folder}/${journal}`);
  directory.rmdir(folder);
}
