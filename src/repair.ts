/** What has an interrupted run left? Its staging folder is removed, and what it had begun to put in place is taken back. */
import path from 'node:path';
import { Directory, failedWith } from './contain.js';
import { UserError } from './errors.js';
import type { Disk } from './host.js';
import { isAtWork, type Journal, journalName, type Owner, ownerOf, parseJournal } from './journal.js';
import { atWork, JOURNAL, takeBack } from './place.js';
import { JOURNAL_BYTES, readPlain } from './read.js';
import { besidePrefix, discard, INSIDE_PREFIX, stagedBy, stagingName, tryTo } from './staging.js';

interface Found {
  /** The name of its journal. */
  readonly file: string;
  readonly owner: Owner;
  /** undefined when it is not the journal of a run in this folder. */
  readonly journal: Journal | undefined;
}

/**
 * Repairs what runs into this directory have left that died on the way. Nothing is removed but what a journal names
 * that knows the very folder it lies in, and whose process is dead.
 * @param target absolute; need not be there
 * @returns what was done, in words
 * @throws {@link UserError} E_EXISTS when another run is at work there, or a folder of the journal's name is not ours;
 *   E_DISK when it cannot be taken back
 */
export function repair(disk: Disk, target: string): string[] {
  const notes: string[] = [];
  tryIn(disk, path.dirname(target), (parent) => sweep(disk, parent, besidePrefix(target), notes));
  try {
    tryIn(disk, target, (directory) => {
      settle(disk, directory, notes);
      sweep(disk, directory, INSIDE_PREFIX, notes);
    });
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      'E_DISK',
      (error as Error).message,
      `what an interrupted run had begun in ${target} is still there`,
    );
  }
  return notes;
}

/** A directory that is not there, or may not be read, is somebody else's question. */
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

/** What lies in a folder of ours: nothing, a journal, or something else, which is undefined. */
function find(disk: Disk, directory: Directory, folder: string): Found | 'nothing' | undefined {
  const names = directory.list(folder).map((entry) => entry.name);
  if (names.length === 0) return 'nothing';
  const [file, ...others] = names.filter((name) => ownerOf(name));
  const owner = ownerOf(file ?? '');
  const inode = directory.lstat(folder)?.ino;
  if (file === undefined || owner === undefined || others.length > 0 || inode === undefined) return undefined;
  const read = directory.use(`${folder}/${file}`, (at) => readPlain(disk, at, JOURNAL_BYTES));
  const journal = read && parseJournal(Buffer.from(read.bytes).toString('utf8'), inode);
  return { file, owner, journal };
}

/** Removes staging folders of dead processes. One that cannot be removed, or is not ours, stays. */
function sweep(disk: Disk, directory: Directory, prefix: string, notes: string[]): void {
  const names: string[] = [];
  tryTo(() => names.push(...directory.list('').map((entry) => entry.name)));
  for (const name of names) {
    const pid = stagedBy(prefix, name);
    if (pid === undefined) continue;
    tryTo(() => {
      const found = find(disk, directory, name);
      if (found === 'nothing') {
        // Made, and nothing written yet: its process is known from its name alone.
        if (isAtWork(disk, { pid, started: '' })) return;
        directory.rmdir(name);
      } else {
        if (!found?.journal || isAtWork(disk, found.owner)) return;
        discard(directory, name, found.file, found.journal.entries);
      }
      notes.push(`an interrupted run had left ${directory.path(name)}: it was removed`);
    });
  }
}

/** Takes back what a dead run has put in place. */
function settle(disk: Disk, directory: Directory, notes: string[]): void {
  const stat = directory.lstat(JOURNAL);
  if (!stat) return;
  const found = stat.isDirectory() ? find(disk, directory, JOURNAL) : undefined;
  if (found === 'nothing') {
    directory.rmdir(JOURNAL);
    return;
  }
  if (!found?.journal)
    throw new UserError(
      'E_EXISTS',
      `${directory.path(JOURNAL)} is not what an interrupted run leaves here`,
      'move it away, and run it again',
    );
  if (isAtWork(disk, found.owner)) throw atWork(directory, ` (process ${found.owner.pid})`);
  const mine = journalName(disk);
  takeOver(directory, found.file, mine);
  const changed = takeBack(directory, mine, found.journal);
  const folder = stagingName(disk, INSIDE_PREFIX);
  directory.rename(JOURNAL, folder);
  tryTo(() => discard(directory, folder, mine, found.journal?.entries ?? []));
  const but = changed.length === 0 ? '' : `, but for what was changed since: ${changed.join(', ')}`;
  notes.push(`an interrupted run had begun to write: that was taken back${but}`);
}

/** Of two runs that find the same journal, one can rename it. */
function takeOver(directory: Directory, from: string, to: string): void {
  try {
    directory.rename(`${JOURNAL}/${from}`, `${JOURNAL}/${to}`);
  } catch (error) {
    throw failedWith(error, 'ENOENT') ? atWork(directory) : error;
  }
}
