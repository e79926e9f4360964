/** Which files still hold both sides of a conflict. */
import { look } from '../disk/changes.js';
import type { Host } from '../host/host.js';

/** @param paths of files, relative to the directory @returns those between whose markers nobody has chosen yet */
export const unresolvedIn = (host: Host, directory: string, paths: readonly string[]): readonly string[] =>
  paths.filter((path) => {
    const there = look(host, directory, path);
    if (there === 'nothing' || 'obstacle' in there) return false;
    return /^<<<<<<< yours\r?$[\s\S]*^>>>>>>> create-pyproject /m.test(
      Buffer.from(there.bytes).toString('latin1'),
    );
  });
