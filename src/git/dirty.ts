/** Asks git which files it could not restore, without running a program from the repository's settings. */
import { CLEARED } from '../host/child-environment.js';
import type { Exec, Host, Ran } from '../host/host.js';
import { rootOf } from './repository.js';
import { foreignToRead } from './repository-state.js';

/**
 * Options for reading only: git writes no index, and runs no hook, no file system monitor and nothing in submodules.
 */
const READING = [
  'git',
  '--no-optional-locks',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.fsmonitor=false',
];

/** @returns the answer; undefined if git is not asked or fails, with the reason */
export async function readWithGit(
  host: Host,
  directory: string,
  args: readonly string[],
  env: Exec['env'] = CLEARED,
): Promise<Ran | { readonly reason: string }> {
  const foreign = foreignToRead(host, rootOf(host, directory) ?? directory);
  if (foreign !== undefined) return { reason: `git was not asked: the repository has ${foreign}` };
  return host.exec([...READING, ...args], { cwd: directory, env });
}

/**
 * The files whose current content is not in the last commit: changed, staged, untracked or ignored.
 * @param files relative to the directory, which lies in a repository
 * @returns path -> reason; all files if git cannot tell
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
  // "XY path", relative to the repository. An ignored folder stands for all its files.
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

/**
 * The tracked files of a project whose changes are not committed.
 * @returns sorted; or the reason why git cannot tell
 */
export async function changedFiles(host: Host, directory: string): Promise<readonly string[] | string> {
  const args = [
    'status',
    '--porcelain',
    '-z',
    '--no-renames',
    '--untracked-files=no',
    '--ignore-submodules=all',
  ];
  const ran = await readWithGit(host, directory, [...args, '--', '.']);
  if ('reason' in ran) return ran.reason;
  if (ran.code !== 0) return `git cannot tell: ${ran.output.trim().split('\n')[0]}`;
  return ran.out
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice(3));
}

/** The files of a project that a sparse checkout has left out: they are no deleted ones. */
export async function leftOut(host: Host, directory: string): Promise<readonly string[]> {
  const ran = await readWithGit(host, directory, ['ls-files', '-t', '-z', '--', '.']);
  if ('reason' in ran || ran.code !== 0) return [];
  return ran.out.split('\0').flatMap((entry) => (entry.startsWith('S ') ? [entry.slice(2)] : []));
}
