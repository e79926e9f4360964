/** Asks git which written files it ignores. */
import type { Host } from '../host/host.js';
import { readWithGit } from './dirty.js';

/** The maximum number of named files, so that the note stays short. */
const MOST = 6;

/**
 * A note about written files that git ignores because of the project's, a parent's or the user's rules.
 * @param files relative to the directory, which lies in a repository
 * @returns '' when git ignores none, or is not asked
 */
export async function ignoredNote(host: Host, directory: string, files: readonly string[]): Promise<string> {
  if (!host.which('git')) return '';
  // An ignored folder has to be listed itself, because git does not look for negated patterns inside it.
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
