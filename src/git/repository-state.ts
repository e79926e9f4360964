/** Detects a repository without commits. It does not run git, which would run programs named in the settings. */
import { readPlain } from '../disk/read.js';
import type { Host } from '../host/host.js';
import { settings } from './git-config.js';

/** An empty .git folder, or a repository without any commit. */
export type EmptyOrUnborn = 'empty' | 'unborn';

/** The state of a repository in `directory` itself, not in a parent; undefined if there is none, or it has a commit. */
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

/** Whether a folder contains files at any depth. Every name of a commit is such a file. */
const hasFile = (host: Host, folder: string): boolean =>
  namesIn(host, folder)?.some((name) => hasFile(host, host.platform.path.join(folder, name))) ?? true;

/** Bytes; `git init` and `git remote add` write a few hundred. */
const LIMIT = 10_000;

/** The text of a regular file; undefined for anything else, and for a file over the limit. */
function textOf(host: Host, file: string): string | undefined {
  try {
    const found = readPlain(host, file, LIMIT);
    return found && found.size < LIMIT ? Buffer.from(found.bytes).toString('utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** Names that `git init`, `git add` and a failed commit create. Other files, such as commondir, can redirect git. */
const OWN = /^(HEAD|config|description|index|COMMIT_EDITMSG|branches|hooks|info|objects|refs)$/;

/** Settings of `git init`, `git remote add` and `git config user.name`. None contains a program, a file or a folder. */
const HARMLESS =
  /^(core\.(repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|precomposeunicode|symlinks|autocrlf|eol)|extensions\.objectformat|user\.(name|email)|remote ".*"\.(url|fetch)|branch ".*"\.(remote|merge))$/;

/**
 * Finds anything in a repository that could make `git add` or `git commit` run a program or write elsewhere:
 * core.fsmonitor, a filter, core.worktree, a promisor remote, an include, another repository's configuration.
 * @returns a description, or undefined when there is nothing
 */
export function foreign(host: Host, directory: string): string | undefined {
  const repository = host.platform.path.join(directory, '.git');
  const file = namesIn(host, repository)?.find((name) => !OWN.test(name));
  if (file !== undefined) return `${file} in its .git`;
  return foreignSetting(host, host.platform.path.join(repository, 'config'), (name) => HARMLESS.test(name));
}

/**
 * Settings that do not affect a git command that only reads, and that runs no hooks or file system monitors. Those about
 * transfers are among them: such a command asks no server, unless it is a partial clone's.
 */
const HARMLESS_TO_READ =
  /^(core\.(hookspath|fsmonitor|editor|pager|filemode|untrackedcache|commentchar|excludesfile|fscache|longpaths|preloadindex|quotepath|safecrlf|sparsecheckout|sparsecheckoutcone|sshcommand|trustctime|whitespace)|extensions\.(worktreeconfig|relativeworktrees)|index\.sparse|diff\.(algorithm|colormoved|mnemonicprefix|noprefix|renamelimit|renames|tool)|((branch|credential|gitflow|http|lfs|submodule|url) ".*"|advice|alias|blame|color|commit|credential|fetch|gc|gpg|http|init|lfs|maintenance|merge|pull|push|rebase|rerere|submodule|tag|user)\..*|remote ".*"\.(pushurl|tagopt|prune|push|gh-resolved))$/;

/**
 * Finds anything in a used repository that could make a reading git run a program or read elsewhere. A worktree and a
 * submodule have a file that says where their repository is: its settings count.
 * @param root the folder that contains the .git
 * @returns a description, or undefined when there is nothing
 */
export function foreignToRead(host: Host, root: string): string | undefined {
  const { path } = host.platform;
  const file = path.join(root, '.git');
  const pointed = /^gitdir: (.+?)\r?\n?$/.exec(textOf(host, file) ?? '')?.[1];
  const own = pointed === undefined ? file : path.resolve(root, pointed);
  const names = namesIn(host, own);
  if (!names) return 'a .git that is no folder';
  const isShared = names.includes('commondir');
  if (isShared && pointed === undefined) return 'commondir in its .git';
  const common = isShared
    ? path.resolve(own, (textOf(host, path.join(own, 'commondir')) ?? '').trimEnd())
    : own;
  const isHarmless = (name: string, value: string | undefined): boolean =>
    HARMLESS.test(name) ||
    HARMLESS_TO_READ.test(name) ||
    // A submodule's repository says where its files are.
    (name === 'core.worktree' && value !== undefined && path.resolve(common, value) === root);
  return ['config', ...(names.includes('config.worktree') ? ['config.worktree'] : [])]
    .map((name) => foreignSetting(host, path.join(name === 'config' ? common : own, name), isHarmless))
    .find((found) => found !== undefined);
}

function foreignSetting(
  host: Host,
  file: string,
  isHarmless: (name: string, value: string | undefined) => boolean,
): string | undefined {
  const shown = `.git/${host.platform.path.basename(file)}`;
  const found = settings(textOf(host, file) ?? '\\');
  if (found === undefined) return `a ${shown} that is not plain`;
  const setting = found
    .map(({ section, key, value }) => ({ name: `${section}.${key}`, value }))
    .find(({ name, value }) => !isHarmless(name, value));
  return setting === undefined ? undefined : `${setting.name} in its ${shown}`;
}
