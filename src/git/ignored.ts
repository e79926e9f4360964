/** Asks git which written files it would leave out of a commit. */
import type { Host } from '../host/host.js';
import { readWithGit } from './dirty.js';

/** So many are named; more would hide what else is said. */
const MOST = 6;

/**
 * A note about written files that git ignores, by the rules of this project, of a parent or of the user.
 * @param files relative to the directory, which lies in a repository
 * @returns '' when git takes all of them, or is not asked
 */
export async function ignoredNote(host: Host, directory: string, files: readonly string[]): Promise<string> {
  if (!host.which('git')) return '';
  // A folder that is ignored has to be named itself: no rule brings back a file in it.
  const folders = [...new Set(files.flatMap(foldersOf))];
  const args = ['-c', 'core.quotePath=false', 'check-ignore', '--', '.', ...folders, ...files];
  const asked = await readWithGit(host, directory, args);
  if ('reason' in asked || asked.code !== 0) return '';
  const all = asked.out.split('\n').filter((name) => name !== '');
  if (all.includes('.')) return 'git ignores this directory: nothing in it is committed';
  const outermost = all.filter((name) => !foldersOf(name).some((folder) => all.includes(folder)));
  const named = outermost.map((name) => (folders.includes(name) ? `${name}/` : name));
  if (named.length > MOST)
    return `git ignores ${named.length} of these files; git status --ignored lists them`;
  const lines = named.map((name) => `!/${name}`).join(' ');
  return `git ignores ${named.join(', ')}: to commit ${named.length === 1 ? 'it' : 'them'}, add to .gitignore ${lines}`;
}

/** `src/my_app/cli.py` -> `src`, `src/my_app`. */
const foldersOf = (file: string): string[] =>
  file
    .split('/')
    .slice(0, -1)
    .map((_, i, parts) => parts.slice(0, i + 1).join('/'));
