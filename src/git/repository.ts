/** Decides whether a new project gets its own repository, and finds the repository that contains a directory. */
import { isThere } from '../disk/read.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { EmptyOrUnborn } from './repository-state.js';

export interface Repository {
  /** Whether to create a repository. */
  readonly init: boolean;
  /** Whether to make the first commit. */
  readonly commit: boolean;
  /** A note with the reason why there is no repository, or ''. */
  readonly note: string;
}

/**
 * Decides about git before anything is written. An interrupted run or the user's `git init` may have left a repository
 * without a commit in the directory itself; with --git it gets its first commit.
 * @param git true for --git, false for --no-git, undefined for the default
 * @throws {@link UserError} E_REPOSITORY when --git is given inside another repository
 */
export async function decideRepository(
  host: Host,
  directory: string,
  git: boolean | undefined,
): Promise<Repository> {
  const none = (note: string): Repository => ({ init: false, commit: false, note });
  if (git === false) return none('');
  if (inRepository(host, directory)) {
    const { state, more } = await begunIn(host, directory);
    if (git && more)
      throw new UserError(
        'E_REPOSITORY',
        `the repository in ${directory} has ${more}, which could make git run a program`,
        'leave out --git, check the repository, and commit the files yourself',
      );
    if (git && state) return { init: state === 'empty', commit: true, note: '' };
    if (git)
      throw new UserError(
        'E_REPOSITORY',
        `${directory} is already inside a repository`,
        'leave out --git, or choose a directory outside of it',
      );
    return none(
      state
        ? 'the repository here has no commits yet: to commit these files, run the same command with --git'
        : 'already inside a repository: no git init, no commit',
    );
  }
  if (!git && !host.which('git')) return none('git not found: no repository was created');
  return { init: true, commit: true, note: '' };
}

/** The state of a repository in the directory itself. Few runs find one, so the code for it is loaded on demand. */
async function begunIn(
  host: Host,
  directory: string,
): Promise<{ readonly state?: EmptyOrUnborn | undefined; readonly more?: string | undefined }> {
  if (!isThere(host, host.platform.path.join(directory, '.git'))) return {};
  const { emptyOrUnborn, foreign } = await import('./repository-state.js');
  const state = emptyOrUnborn(host, directory);
  return { state, more: state === 'unborn' ? foreign(host, directory) : undefined };
}

/** Whether `directory` lies in a repository. */
export const inRepository = (host: Host, directory: string): boolean => rootOf(host, directory) !== undefined;

/** The folder with the `.git` of the repository that contains `directory`. It is found without git. */
export function rootOf(host: Host, directory: string): string | undefined {
  const { path } = host.platform;
  for (let folder = directory; ; folder = path.dirname(folder)) {
    if (isThere(host, path.join(folder, '.git'))) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}
