/** Creates the repository of a new project: `git init` on main and a first commit of the written files. */
import { CLEARED } from '../host/child-environment.js';
import type { Host } from '../host/host.js';
import type { Step } from '../model/pack.js';
import { isEmpty } from './repository-state.js';

const noHooks = ['-c', 'core.hooksPath=/dev/null'];

/**
 * No templates, because the user's own could contain hooks. The branch is set by symbolic-ref, because `init -b` needs
 * git 2.28.
 */
export const initStep: Step = {
  name: 'git init',
  commands: [
    ['git', 'init', '--quiet', '--template='],
    ['git', ...noHooks, 'symbolic-ref', 'HEAD', 'refs/heads/main'],
  ],
};

/**
 * Commits only the named files, because an existing directory may contain other files.
 * @param begun whether the repository existed before this run
 */
export const commitStep = (files: readonly string[], begun = false): Step => ({
  name: 'first commit',
  commands: [
    // --force, because the user's core.excludesFile may ignore our files, such as .vscode.
    ['git', ...noHooks, 'add', '--force', '--', ...files],
    [
      'git',
      ...noHooks,
      '-c',
      'commit.gpgSign=false',
      'commit',
      '--quiet',
      '--message=Start from create-pyproject',
      // An existing repository may have other staged files.
      ...(begun ? ['--', ...files] : []),
    ],
  ],
});

/**
 * Claims the place of a new repository, so that only one of several simultaneous runs creates it. git accepts a second
 * `git init`, and both runs would commit. git does not treat an empty .git folder as a repository, and fills it.
 * @param asked whether --git was given: then a folder claimed by a dead run is used, too
 * @returns false if another run has created one
 */
export function claim(host: Host, directory: string, asked: boolean): boolean {
  const repository = host.platform.path.join(directory, '.git');
  try {
    host.fs.mkdir(repository, 0o777);
    return true;
  } catch (error) {
    // Let git report any other error.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return true;
    return asked && isEmpty(host, repository);
  }
}

/** Whether git can commit here: name and email are configured. git's own guesses do not count. */
export async function canCommit(host: Host, directory: string): Promise<boolean> {
  const known = ['GIT_AUTHOR_IDENT', 'GIT_COMMITTER_IDENT'].map((who) =>
    host.exec(['git', '-c', 'user.useConfigOnly=true', 'var', who], { cwd: directory, env: CLEARED }),
  );
  return (await Promise.all(known)).every(({ code }) => code === 0);
}
