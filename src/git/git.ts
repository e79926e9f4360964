/** The repository of a new project: `git init` on main and a first commit of what was written. */
import { CLEARED } from '../host/child-environment.js';
import type { Host } from '../host/host.js';
import type { Step } from '../model/pack.js';
import { isEmpty } from './repository-state.js';

const noHooks = ['-c', 'core.hooksPath=/dev/null'];

/** Templates off: a user's own would put hooks in; the branch by symbolic-ref: `init -b` needs git 2.28. */
export const initStep: Step = {
  name: 'git init',
  commands: [
    ['git', 'init', '--quiet', '--template='],
    ['git', ...noHooks, 'symbolic-ref', 'HEAD', 'refs/heads/main'],
  ],
};

/**
 * Commits only the named files: a directory that was not empty may hold files that do not belong in the commit.
 * @param begun whether the repository was there before this run
 */
export const commitStep = (files: readonly string[], begun = false): Step => ({
  name: 'first commit',
  commands: [
    // --force: a user's own core.excludesFile may name a folder of ours, such as .vscode.
    ['git', ...noHooks, 'add', '--force', '--', ...files],
    [
      'git',
      ...noHooks,
      '-c',
      'commit.gpgSign=false',
      'commit',
      '--quiet',
      '--message=Start from create-pyproject',
      // In an existing repository, more may be staged.
      ...(begun ? ['--', ...files] : []),
    ],
  ],
});

/**
 * Claims the place of a new repository, so that of several runs at once one makes it: git itself does not mind a second
 * `git init`, and both would commit. git takes an empty folder of this name for none, and fills it.
 * @param asked whether a repository was asked for: then also what a run that died here has claimed is taken
 * @returns false if another run has made one
 */
export function claim(host: Host, directory: string, asked: boolean): boolean {
  const repository = host.platform.path.join(directory, '.git');
  try {
    host.fs.mkdir(repository, 0o777);
    return true;
  } catch (error) {
    // Any other reason is git's to tell.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return true;
    return asked && isEmpty(host, repository);
  }
}

/** Whether git can commit here: name and email are configured. A guess of git does not count. */
export async function canCommit(host: Host, directory: string): Promise<boolean> {
  const known = ['GIT_AUTHOR_IDENT', 'GIT_COMMITTER_IDENT'].map((who) =>
    host.exec(['git', '-c', 'user.useConfigOnly=true', 'var', who], { cwd: directory, env: CLEARED }),
  );
  return (await Promise.all(known)).every(({ code }) => code === 0);
}
