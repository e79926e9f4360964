/** Reads the list of files in a directory's record, and detects edited files. */
import path from 'node:path';
import type { Disk } from '../host/host.js';
import { blobId } from '../model/blob-id.js';
import { RECORD } from '../model/paths.js';
import { type ProjectRecord, readRecord } from '../model/record.js';
import { isThere, readPlain, STAND_IN_BYTES } from './read.js';

/** Path -> the blob id of the file as it was written. Empty if there is no record. */
export type Recorded = ProjectRecord['files'];

/** The files of a record. An unreadable record has none. */
export const recordedFiles = (bytes: Uint8Array | undefined): Recorded =>
  recordOfBytes(bytes)?.files ?? new Map();

/** The files of the record in a directory. */
export const recordedIn = (disk: Disk, directory: string): Recorded =>
  recordIn(disk, directory)?.files ?? new Map();

/** The record in a directory; undefined if there is none that can be read. */
export const recordIn = (disk: Disk, directory: string): ProjectRecord | undefined =>
  recordOfBytes(recordBytes(disk, directory));

const recordOfBytes = (bytes: Uint8Array | undefined): ProjectRecord | undefined =>
  readRecord(Buffer.from(bytes ?? []).toString('utf8'));

function recordBytes(disk: Disk, directory: string): Uint8Array | undefined {
  const at = path.join(directory, RECORD);
  try {
    return isThere(disk, at) ? readPlain(disk, at, STAND_IN_BYTES)?.bytes : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a file still has the recorded bytes. A record may be wrong, so only the bytes on disk count. */
export const isUnedited = (recorded: Recorded, name: string, bytes: Uint8Array): boolean =>
  recorded.size > 0 && recorded.get(name) === blobId(bytes);
