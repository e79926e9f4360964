/** Reads from a project's record which files were written, and tells those that nobody has edited since. */
import path from 'node:path';
import type { Disk } from '../host/host.js';
import { blobId } from '../model/blob-id.js';
import { RECORD } from '../model/paths.js';
import { isThere, readPlain, STAND_IN_BYTES } from './read.js';

/** Path -> the blob id of the file as it was written. Empty where there is no record. */
export type Recorded = ReadonlyMap<string, string>;

/** A line of the record's table of files, in the form in which we write it. */
const ENTRY = /^\s*(?:([\w-]+)|("(?:[^"\\]|\\.)*"))\s*=\s*"([0-9a-f]{40})"\s*$/;

/** The files that a record names. What is not in the form in which we write it counts as not recorded. */
export function recordedFiles(text: string): Recorded {
  const [, table = ''] = text.split(/^\[files\][ \t]*\r?$/m);
  const found = new Map<string, string>();
  for (const line of table.split('\n')) {
    if (/^\s*\[/.test(line)) break;
    const [, bare, quoted, id] = ENTRY.exec(line) ?? [];
    const name = bare ?? (quoted && unquoted(quoted));
    if (name !== undefined && id !== undefined) found.set(name, id);
  }
  return found;
}

/** The text of a TOML basic string that we wrote, which is JSON. */
function unquoted(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

/** What the record in a directory says. A record that cannot be read says nothing. */
export function recordedIn(disk: Disk, directory: string): Recorded {
  const at = path.join(directory, RECORD);
  try {
    const found = isThere(disk, at) ? readPlain(disk, at, STAND_IN_BYTES) : undefined;
    return recordedFiles(Buffer.from(found?.bytes ?? []).toString('utf8'));
  } catch {
    return new Map();
  }
}

/** Whether a file holds what the record says was written. A record may lie: only the bytes themselves count. */
export const isUnedited = (recorded: Recorded, name: string, bytes: Uint8Array): boolean =>
  recorded.size > 0 && recorded.get(name) === blobId(bytes);
