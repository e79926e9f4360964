/** Detects interrupted runs. Most runs find none, and never load the code that undoes them. */
import path from 'node:path';
import type { Disk } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { Directory } from './containment.js';
import { removeStaging, takeBackLeft } from './leftovers.js';
import { JOURNAL } from './move-into-place.js';
import { besidePrefix, INSIDE_PREFIX, stagedBy, tryTo } from './staging.js';

/**
 * Cleans up after dead runs. Except for their empty folders, it removes only files that a dead process's journal lists,
 * and only if the journal contains its own folder's inode.
 * @param target absolute; need not exist
 * @returns notes about the repairs
 * @throws {@link UserError} E_EXISTS when another run is active there, or a folder of the journal's name is not ours;
 * E_DISK when the changes cannot be undone
 */
export function repair(disk: Disk, target: string): string[] {
  const notes: string[] = [];
  tryIn(disk, path.dirname(target), (parent) => sweep(disk, parent, besidePrefix(target), notes));
  try {
    tryIn(disk, target, (directory) => {
      if (directory.lstat(JOURNAL)) takeBackLeft(disk, directory, notes);
      sweep(disk, directory, INSIDE_PREFIX, notes);
    });
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      'E_DISK',
      (error as Error).message,
      `the changes of an interrupted run in ${target} are still there`,
    );
  }
  return notes;
}

/** Skips a missing or unreadable directory, which is reported elsewhere. */
function tryIn(disk: Disk, name: string, act: (directory: Directory) => void): void {
  let directory: Directory;
  try {
    directory = new Directory(disk, name);
  } catch {
    return;
  }
  try {
    act(directory);
  } finally {
    directory.close();
  }
}

/** Removes staging directories of dead processes. One that cannot be removed is kept. */
function sweep(disk: Disk, directory: Directory, prefix: string, notes: string[]): void {
  const names: string[] = [];
  tryTo(() => names.push(...directory.list('')));
  for (const name of names) {
    const pid = stagedBy(prefix, name);
    if (pid !== undefined) tryTo(() => removeStaging(disk, directory, name, pid, notes));
  }
}
