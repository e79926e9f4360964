/** The repository of a new project: `git init` on main and a first commit of what was written. */
import { CLEARED } from './child-environment.js';
import type { Host } from './host.js';
import type { Step } from './pack.js';

const noHooks = ['-c', 'core.hooksPath=/dev/null'];

/** Templates off: a user's own would put hooks in; the branch by symbolic-ref: `init -b` needs git 2.28. */
export const initStep: Step = {
  name: 'git init',
  commands: [
    ['git', 'init', '--quiet', '--template='],
    ['git', ...noHooks, 'symbolic-ref', 'HEAD', 'refs/heads/main'],
  ],
};

/** Commits just the named files: a directory that was not empty may hold what nobody wants in a commit. */
export const commitStep = (files: readonly string[]): Step => ({
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
    ],
  ],
});

/** Whether a commit can be made here: somebody has told git who he is; what git would guess does not count. */
export async function canCommit(host: Host, directory: string): Promise<boolean> {
  for (const who of ['GIT_AUTHOR_IDENT', 'GIT_COMMITTER_IDENT']) {
    const command = ['git', '-c', 'user.useConfigOnly=true', 'var', who];
    const { code } = await host.exec(command, { cwd: directory, env: CLEARED });
    if (code !== 0) return false;
  }
  return true;
}
