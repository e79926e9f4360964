/** Compares a plan with a directory: each file is new, unchanged, unedited, kept, merged or a conflict. */
import path from 'node:path';
import type { Disk } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { RECORD } from '../model/paths.js';
import { modeOf } from '../model/platform.js';
import { isOwn, withOwn } from '../model/record.js';
import { COMMAND, type Wording } from '../model/wording.js';
import type { Plan, PlannedFile } from '../plan/plan.js';
import { mergeLines } from './added-lines.js';
import { COMPARED_BYTES, readPlain } from './read.js';
import { isUnedited, type Recorded, recordIn } from './recorded.js';

/**
 * create: missing. same: has these bytes already. renew: was written by an earlier run and not edited since, so it is
 * replaced. kept: exists and stays as it is. merged: lines are added. conflict: exists with other bytes.
 * replace: like differ, with --force. Only an update has these: delete: no longer part of the project, and never edited.
 * marked: both sides changed the same lines, and the file holds both, between markers.
 */
export type Action =
  | 'create'
  | 'renew'
  | 'replace'
  | 'same'
  | 'kept'
  | 'merged'
  | 'conflict'
  | 'delete'
  | 'marked';

export interface Change {
  readonly path: string;
  readonly action: Action;
  /** The bytes of the file after the run. */
  readonly after: Uint8Array;
  /** Current bytes. Undefined if there is no file; for `conflict`, if it is not a regular file or is too large. */
  readonly before: Uint8Array | undefined;
  readonly mode: string;
  /** The path that prevents a comparison: the file itself or a folder above it. */
  readonly obstacle?: string;
  /** A remark about a conflicting file. */
  readonly remark?: string;
}

export interface Existing {
  readonly kind: 'missing' | 'empty' | 'full';
  /** The planned changes, sorted by path. */
  readonly names: readonly string[];
}

/**
 * The state of the target: missing, an empty directory or a non-empty one.
 * @throws {@link UserError} E_EXISTS when it is not a directory, E_DISK when it cannot be read
 */
export function inspect(disk: Disk, directory: string): Existing {
  try {
    const names = disk.fs.readdir(directory).sort();
    return { kind: names.length === 0 ? 'empty' : 'full', names };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // Anything with this name is a conflict, even a dangling link.
    if (code === 'ENOENT' && !readable(directory, () => disk.fs.lstat(directory)))
      return { kind: 'missing', names: [] };
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new UserError(
        'E_EXISTS',
        `${directory} is not a directory, or is inside a file`,
        'move it away, or choose another directory',
      );
    }
    throw new UserError(
      'E_DISK',
      `${directory}: ${(error as Error).message}`,
      'choose a directory that can be read',
    );
  }
}

/** @throws {@link UserError} E_DISK for any error of the file system */
export function readable<T>(name: string, act: (name: string) => T): T {
  try {
    return act(name);
  } catch (error) {
    throw new UserError('E_DISK', `${name}: ${(error as Error).message}`, 'nothing was written');
  }
}

/** A file. */
export interface FoundFile {
  readonly bytes: Uint8Array;
  readonly mode: string;
}

/** What is at one path. */
export type Found =
  | FoundFile
  /** The conflicting path, which may be a folder above. */
  | { readonly obstacle: string }
  | 'nothing';

/**
 * The state of one path: bytes and mode, nothing, or an obstacle (a folder, a link, a device, a huge file).
 * @param planned the mode to report on systems without file modes
 */
export function look(disk: Disk, directory: string, relative: string, planned?: string): Found {
  const parts = relative.split('/');
  for (let i = 1; i <= parts.length; i += 1) {
    const upTo = parts.slice(0, i);
    const at = path.join(directory, ...upTo);
    const stat = readable(at, () => disk.fs.lstat(at));
    if (!stat) return 'nothing';
    // A link may point anywhere, so none is followed, neither to a file nor to a folder.
    if (i < parts.length ? !stat.isDirectory() : !stat.isFile()) return { obstacle: upTo.join('/') };
  }
  const at = path.join(directory, ...parts);
  const found = readable(at, () => {
    try {
      return readPlain(disk, at, COMPARED_BYTES);
    } catch (error) {
      // Another run may have removed it since.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'nothing';
      throw error;
    }
  });
  if (found === 'nothing') return found;
  if (!found || found.size > COMPARED_BYTES) return { obstacle: relative };
  return { bytes: found.bytes, mode: modeOf(disk.platform, found.mode, planned) };
}

/** Appends lines to bytes. The existing bytes stay unchanged in any encoding. */
const mergeBytes = (before: Uint8Array, wanted: Uint8Array): Uint8Array =>
  Buffer.from(
    mergeLines(Buffer.from(before).toString('latin1'), Buffer.from(wanted).toString('latin1')),
    'latin1',
  );

