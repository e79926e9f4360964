/** Moves staged files into a directory with other files, in a way that can be undone at any moment. */
import type { Stats } from 'node:fs';
import type { Disk } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Change } from './changes.js';
import { type Directory, failedWith } from './containment.js';
import type { Journal } from './journal.js';
import { readPlain } from './read.js';
import { replacedFile, type Staging, stagedTree } from './staging.js';

/**
 * The name of a staging directory while its files are moved into place. A directory can have only one such folder, so
 * only one run can write.
 */
export const JOURNAL = '.create-pyproject.journal';

/** The errors of link(2) if the system has no hard links, or allows none to another user's file. */
const NO_LINKS = ['EACCES', 'EMLINK', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM'];

/** The error for a second run into the same directory. */
export const atWork = (directory: Directory, by = ''): UserError =>
  new UserError(
    'E_EXISTS',
    `${directory.path(JOURNAL)} exists: another run${by} is writing into this directory`,
    'wait for it to end, then run it again',
  );

const meanwhile = (directory: Directory, path: string, what: string): UserError =>
  new UserError(
    'E_EXISTS',
    `${directory.path(path)} ${what} meanwhile`,
    'nothing was written; run it again',
    [path],
  );

/**
 * Moves every staged file into place. A replaced file keeps a second name until the end, and is never written to, so
 * that its other hard links keep the old text.
 * @param changes the staged ones
 * @throws {@link UserError} E_EXISTS when something appeared or changed since the comparison; file system errors
 */
export function place(
  disk: Disk,
  directory: Directory,
  { journal }: Staging,
  changes: readonly Change[],
): void {
  for (const folder of journal.folders) makeFolder(directory, folder);
  changes.forEach(({ path, before, action }, index) => {
    const staged = `${stagedTree(JOURNAL)}/${path}`;
    if (before === undefined) {
      putNew(directory, staged, path);
      return;
    }
    const old = replacedFile(JOURNAL, index);
    keep(directory, path, old);
    const found = directory.use(old, (at) => readPlain(disk, at, before.length));
    if (!found || found.size !== before.length || Buffer.compare(found.bytes, before) !== 0)
      throw meanwhile(directory, path, 'was changed');
    if (action === 'delete') directory.unlink(path);
    else directory.rename(staged, path);
  });
}

function makeFolder(directory: Directory, folder: string): void {
  try {
    directory.makeFolder(folder, 0o755);
  } catch (error) {
    if (!failedWith(error, 'EEXIST')) throw error;
  }
}

/** Unlike a rename, a link cannot replace a file that has appeared in the meantime. */
function putNew(directory: Directory, staged: string, path: string): void {
  try {
    directory.link(staged, path);
  } catch (error) {
    if (failedWith(error, ...NO_LINKS) && !directory.lstat(path)) directory.rename(staged, path);
    else throw failedWith(error, 'EEXIST', ...NO_LINKS) ? meanwhile(directory, path, 'appeared') : error;
  }
}

/** Gives a file a second name; on systems without hard links, renames it. */
function keep(directory: Directory, path: string, old: string): void {
  try {
    directory.link(path, old);
  } catch (error) {
    if (failedWith(error, 'ENOENT')) throw meanwhile(directory, path, 'was removed');
    if (!failedWith(error, ...NO_LINKS)) throw error;
    directory.rename(path, old);
  }
}

/** Whether a replacement was moved into place: the rename has removed its staged name. A removal has none. */
const isReplaced = (staged: Stats | undefined): boolean => staged === undefined;

/**
 * Whether this run put the new file there: it is a link to the staged file or, without hard links, the renamed file
 * itself.
 */
const isPlaced = (there: Stats, staged: Stats | undefined): boolean =>
  staged === undefined || staged.ino === there.ino;

/**
 * Undoes the changes of `place` so far. Can be repeated after an interruption.
 * @returns the paths of files that were changed since, which are kept
 * @throws file system errors
 */
export function takeBack(directory: Directory, journalName: string, { entries, folders }: Journal): string[] {
  // `ready` was written after staging, so a file with a later change contains someone else's work.
  const ready = directory.lstat(`${JOURNAL}/${journalName}`)?.mtimeMs ?? 0;
  const changed: string[] = [];
  entries.forEach(({ path, replaces }, index) => {
    const there = directory.lstat(path);
    const old = directory.lstat(replacedFile(JOURNAL, index));
    const staged = directory.lstat(`${stagedTree(JOURNAL)}/${path}`);
    const ours = there !== undefined && (replaces ? isReplaced(staged) : isPlaced(there, staged));
    if (ours && (!there.isFile() || there.mtimeMs > ready)) changed.push(path);
    else if (old && (ours || !there)) directory.rename(replacedFile(JOURNAL, index), path);
    else if (ours && !replaces) directory.unlink(path);
  });
  for (const folder of [...folders].reverse()) {
    try {
      directory.rmdir(folder);
    } catch (error) {
      // The folder contains someone else's file.
      if (!failedWith(error, 'ENOTEMPTY', 'EEXIST', 'ENOTDIR')) throw error;
    }
  }
  return changed;
}
