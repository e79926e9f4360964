/** A project's three locks: what they are made from, and the commands that renew them. */
import type { ComputedFile } from '../../src/author.js';
import type { ProjectContext } from './context.js';
import { DEV_LOCK, lockOptions, projectKey, projectLocks } from './python/lock.js';
import { prepared } from './python/locked.js';

/** In the order in which they are made: each is constrained by those before it. */
export const LOCKS = ['requirements.txt', 'requirements-build.txt', DEV_LOCK] as const;

const SOURCES: Readonly<Record<(typeof LOCKS)[number], readonly string[]>> = {
  'requirements.txt': ['pyproject.toml', 'requirements.in'],
  'requirements-build.txt': ['requirements-build.in'],
  [DEV_LOCK]: ['requirements-dev.in'],
};

/** The arguments of uv for each lock; `--quiet` is not written into its header. */
export const lockCommands = (python: string): string[][] =>
  LOCKS.map((lock) => ['pip', 'compile', '--quiet', ...lockOptions(python, lock, SOURCES[lock])]);

/** The locks, from the shipped data. */
export function locks({ name, python, dependencies, buildTools, devTools }: ProjectContext): ComputedFile[] {
  const project = { name, python, dependencies, build: buildTools, dev: devTools };
  const texts = Object.entries(projectLocks(project));
  const last = prepared(python).ids[projectKey(project)];
  return texts.map(([path, content]) => ({
    part: 'locks',
    path,
    content,
    ...(path === DEV_LOCK && last !== undefined && { id: last }),
  }));
}
