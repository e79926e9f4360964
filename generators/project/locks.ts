/** A project's locks: the files, and the commands that renew them. */
import type { ComputedFile } from '../../src/model/author.js';
import type { ProjectContext } from './context.js';
import { LOCKS, lockArguments, projectLocks } from './python/lock.js';

/** The arguments of uv for each lock; `--quiet` is not written into its header. */
export const lockCommands = (python: string): string[][] =>
  LOCKS.map((lock) => [...lockArguments(python, lock), '--quiet']);

/** The locks, from the shipped data. */
export function locks(context: ProjectContext): ComputedFile[] {
  const { name, python, dependencies, buildTools, testTools, devTools } = context;
  const project = { name, python, dependencies, build: buildTools, dev: [...testTools, ...devTools] };
  return Object.entries(projectLocks(project)).map(([path, content]) => ({ part: 'locks', path, content }));
}
