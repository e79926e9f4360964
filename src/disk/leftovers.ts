/** Undoes an interrupted run: removes its staging directory, and undoes its changes. */
import type { Disk } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { type Directory, failedWith } from './containment.js';
import { isAtWork, type Journal, journalName, type Owner, ownerOf, parseJournal } from './journal.js';
import { atWork, JOURNAL, takeBack } from './move-into-place.js';
import { JOURNAL_BYTES, readPlain } from './read.js';
import { discard, INSIDE_PREFIX, removeEmptied, stagingName, tryTo } from './staging.js';

interface Found {
  /** The name of its journal. */
  readonly file: string;
  readonly owner: Owner;
  /** undefined if it is not the journal of a run in this folder. */
  readonly journal: Journal | undefined;
}

/** The content of a staging directory: nothing, a journal, or something else (undefined). */
function find(disk: Disk, directory: Directory, folder: string): Found | 'nothing' | undefined {
  const names = directory.list(folder);
  if (names.length === 0) return 'nothing';
  const [file, ...others] = names.filter((name) => ownerOf(name));
  const owner = ownerOf(file ?? '');
  const inode = directory.lstat(folder)?.ino;
  if (file === undefined || owner === undefined || others.length > 0 || inode === undefined) return undefined;
  const read = directory.use(`${folder}/${file}`, (at) => readPlain(disk, at, JOURNAL_BYTES));
  const journal = read && parseJournal(Buffer.from(read.bytes).toString('utf8'), inode);
  return { file, owner, journal };
}

/**
 * Removes a staging directory of a dead process. Other files are kept.
 * @param name its name in `directory`
 * @param pid the process in its name
 * @throws the file system error when it cannot be removed
 */
export function removeStaging(
  disk: Disk,
  directory: Directory,
  name: string,
  pid: number,
  notes: string[],
): void {
  const found = find(disk, directory, name);
  if (found === 'nothing') {
    // It is new and still empty: only its name shows its owner.
    if (isAtWork(disk, { pid, writer: disk.writer, started: '' })) return;
    directory.rmdir(name);
  } else {
    if (!found?.journal || isAtWork(disk, found.owner)) return;
    removeEmptied(directory, found.journal.entries);
    discard(directory, name, found.file, found.journal.entries);
  }
  notes.push(`an interrupted run had left ${directory.path(name)}: it was removed`);
}

/**
 * Undoes the changes of a dead run.
 * @throws {@link UserError} E_EXISTS when that run is still alive, or the journal's folder is not ours
 */
export function takeBackLeft(disk: Disk, directory: Directory, notes: string[]): void {
  const stat = directory.lstat(JOURNAL);
  // The run may have ended in the meantime.
  if (!stat) return;
  const found = stat.isDirectory() ? find(disk, directory, JOURNAL) : undefined;
  if (found === 'nothing') {
    directory.rmdir(JOURNAL);
    return;
  }
  if (!found?.journal)
    throw new UserError(
      'E_EXISTS',
      `${directory.path(JOURNAL)} is not from an interrupted run in this directory`,
      'move it away, and run it again',
    );
  if (isAtWork(disk, found.owner)) throw atWork(directory, ` (process ${found.owner.pid})`);
  const mine = journalName(disk);
  takeOver(directory, found.file, mine);
  const changed = takeBack(directory, mine, found.journal);
  const folder = stagingName(disk, INSIDE_PREFIX);
  directory.rename(JOURNAL, folder);
  tryTo(() => discard(directory, folder, mine, found.journal?.entries ?? []));
  const but = changed.length === 0 ? '' : `, except for files changed since: ${changed.join(', ')}`;
  notes.push(`an interrupted run had begun to write: its changes were undone${but}`);
}

/** If two runs find the same journal, only one can rename it. */
function takeOver(directory: Directory, from: string, to: string): void {
  try {
    directory.rename(`${JOURNAL}/${from}`, `${JOURNAL}/${to}`);
  } catch (error) {
    throw failedWith(error, 'ENOENT') ? atWork(directory) : error;
  }
}
