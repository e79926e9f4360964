/** Finds obsolete files of a replaced project: those that the new project does not have. */
import type { Disk } from '../host/host.js';
import { badPath } from '../model/paths.js';
import type { Change } from './changes.js';
import { isThere } from './read.js';
import { recordedFiles } from './recorded.js';

/** The maximum number of named files. */
const MOST = 10;

/**
 * Lists files of the replaced record that still exist and do not belong to the new project. They are not deleted, but
 * the old tests would fail, and the user should know why.
 * @param record the replaced one
 * @returns one sentence, or nothing
 */
export function obsoleteFiles(
  disk: Disk,
  directory: string,
  record: Change,
  changes: readonly Change[],
): readonly string[] {
  const planned = new Set(changes.map(({ path }) => path));
  const recorded = recordedFiles(record.before);
  const left = [...recorded.keys()].filter(
    (name) =>
      !planned.has(name) &&
      badPath(name) === undefined &&
      isThere(disk, disk.platform.path.join(directory, name)),
  );
  if (left.length === 0) return [];
  const more = left.length > MOST ? ` and ${left.length - MOST} more` : '';
  return [
    `no longer part of the project: ${left.slice(0, MOST).join(', ')}${more}; delete them if you do not need them`,
  ];
}
