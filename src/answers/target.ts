/** Resolves the target directory, and refuses a directory that must not contain a project. */
import { UserError } from '../model/errors.js';
import { folded } from '../model/paths.js';
import type { Platform } from '../model/platform.js';

const refuse = (reason: string, hint: string): never => {
  throw new UserError('E_DIRECTORY', reason, hint);
};

/**
 * The directory as an absolute path.
 * @param from the base of a relative path
 * @throws {@link UserError} E_DIRECTORY when it is a URL, begins with ~, lies in a .git, or cannot be shown as text
 */
export function targetPath({ path }: Platform, from: string, typed: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(typed))
    refuse('the directory is a URL', 'name a directory; an address goes to --repository');
  // The shell did not expand ~, for example because it was quoted.
  if (/^~(?:[\\/]|$)/.test(typed))
    refuse('the directory begins with ~, which the shell did not expand', 'write the path in full');
  const directory = path.resolve(from, typed);
  if (directory.split(/[\\/]/).some((part) => folded(part) === '.git'))
    refuse('the directory is inside a .git folder, which belongs to git', 'choose another directory');
  // Most paths need no Unicode tables, which take long to load.
  if (/^[\x20-\x7e]*$/.test(directory)) return directory;
  if (/[\p{Cc}\u2028\u2029]/u.test(directory))
    refuse('the directory has a control character in its path', 'choose a path without control characters');
  // U+FFFD replaces bytes that are not UTF-8, so the created directory would have another name than the intended one.
  if (!directory.isWellFormed() || directory.includes('\ufffd'))
    refuse('the path of the directory is not UTF-8', 'choose one with a name in UTF-8');
  return directory;
}
