/** Reads what somebody has begun of a repository. Not by git: a repository's own settings can name programs, which git runs. */
import { settings } from '../answers/git-config.js';
import type { Host } from '../host/host.js';

/** A folder for a repository with nothing in it, or a repository without any commit. */
export type Begun = 'empty' | 'unborn';

/** What is begun of a repository in `directory` itself, not in one above; undefined when it is no repository or has a commit. */
export function begun(host: Host, directory: string): Begun | undefined {
  const { path } = host.platform;
  const repository = path.join(directory, '.git');
  if (isEmpty(host, repository)) return 'empty';
  const onBranch = /^ref: refs\/heads\/\S+\n$/.test(textOf(host, path.join(repository, 'HEAD')) ?? '');
  if (!onBranch || host.fs.lstat(path.join(repository, 'packed-refs'))) return undefined;
  return hasFile(host, path.join(repository, 'refs')) ? undefined : 'unborn';
}

/** Whether this is a folder, and no link to one, with nothing in it. */
export function isEmpty(host: Host, folder: string): boolean {
  try {
    return host.fs.lstat(folder)?.isDirectory() === true && host.fs.readdir(folder).length === 0;
  } catch {
    return false;
  }
}

/** Whether there is anything but folders below one, as each name of a commit is. */
function hasFile(host: Host, folder: string): boolean {
  try {
    if (!host.fs.lstat(folder)?.isDirectory()) return true;
    return host.fs.readdir(folder).some((name) => hasFile(host, host.platform.path.join(folder, name)));
  } catch {
    return true;
  }
}

/** Bytes; what `git init` and `git remote add` write is a few hundred. */
const LIMIT = 10_000;

/** A plain file's text; undefined for everything else, and for one that is too long. */
function textOf(host: Host, file: string): string | undefined {
  try {
    if (!host.fs.lstat(file)?.isFile()) return undefined;
    const bytes = host.fs.readFile(file, LIMIT);
    return bytes.length < LIMIT ? bytes.toString('utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** What `git init`, `git remote add` and `git config user.name` write: nothing that names a program, a file or a folder. */
const HARMLESS =
  /^(core\.(repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|precomposeunicode|symlinks|autocrlf|eol)|extensions\.objectformat|user\.(name|email)|remote ".*"\.(url|fetch)|branch ".*"\.(remote|merge))$/;

/**
 * What in a repository's own configuration is more than that, and may make `git add` or `git commit` run something or
 * write elsewhere: core.fsmonitor, a filter, core.worktree, a promisor remote, an include.
 * @returns in words, or undefined when there is nothing
 */
export function foreignSetting(host: Host, directory: string): string | undefined {
  const file = host.platform.path.join(directory, '.git', 'config');
  const found = settings(textOf(host, file) ?? '\\');
  if (found === undefined) return 'a .git/config that is not plain';
  const foreign = found.map(({ section, key }) => `${section}.${key}`).find((name) => !HARMLESS.test(name));
  return foreign === undefined ? undefined : `${foreign} in its .git/config`;
}
