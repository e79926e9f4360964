/** Finds out, without git, whether a repository has no commit yet. git would run programs that its settings name. */
import { readPlain } from '../disk/read.js';
import type { Host } from '../host/host.js';
import { settings } from './git-config.js';

/** A folder for a repository with nothing in it, or a repository without any commit. */
export type EmptyOrUnborn = 'empty' | 'unborn';

/** The state of a repository in `directory` itself, not in one above; undefined if there is none, or it has a commit. */
export function emptyOrUnborn(host: Host, directory: string): EmptyOrUnborn | undefined {
  const { path } = host.platform;
  const repository = path.join(directory, '.git');
  const names = namesIn(host, repository);
  if (names?.length === 0) return 'empty';
  const onBranch = /^ref: refs\/heads\/\S+\n$/.test(textOf(host, path.join(repository, 'HEAD')) ?? '');
  if (!onBranch || names === undefined || names.includes('packed-refs')) return undefined;
  return hasFile(host, path.join(repository, 'refs')) ? undefined : 'unborn';
}

/** The names in a folder; undefined if it is missing or a link. */
function namesIn(host: Host, folder: string): readonly string[] | undefined {
  try {
    return host.fs.lstat(folder)?.isDirectory() ? host.fs.readdir(folder) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether this is an empty folder, and not a link to one. */
export const isEmpty = (host: Host, folder: string): boolean => namesIn(host, folder)?.length === 0;

/** Whether there is anything but folders below one, as each name of a commit is. */
const hasFile = (host: Host, folder: string): boolean =>
  namesIn(host, folder)?.some((name) => hasFile(host, host.platform.path.join(folder, name))) ?? true;

/** Bytes; what `git init` and `git remote add` write is a few hundred. */
const LIMIT = 10_000;

/** A plain file's text; undefined for everything else, and for one that is too long. */
function textOf(host: Host, file: string): string | undefined {
  try {
    const found = readPlain(host, file, LIMIT);
    return found && found.size < LIMIT ? Buffer.from(found.bytes).toString('utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** Names that `git init`, `git add` and a failed commit leave. Other files can lead git elsewhere, as commondir does. */
const OWN = /^(HEAD|config|description|index|COMMIT_EDITMSG|branches|hooks|info|objects|refs)$/;

/** Settings of `git init`, `git remote add` and `git config user.name`. None names a program, a file or a folder. */
const HARMLESS =
  /^(core\.(repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|precomposeunicode|symlinks|autocrlf|eol)|extensions\.objectformat|user\.(name|email)|remote ".*"\.(url|fetch)|branch ".*"\.(remote|merge))$/;

/**
 * Anything else in a repository that may make `git add` or `git commit` run a program or write elsewhere:
 * core.fsmonitor, a filter, core.worktree, a promisor remote, an include, another repository's configuration.
 * @returns in words, or undefined when there is nothing
 */
export function foreign(host: Host, directory: string): string | undefined {
  const repository = host.platform.path.join(directory, '.git');
  const file = namesIn(host, repository)?.find((name) => !OWN.test(name));
  if (file !== undefined) return `${file} in its .git`;
  return foreignSetting(host, directory, [HARMLESS]);
}

/** Settings that do not matter when git only reads, without hooks and monitors. */
const HARMLESS_TO_READ =
  /^(core\.(hookspath|fsmonitor|editor|pager|filemode|untrackedcache)|(branch ".*"|submodule ".*"|submodule|color|commit|gc|gpg|init|maintenance|merge|pull|push|rebase|rerere|tag|user)\..*|remote ".*"\.(pushurl|tagopt|prune|push))$/;

/**
 * The same for a git that only reads, in a repository that has been in use: whether its configuration may make it run
 * something or look elsewhere.
 * @param root the folder that holds the .git
 * @returns in words, or undefined when there is nothing
 */
export function foreignToRead(host: Host, root: string): string | undefined {
  const { path } = host.platform;
  const leading = namesIn(host, path.join(root, '.git'))?.find((name) =>
    /^(commondir|config\.worktree)$/.test(name),
  );
  return leading === undefined
    ? foreignSetting(host, root, [HARMLESS, HARMLESS_TO_READ])
    : `${leading} in its .git`;
}

function foreignSetting(host: Host, root: string, harmless: readonly RegExp[]): string | undefined {
  const found = settings(textOf(host, host.platform.path.join(root, '.git', 'config')) ?? '\\');
  if (found === undefined) return 'a .git/config that is not plain';
  const setting = found
    .map(({ section, key }) => `${section}.${key}`)
    .find((name) => !harmless.some((known) => known.test(name)));
  return setting === undefined ? undefined : `${setting} in its .git/config`;
}
