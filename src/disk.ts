/** Writing: the only file that changes a disk. */
import path from 'node:path';
import type { Change, Existing } from './changes.js';
import { UserError } from './errors.js';
import type { Host } from './host.js';

const WRITES = new Set(['create', 'replace', 'merged']);

/**
 * Writes the changes. A directory that is not there is made beside the target and appears by one rename; in one that is
 * there each file is written beside its place and renamed over it.
 * @throws {@link UserError} E_DISK; what was staged is removed then
 */
export function apply(
  host: Host,
  directory: string,
  kind: Existing['kind'],
  changes: readonly Change[],
): void {
  const writes = changes.filter((change) => WRITES.has(change.action));
  try {
    if (kind === 'missing') appear(host, directory, writes);
    else for (const change of writes) put(host, directory, change);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      'E_DISK',
      (error as Error).message,
      'make room or choose another directory, then run it again',
    );
  }
}

function appear(host: Host, directory: string, writes: readonly Change[]): void {
  const parent = path.dirname(directory);
  const firstMade = host.fs.mkdir(parent, { recursive: true });
  // A sibling, so that the rename stays on one file system.
  const staging = path.join(
    parent,
    `.${path.basename(directory)}.${host.pid}-${Math.random().toString(36).slice(2, 10)}`,
  );
  try {
    host.fs.mkdir(staging);
    for (const change of writes) put(host, staging, change);
    host.fs.rename(staging, directory);
  } catch (error) {
    host.fs.rm(staging, { recursive: true, force: true });
    if (firstMade !== undefined) removeEmpty(host, parent, firstMade);
    throw error;
  }
}

/** Takes back the folders from `last` up to `first` that this run has made, as far as they are empty. */
function removeEmpty(host: Host, last: string, first: string): void {
  for (let folder = last; folder.length >= first.length; folder = path.dirname(folder)) {
    try {
      host.fs.rmdir(folder);
    } catch {
      return;
    }
  }
}

function put(host: Host, directory: string, change: Change): void {
  const target = path.join(directory, ...change.path.split('/'));
  host.fs.mkdir(path.dirname(target), { recursive: true });
  const temporary = `${target}.${host.pid}.tmp`;
  try {
    const file = host.fs.open(temporary, 'wx', 0o600);
    try {
      host.fs.write(file, change.after);
      // chmod, not open's mode: that one is cut by the umask.
      host.fs.fchmod(file, Number.parseInt(change.mode, 8));
    } finally {
      host.fs.close(file);
    }
    host.fs.rename(temporary, target);
  } catch (error) {
    host.fs.rm(temporary, { force: true });
    throw error;
  }
}
