/** Is a new project to have a repository of its own? And does a directory lie in one already? */
import { UserError } from './errors.js';
import type { Host } from './host.js';

export interface Repository {
  /** Whether to make one. */
  readonly make: boolean;
  /** Why there is none, to be said; '' when nobody needs to hear it. */
  readonly note: string;
}

/**
 * Decides about git before anything is written.
 * @param git what was wished; undefined: where it makes sense
 * @throws {@link UserError} E_REPOSITORY when one was asked for inside another
 */
export function decideRepository(host: Host, directory: string, git: boolean | undefined): Repository {
  if (git === false) return { make: false, note: '' };
  if (inRepository(host, directory)) {
    if (git)
      throw new UserError(
        'E_REPOSITORY',
        `${directory} lies in a repository already`,
        'leave out --git, or choose a directory outside of it',
      );
    return { make: false, note: 'in a repository already: no git init, no commit' };
  }
  if (!git && !host.which('git')) return { make: false, note: 'git is not there: no repository was made' };
  return { make: true, note: '' };
}

/** Whether `directory` lies in a repository. Asks the file system, so that it is answered without git. */
export function inRepository(host: Host, directory: string): boolean {
  const { path } = host.platform;
  for (let folder = directory; ; folder = path.dirname(folder)) {
    if (isThere(host, path.join(folder, '.git'))) return true;
    if (folder === path.dirname(folder)) return false;
  }
}

/** What may not be looked at counts as not there: git would not find it either. */
function isThere(host: Host, name: string): boolean {
  try {
    return host.fs.lstat(name) !== undefined;
  } catch {
    return false;
  }
}
