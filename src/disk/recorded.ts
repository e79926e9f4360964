/** Reads the files of the record in a directory, and tells whether a file was edited since it was written. */
import path from 'node:path';
import type { Disk } from '../host/host.js';
import { blobId } from '../model/blob-id.js';
import { RECORD } from '../model/paths.js';
import { type ProjectRecord, readRecord } from '../model/record.js';
import { isThere, readPlain, STAND_IN_BYTES } from './read.js';

/** Path -> the blob id of the file as it was written. Empty where there is no record. */
export type Recorded = ProjectRecord['files'];

/** The files of a record. A record that cannot be read has none. */
export const recordedFiles = (bytes: Uint8Array | undefined): Recorded =>
  readRecord(Buffer.from(bytes ?? []).toString('utf8'))?.files ?? new Map();

/** The files of the record in a directory. */
export function recordedIn(disk: Disk, directory: string): Recorded {
  const at = path.join(directory, RECORD);
  try {
    return recordedFiles(isThere(disk, at) ? readPlain(disk, at, STAND_IN_BYTES)?.bytes : undefined);
  } catch {
    return new Map();
  }
}

/** Whether a file holds the bytes that were written. A record may lie: only the bytes on the disk count. */
export const isUnedited = (recorded: Recorded, name: string, bytes: Uint8Array): boolean =>
  recorded.size > 0 && recorded.get(name) === blobId(bytes);
