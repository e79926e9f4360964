/** Which directory may a project be written to? */
import { UserError } from './errors.js';
import { folded } from './paths.js';
import type { Platform } from './platform.js';

const refuse = (reason: string, hint: string): never => {
  throw new UserError('E_DIRECTORY', reason, hint);
};

/**
 * The directory as an absolute path.
 * @param from where a relative one begins
 * @throws {@link UserError} E_DIRECTORY when it is none that can be named to others, or none of the user's
 */
export function targetPath({ path }: Platform, from: string, typed: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(typed))
    refuse('the directory is a URL', 'name a directory; an address goes to --repository');
  // No shell was there to put the home in its place, or it was quoted: a folder of that name is what nobody wants.
  if (/^~(?:[\\/]|$)/.test(typed))
    refuse('the directory begins with ~, which stands for nothing here', 'write the path in full');
  const directory = path.resolve(from, typed);
  if (directory.split(/[\\/]/).some((part) => folded(part) === '.git'))
    refuse("the directory lies in a .git, which is git's own", 'choose another directory');
  // Most paths are plain, and the tables of Unicode take long to load.
  if (/^[\x20-\x7e]*$/.test(directory)) return directory;
  if (/[\p{Cc}\u2028\u2029]/u.test(directory))
    refuse('the directory has a control character in its path', 'choose one that can be typed');
  // U+FFFD stands where bytes are no UTF-8: what would be made is another directory than the one that was meant.
  if (!directory.isWellFormed() || directory.includes('\ufffd'))
    refuse('the path of the directory is not UTF-8', 'choose one with a name in UTF-8');
  return directory;
}
