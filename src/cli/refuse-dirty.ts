/** Refuses to change files that git could not give back. */
import { changedFiles, leftOut, uncommitted } from '../git/dirty.js';
import { inRepository } from '../git/repository.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { FollowedProject } from './follow-project.js';

/** What to do where git cannot tell. */
const UNKNOWN = 'see for yourself that everything is committed';

/** @throws {@link UserError} E_DIRTY: an update can be taken back only where git has everything */
export async function refuseDirty(
  host: Host,
  { directory, record }: FollowedProject,
  paths: readonly string[],
): Promise<void> {
  const hint = 'commit first, so that you can see and undo the update; --force updates anyway';
  if (!inRepository(host, directory))
    throw new UserError('E_DIRTY', 'the project is in no git repository', `git init, and ${hint}`);
  if (!host.which('git'))
    throw new UserError(
      'E_DIRTY',
      'git is not on PATH, so nobody knows what is committed',
      '--force updates anyway',
    );
  const changed = await changedFiles(host, directory);
  if (typeof changed === 'string')
    throw new UserError('E_DIRTY', changed, `${UNKNOWN}; --force updates anyway`);
  const absent = (await leftOut(host, directory)).filter((path) => record.files.has(path));
  if (absent.length > 0)
    throw new UserError(
      'E_DIRTY',
      `a sparse checkout has left out ${named(absent)}`,
      'git sparse-checkout disable, so that they follow the standard too; --force updates the others',
    );
  const there = paths.filter((path) => host.fs.lstat(host.platform.path.join(directory, path)) !== undefined);
  const lost =
    changed.length > 0 || there.length === 0 ? new Map() : await uncommitted(host, directory, there);
  refuseChanged([...new Set([...changed, ...lost.keys()])], hint);
}

/**
 * Refuses a project in which anything is not committed.
 * @returns a note where git cannot help
 * @throws {@link UserError} E_DIRTY
 */
export async function refuseUncommitted(host: Host, directory: string): Promise<readonly string[]> {
  if (!inRepository(host, directory) || !host.which('git'))
    return ['not in a git repository: git can neither show these changes nor undo them'];
  const changed = await changedFiles(host, directory);
  const hint = 'commit first, so that you can see and undo what changes; --force goes on';
  if (typeof changed === 'string') throw new UserError('E_DIRTY', changed, `${UNKNOWN}; --force goes on`);
  refuseChanged(changed, hint);
  return [];
}

/** @param changed files that are not committed @throws {@link UserError} E_DIRTY when there are any */
function refuseChanged(changed: readonly string[], hint: string): void {
  if (changed.length === 0) return;
  throw new UserError('E_DIRTY', `not committed: ${named(changed)}`, hint);
}

const named = (files: readonly string[]): string =>
  `${files.slice(0, 5).join(', ')}${files.length > 5 ? ' …' : ''}`;
