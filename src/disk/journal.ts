/** The journal of a run: its planned changes, so that the next run can undo them. */
import type { Disk } from '../host/host.js';
import { badPath } from '../model/paths.js';

/** One file that a run writes. */
export interface Entry {
  /** "/"-separated, relative to the project. */
  readonly path: string;
  /** Whether the run replaces an existing file of this name. */
  readonly replaces: boolean;
  /** Whether the run removes that file. */
  readonly removes?: true;
}

/** The planned changes, written before the first change. */
export interface Journal {
  /**
   * The inode of the journal's folder. A copied journal, or one that came with a repository, contains another inode.
   */
  readonly inode: number;
  readonly entries: readonly Entry[];
  /** The folders that the run creates in the project, parents first. */
  readonly folders: readonly string[];
}

/** The process that owns a journal. */
export interface Owner {
  readonly pid: number;
  /** See {@link Disk}. */
  readonly writer: number;
  /** The start time in the system's own units; '' if it is unknown. */
  readonly started: string;
}

const NAME = /^(\d+)-(\d*)(?:-(\d+))?\.journal$/;

/**
 * The first bytes of a file in /proc, whose size the system does not report. This takes fewer calls than reading all of
 * it.
 */
function beginningOf({ fs }: Disk, name: string): string {
  const file = fs.open(name, 'read');
  try {
    const bytes = Buffer.alloc(512);
    return bytes.toString('latin1', 0, fs.read(file, bytes));
  } finally {
    fs.close(file);
  }
}

/**
 * The start time in /proc/pid/stat distinguishes a process from a later one with the same number. @see
 * proc_pid_stat(5), field 22
 */
function startOf(disk: Disk, pid: number): string {
  if (disk.platform.name !== 'linux') return '';
  try {
    const stat = beginningOf(disk, `/proc/${pid}/stat`);
    // The second field is the program's name in parentheses, and may itself contain blanks and parentheses.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** The name of this writer's journal. The owner is part of it, because a name is never half written. */
export const journalName = (disk: Disk): string =>
  `${disk.pid}-${startOf(disk, disk.pid)}${disk.writer === 0 ? '' : `-${disk.writer}`}.journal`;

/** The owner in the name of a journal; undefined if the name is not a journal's. */
export function ownerOf(name: string): Owner | undefined {
  const [, pid, started = '', writer = 0] = NAME.exec(name) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), writer: Number(writer), started };
}

/**
 * Whether the owner may still be running: another process that is alive, or another writer (thread) of this process,
 * whose state is unknown. Earlier runs of this writer have ended, because writing is one synchronous call.
 */
export function isAtWork(disk: Disk, { pid, writer, started }: Owner): boolean {
  if (pid === disk.pid ? writer === disk.writer : !disk.alive(pid)) return false;
  const now = startOf(disk, pid);
  return started === '' || now === '' || started === now;
}

/** A journal as a file. */
export const journalText = (journal: Journal): string => `${JSON.stringify(journal)}\n`;

/** The last line, which is added after all files are staged. Its time is the reference for later changes of a file. */
export const READY = 'ready\n';

/**
 * Reads the output of `journalText`. An incomplete journal was cut off before anything was staged, so it has no
 * entries.
 * @param inode of the folder in which it was found
 * @returns undefined when it belongs to another folder, or contains an entry that no run would write
 */
export function parseJournal(text: string, inode: number): Journal | undefined {
  const start = `{"inode":${inode},`;
  const end = text.indexOf('\n');
  if (end < 0 && (text.startsWith(start) || start.startsWith(text)))
    return { inode, entries: [], folders: [] };
  let journal: Partial<Journal> | null;
  try {
    journal = JSON.parse(text.slice(0, end)) as Partial<Journal> | null;
  } catch {
    return undefined;
  }
  const { entries, folders } = journal ?? {};
  if (journal?.inode !== inode || !Array.isArray(entries) || !Array.isArray(folders)) return undefined;
  const paths: unknown[] = [...folders, ...entries.map((entry: Partial<Entry> | null) => entry?.path)];
  if (paths.some((path) => typeof path !== 'string' || badPath(path) !== undefined)) return undefined;
  return { inode, entries: entries as Entry[], folders: folders as string[] };
}