/**
 * @param merged the names of files to which missing lines are added
 * @returns one change for each planned file and each kept one, sorted by path
 * @throws {@link UserError} E_DISK when something cannot be read
 */
export function compare(
  disk: Disk,
  plan: Plan,
  directory: string,
  merged: readonly string[],
  force: boolean,
): Change[] {
  // A missing directory contains no files, so skip the checks.
  const isNew = readable(directory, () => disk.fs.lstat(directory)) === undefined;
  // A generator that adds to a project has no record, and renews no file.
  const isRecorded = !isNew && plan.files.some((file) => file.path === RECORD);
  const record = isRecorded ? recordIn(disk, directory) : undefined;
  const recorded: Recorded = record?.files ?? new Map();
  const own = record?.own ?? [];
  const changes = plan.files.flatMap((planned): Change[] => {
    if (isOwn({ own }, planned.path)) return [];
    const file = planned.path === RECORD ? { ...planned, content: withOwn(planned.content, own) } : planned;
    const there = isNew ? 'nothing' : look(disk, directory, file.path, file.mode);
    return [
      changeOf(file, there, { recorded, merge: merged.includes(path.posix.basename(file.path)), force }),
    ];
  });
  for (const name of plan.kept) {
    const there = look(disk, directory, name);
    if (typeof there === 'object' && 'bytes' in there)
      changes.push({ path: name, action: 'kept', after: there.bytes, before: there.bytes, mode: there.mode });
  }
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The comparison of one file. */
interface Terms {
  readonly recorded: Recorded;
  readonly merge: boolean;
  readonly force: boolean;
}

function changeOf(file: PlannedFile, there: Found, { recorded, merge, force }: Terms): Change {
  const { path: name } = file;
  const after = Buffer.from(file.bytes ?? Buffer.from(file.content, 'utf8'));
  if (there === 'nothing') return { path: name, action: 'create', after, before: undefined, mode: file.mode };
  // An obstacle stays a conflict even with --force, which replaces only regular files.
  if ('obstacle' in there)
    return { path: name, action: 'conflict', after, before: undefined, mode: file.mode, ...there };
  const before = there.bytes;
  if (after.equals(before)) return { path: name, action: 'same', after, before, mode: there.mode };
  // The record does not list its own id. A record with a list of files is ours.
  if (isUnedited(recorded, name, before) || (name === RECORD && recorded.size > 0))
    return { path: name, action: 'renew', after, before, mode: file.mode };
  if (file.madeFrom !== undefined && Buffer.from(file.madeFrom, 'utf8').equals(before))
    return { path: name, action: 'replace', after, before, mode: there.mode };
  if (file.seed) return { path: name, action: 'kept', after: before, before, mode: there.mode };
  // A NUL byte means UTF-16, in which appended bytes would not be text.
  if (merge && !before.includes(0)) {
    const bytes = mergeBytes(before, after);
    const action = Buffer.compare(bytes, before) === 0 ? 'same' : 'merged';
    return { path: name, action, after: bytes, before, mode: there.mode };
  }
  const remark = recorded.has(name) ? { remark: 'edited' } : {};
  if (force) return { path: name, action: 'replace', after, before, mode: file.mode, ...remark };
  return { path: name, action: 'conflict', after, before, mode: there.mode, ...remark };
}

/**
 * The changes with the current bytes on disk, because a set-up step may have renewed the locks.
 * @throws {@link UserError} E_DISK when a file can no longer be read
 */
export function reread(disk: Disk, directory: string, changes: readonly Change[]): Change[] {
  return changes.map((change) => {
    const there = look(disk, directory, change.path, change.mode);
    return typeof there === 'object' && 'bytes' in there
      ? { ...change, after: there.bytes, mode: there.mode }
      : change;
  });
}

/** @throws {@link UserError} E_EXISTS that lists every conflict */
export function refuseBlocked(changes: readonly Change[], wording: Wording = COMMAND): void {
  const blocked = changes.filter((change) => change.action === 'conflict');
  if (blocked.length === 0) return;
  const remarks = new Map(blocked.map(({ path, obstacle, remark }) => [obstacle ?? path, remark]));
  const all = [...remarks.keys()];
  const named = [...remarks].map(([name, remark]) => (remark ? `${name} (${remark})` : name));
  const obstacles = [...new Set(blocked.flatMap(({ obstacle }) => obstacle ?? []))];
  throw new UserError(
    'E_EXISTS',
    `${all.length === 1 ? 'a file already exists and differs' : `${all.length} files already exist and differ`}: ${named.join(', ')}`,
    obstacles.length === 0
      ? wording.replace
      : `move away ${obstacles.join(', ')}: a folder, a link, a device or a huge file is neither followed nor replaced`,
    all,
  );
}
