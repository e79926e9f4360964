/** The journal of a run: what it writes down about itself, so that the next one can undo it. */
import type { Disk } from '../host/host.js';
import { badPath } from '../model/paths.js';

/** One file that a run writes. */
export interface Entry {
  /** "/"-separated, relative to the project. */
  readonly path: string;
  /** Whether a file of this name existed and is replaced. */
  readonly replaces: boolean;
}

/** The planned changes, written before the first of them is made. */
export interface Journal {
  /** The inode of the folder that it lies in: a copy, or one that came with a repository, names another. */
  readonly inode: number;
  readonly entries: readonly Entry[];
  /** Folders of the project that the run makes, each after the one that it lies in. */
  readonly folders: readonly string[];
}

/** The process that owns a journal. */
export interface Owner {
  readonly pid: number;
  /** As {@link Disk} tells it. */
  readonly writer: number;
  /** When it was started, as the system counts; '' where that is not told. */
  readonly started: string;
}

const NAME = /^(\d+)-(\d*)(?:-(\d+))?\.journal$/;

/** The first bytes of a file whose size the system does not tell; by fewer calls than reading all of it takes. */
function beginningOf({ fs }: Disk, name: string): string {
  const file = fs.open(name, 'read');
  try {
    const bytes = Buffer.alloc(512);
    return bytes.toString('latin1', 0, fs.read(file, bytes));
  } finally {
    fs.close(file);
  }
}

/** A start time in /proc/pid/stat tells a process from a later one of the same number. @see proc_pid_stat(5), field 22 */
function startOf(disk: Disk, pid: number): string {
  if (disk.platform.name !== 'linux') return '';
  try {
    const stat = beginningOf(disk, `/proc/${pid}/stat`);
    // The second field is the program's name in brackets, with whatever is in it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** The name of this writer's journal. The owner is in the name, which changes by one rename and is never half written. */
export const journalName = (disk: Disk): string =>
  `${disk.pid}-${startOf(disk, disk.pid)}${disk.writer === 0 ? '' : `-${disk.writer}`}.journal`;

/** Whose journal this is, or undefined when the name is not a journal's. */
export function ownerOf(name: string): Owner | undefined {
  const [, pid, started = '', writer = 0] = NAME.exec(name) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), writer: Number(writer), started };
}

/**
 * Whether the owner is another process that still runs, or another writer of this one, of whom nobody can tell. What
 * this writer has begun has ended: writing is one synchronous call.
 */
export function isAtWork(disk: Disk, { pid, writer, started }: Owner): boolean {
  if (pid === disk.pid ? writer === disk.writer : !disk.alive(pid)) return false;
  const now = startOf(disk, pid);
  return started === '' || now === '' || started === now;
}

/** A journal as a file. */
export const journalText = (journal: Journal): string => `${JSON.stringify(journal)}\n`;

/** Its last line, which is added when all is staged: its time tells later changes of a file from our own. */
export const READY = 'ready\n';

/**
 * Reads what `journalText` wrote. One that is not whole was cut off before anything was staged: it has no entries.
 * @param inode of the folder that it was found in
 * @returns undefined when it is of another folder, or names what no run would write
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
