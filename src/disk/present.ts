/** Reads the existing files that a plan is made with. */
import path from 'node:path';
import type { Disk } from '../host/host.js';
import type { Present } from '../model/pack.js';
import { inspect, readable } from './changes.js';
import { readPlain, STAND_IN_BYTES } from './read.js';
import { isUnedited, type Recorded, recordedIn } from './recorded.js';

/**
 * The texts of existing files that can replace planned ones; only the beginning of a very large file.
 * @param readsRecord whether to leave out unedited files of an earlier run. A pack that adds to a project of another pack
 * has written none, and some callers have read the record already
 * @throws {@link UserError} E_DISK when one cannot be read, and the errors of {@link inspect}
 */
export function readPresent(
  disk: Disk,
  directory: string,
  mayStandIn: (name: string) => boolean,
  readsRecord = true,
): Present {
  const present = new Map<string, string>();
  const recorded: Recorded = readsRecord ? recordedIn(disk, directory) : new Map();
  for (const name of inspect(disk, directory).names.filter(mayStandIn)) {
    const found = readable(path.join(directory, name), (at) =>
      disk.fs.lstat(at)?.isFile() ? readPlain(disk, at, STAND_IN_BYTES) : undefined,
    );
    if (found && !isUnedited(recorded, name, found.bytes))
      present.set(name, Buffer.from(found.bytes).toString('utf8'));
  }
  return present;
}
