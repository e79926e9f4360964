/** Writes a project completely or not at all: a new directory with one rename, an existing one with a journal. */
import path from 'node:path';
import type { Disk } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Change, Existing } from './changes.js';
import { Directory, failedWith } from './containment.js';
import { READY } from './journal.js';
import { atWork, JOURNAL, place, takeBack } from './move-into-place.js';
import {
  besidePrefix,
  discard,
  discardEmpty,
  foldersOf,
  INSIDE_PREFIX,
  removeEmptied,
  type Staging,
  stage,
  stagedTree,
  tryTo,
} from './staging.js';

const WRITES = new Set(['create', 'renew', 'replace', 'merged', 'delete', 'marked']);

/**
 * Writes the changes: all of them, or none when it throws. If the process dies, `repair` undoes the changes.
 * @throws {@link UserError} E_EXISTS when another run was faster, or a file appeared or changed in the meantime; E_DISK
 */
export function apply(
  disk: Disk,
  directory: string,
  kind: Existing['kind'],
  changes: readonly Change[],
): void {
  const writes = changes.filter((change) => WRITES.has(change.action));
  if (kind !== 'missing' && writes.length === 0) return;
  try {
    if (kind === 'missing') appear(disk, directory, writes);
    else fillIn(disk, directory, writes);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('E_DISK', namingTarget((error as Error).message), remedy(error));
  }
}

/** A new directory is staged next to its target. Messages name the target. @see besidePrefix */
const namingTarget = (message: string): string =>
  message.replace(/\.([^/\\]+)\.\d+-[0-9a-z]{8}(\/tree)?/g, '$1');

function remedy(error: unknown): string {
  if (failedWith(error, 'EACCES', 'EPERM', 'EROFS')) return 'choose a directory that you may write to';
  if (failedWith(error, 'ENAMETOOLONG')) return 'choose a shorter name';
  return 'free disk space or choose another directory, then run again';
}

/** Stages next to the directory, on the same file system, then renames. */
function appear(disk: Disk, directory: string, writes: readonly Change[]): void {
  const made = makeParents(disk, path.dirname(directory));
  try {
    const parent = new Directory(disk, path.dirname(directory));
    try {
      const staging = stage(disk, parent, besidePrefix(directory), writes, []);
      rename(disk, parent, staging, directory);
      tryTo(() => discardEmpty(parent, staging.folder, staging.journalName));
    } finally {
      parent.close();
    }
  } catch (error) {
    for (const folder of made.reverse()) tryTo(() => disk.fs.rmdir(folder));
    throw error;
  }
}

function rename(disk: Disk, parent: Directory, staging: Staging, directory: string): void {
  try {
    // rename(2) replaces an empty directory, and fails on a non-empty one.
    parent.rename(stagedTree(staging.folder), path.basename(directory));
  } catch (error) {
    tryTo(() => discard(parent, staging.folder, staging.journalName, staging.journal.entries));
    if (!disk.fs.lstat(directory)) throw error;
    throw new UserError('E_EXISTS', `${directory} appeared meanwhile`, 'nothing was written; run it again');
  }
}

/**
 * Creates missing parents one by one: Node 20's recursive mkdir hangs if a folder cannot be created. @returns the
 * created ones
 */
function makeParents(disk: Disk, parent: string): string[] {
  const missing: string[] = [];
  for (let folder = parent; !disk.fs.lstat(folder); folder = path.dirname(folder)) missing.unshift(folder);
  const made: string[] = [];
  try {
    for (const folder of missing) {
      disk.fs.mkdir(folder, 0o777);
      made.push(folder);
    }
  } catch (error) {
    // Another run may be creating the same folders.
    if (failedWith(error, 'EEXIST')) return [...made, ...makeParents(disk, parent)];
    for (const folder of made.reverse()) tryTo(() => disk.fs.rmdir(folder));
    throw error;
  }
  return made;
}

/**
 * Stages inside the directory. During the moves into place, the staging directory has the name {@link JOURNAL}, which
 * only one run can have. When it has its own name again, everything is done or undone.
 */
function fillIn(disk: Disk, name: string, writes: readonly Change[]): void {
  const directory = new Directory(disk, name);
  try {
    const missing = foldersOf(writes.map((change) => change.path)).filter(
      (folder) => !directory.lstat(folder),
    );
    const staging = stage(disk, directory, INSIDE_PREFIX, writes, missing);
    begin(directory, staging);
    try {
      place(disk, directory, staging, writes);
      directory.rename(JOURNAL, staging.folder);
    } catch (error) {
      undo(directory, staging, error);
    }
    removeEmptied(directory, staging.journal.entries);
    tryTo(() => discard(directory, staging.folder, staging.journalName, staging.journal.entries));
  } finally {
    directory.close();
  }
}

function begin(directory: Directory, { folder, journalName, journal }: Staging): void {
  try {
    directory.append(`${folder}/${journalName}`, Buffer.from(READY));
    directory.rename(folder, JOURNAL);
  } catch (error) {
    tryTo(() => discard(directory, folder, journalName, journal.entries));
    throw failedWith(error, 'EEXIST', 'ENOTDIR', 'ENOTEMPTY') ? atWork(directory) : error;
  }
}

function undo(directory: Directory, { folder, journalName, journal }: Staging, error: unknown): never {
  try {
    takeBack(directory, journalName, journal);
    directory.rename(JOURNAL, folder);
  } catch (second) {
    throw new UserError(
      'E_DISK',
      `${(error as Error).message}; and the changes could not be undone: ${(second as Error).message}`,
      'the next run in this directory will undo them',
    );
  }
  tryTo(() => discard(directory, folder, journalName, journal.entries));
  throw error;
}
