/** Asks git which files of a project it could not give back, and runs nothing that the repository's settings name. */
import { CLEARED } from '../host/child-environment.js';
import type { Host, Ran } from '../host/host.js';
import { rootOf } from './repository.js';
import { foreignToRead } from './repository-state.js';

/** Git for reading: it writes no index, and runs no hook, no monitor and nothing in submodules. */
const READING = [
  'git',
  '--no-optional-locks',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.fsmonitor=false',
];

/** @returns the answer; undefined where git is not asked, or has none, with the reason */
export async function readWithGit(
  host: Host,
  directory: string,
  args: readonly string[],
): Promise<Ran | { readonly reason: string }> {
  const foreign = foreignToRead(host, rootOf(host, directory) ?? directory);
  if (foreign !== undefined) return { reason: `git is not asked: its repository has ${foreign}` };
  return host.exec([...READING, ...args], { cwd: directory, env: CLEARED });
}

/**
 * The files of which the last commit does not hold what is on the disk: changed, staged, untracked or ignored.
 * @param files relative to the directory, which lies in a repository
 * @returns path -> why, in words; all of them where git cannot tell
 */
export async function uncommitted(
  host: Host,
  directory: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const all = (reason: string): ReadonlyMap<string, string> => new Map(files.map((file) => [file, reason]));
  const prefix = await readWithGit(host, directory, ['rev-parse', '--show-prefix']);
  if ('reason' in prefix) return all(prefix.reason);
  const status = await host.exec(
    [
      ...READING,
      '--literal-pathspecs',
      'status',
      '--porcelain',
      '-z',
      '--no-renames',
      '--untracked-files=all',
      '--ignored=matching',
      '--ignore-submodules=all',
      '--',
      ...files,
    ],
    { cwd: directory, env: CLEARED },
  );
  if (prefix.code !== 0 || status.code !== 0)
    return all(`git cannot tell whether it is committed: ${status.output.trim().split('\n')[0]}`);
  const before = prefix.out.replace(/\n$/, '');
  // "XY path", relative to the repository. An ignored folder means all files in it.
  const dirty = status.out.split('\0').map((entry) => entry.slice(3));
  return new Map(
    files
      .filter((file) =>
        dirty.some(
          (name) => name === before + file || (name.endsWith('/') && (before + file).startsWith(name)),
        ),
      )
      .map((file) => [file, 'not committed']),
  );
}
