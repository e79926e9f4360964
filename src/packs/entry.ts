/** A pack in the cache: it appears by one rename, and is checked whenever it is read. */
import { failedWith } from '../disk/containment.js';
import { readPlain } from '../disk/read.js';
import { tryTo } from '../disk/staging.js';
import type { Host } from '../host/host.js';
import { sha256, temporaryFolder } from './cache.js';
import { MOST_BYTES, type PackFile } from './files.js';
import { listTree, makeFolder, removeTree, writeFile, writeFiles } from './tree.js';

/** What is known of a pack besides its files. */
export interface About {
  readonly version?: string;
  readonly commit?: string;
  readonly integrity?: string;
}

export interface Kept {
  /** Absolute; holds pack.toml. */
  readonly folder: string;
  readonly about: About;
}

/** What stands beside an entry's files. */
interface List {
  /** Path -> sha256, with "x" before that of an executable. */
  readonly files: Readonly<Record<string, string>>;
  readonly about: About;
}

const LIST = 'files.json';
const LIST_BYTES = 4 * 1024 * 1024;

const place = (host: Host, cache: string, key: string): string =>
  host.platform.path.join(cache, ...key.split('/'));

/** An entry; undefined if it is missing, or any file of it is missing, changed or new. */
export function readEntry(host: Host, cache: string, key: string): Kept | undefined {
  const { path } = host.platform;
  const entry = place(host, cache, key);
  const folder = path.join(entry, 'pack');
  try {
    const list = readPlain(host, path.join(entry, LIST), LIST_BYTES);
    const { files, about } = JSON.parse(Buffer.from(list?.bytes ?? []).toString('utf8')) as List;
    const known = new Map(Object.entries(files));
    const names = listTree(host, folder);
    const whole =
      names.length === known.size &&
      names.every((name) => known.get(name) === mark(host, path.join(folder, name)));
    return whole ? { folder, about } : undefined;
  } catch {
    return undefined;
  }
}

/** What the list says of a file that is as it was written; '' if it is no plain file. */
function mark(host: Host, name: string): string {
  const file = readPlain(host, name, MOST_BYTES);
  if (!file || file.size > MOST_BYTES) return '';
  return markOf(host, file.bytes, (file.mode & 0o100) !== 0);
}

const markOf = (host: Host, bytes: Uint8Array, executable: boolean): string =>
  (executable && host.platform.hasModes ? 'x' : '') + sha256(bytes);

/** Writes an entry, in place of one that is no longer whole. Of two runs that write the same one, the first wins. */
export function writeEntry(
  host: Host,
  cache: string,
  key: string,
  files: readonly PackFile[],
  about: About,
): Kept {
  const { path } = host.platform;
  const temporary = temporaryFolder(host, cache);
  const entry = place(host, cache, key);
  try {
    makeFolder(host, path.join(temporary, 'pack'));
    writeFiles(host, path.join(temporary, 'pack'), files);
    const marks = files.map((file) => [file.path, markOf(host, file.bytes, file.executable)]);
    const list: List = { files: Object.fromEntries(marks), about };
    writeFile(host, path.join(temporary, LIST), Buffer.from(JSON.stringify(list)), 0o600);
    return appear(host, cache, key, temporary) ?? { folder: path.join(entry, 'pack'), about };
  } finally {
    tryTo(() => removeTree(host, temporary));
  }
}

/** Renames an entry to its place. @returns the one that was there and is whole */
function appear(host: Host, cache: string, key: string, temporary: string): Kept | undefined {
  const entry = place(host, cache, key);
  try {
    host.fs.rename(temporary, entry);
  } catch (error) {
    if (!failedWith(error, 'ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR')) throw error;
    const there = readEntry(host, cache, key);
    if (there) return there;
    const away = temporaryFolder(host, cache);
    host.fs.rename(entry, host.platform.path.join(away, 'old'));
    host.fs.rename(temporary, entry);
    removeTree(host, away);
  }
  return undefined;
}
