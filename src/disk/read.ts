/** Reads existing files safely: only regular files, not through a link, and only up to a limit. */
import type { Disk } from '../host/host.js';

/** The limit for a license or a README. */
export const STAND_IN_BYTES = 1024 * 1024;

/** A longer journal is not one of ours. */
export const JOURNAL_BYTES = STAND_IN_BYTES;

/** A larger file is a conflict without a comparison. */
export const COMPARED_BYTES = 16 * 1024 * 1024;

/** Whether something has this name. An inaccessible file counts as missing. */
export function isThere({ fs }: Disk, name: string): boolean {
  try {
    return fs.lstat(name) !== undefined;
  } catch {
    return false;
  }
}

/**
 * Opens first, then checks the opened file, so that nobody can replace it in between. A pipe does not block.
 * @param name a path for file system calls
 * @returns the bytes, at most `limit`, with the file's size and mode; undefined when it is not a regular file
 * @throws the errors of open(2), ELOOP for a link
 */
export function readPlain(
  { fs }: Disk,
  name: string,
  limit: number,
): { readonly bytes: Uint8Array; readonly size: number; readonly mode: number } | undefined {
  const file = fs.open(name, 'read');
  try {
    const stat = fs.fstat(file);
    if (!stat.isFile()) return undefined;
    const { size, mode } = stat;
    const bytes = Buffer.alloc(Math.min(size, limit));
    let length = 0;
    for (let count = -1; length < bytes.length && count !== 0; length += count)
      count = fs.read(file, bytes.subarray(length));
    return { bytes: bytes.subarray(0, length), size, mode };
  } finally {
    fs.close(file);
  }
}
