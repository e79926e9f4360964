/** Every lock of a project, of whatever tool. */
import type { Project } from '../project.js';
import { compiledLocks } from './compiled-locks.js';
import type { Lock } from './lock.js';
import { pipfileLocks, tableLocks } from './manager-locks.js';

/** Every lock of the project. */
export const locksOf = (project: Project): readonly Lock[] => [
  ...tableLocks(project),
  ...pipfileLocks(project),
  ...compiledLocks(project),
];
