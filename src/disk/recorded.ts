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
  readRecord(Buffer.from(bytes ?? []).toString('utf8'))?.files ?? new Map();

/** The files of the record in a directory. */
export const recordedIn = (disk: Disk, directory: string): Recorded =>
  recordedFiles(recordBytes(disk, directory));

/** What the project of a directory replaces by its own, or does without. */
export const ownIn = (disk: Disk, directory: string): ProjectRecord['own'] =>
  readRecord(Buffer.from(recordBytes(disk, directory) ?? []).toString('utf8'))?.own ?? [];

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
