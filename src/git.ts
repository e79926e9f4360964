/** The repository of a new project: `git init` on main and a first commit of what was written. */
import type { Host } from './host.js';
import type { Step } from './pack.js';

/** Whether `directory` lies in a repository. Asks the file system, so that it is answered without git. */
export async function inRepository(host: Host, directory: string): Promise<boolean> {
  const { path } = host.platform;
  for (let folder = directory; ; folder = path.dirname(folder)) {
    try {
      await host.fs.lstat(path.join(folder, '.git'));
      return true;
    } catch {
      if (folder === path.dirname(folder)) return false;
    }
  }
}

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
      '--no-verify',
      '--message=Start from create-pyproject',
    ],
  ],
});

/** user.name and user.email as git has them; '' where there is none, or no git. */
export async function identity(host: Host, directory: string): Promise<{ user: string; email: string }> {
  const { code, output } = await host.exec(
    ['git', 'config', '--null', '--get-regexp', '^user\\.(name|email)$'],
    { cwd: directory },
  );
  if (code !== 0) return { user: '', email: '' };
  // Entries are "key\nvalue\0"; of several values the last one counts.
  const values = new Map(
    output
      .split('\0')
      .map((entry) => [entry.slice(0, entry.indexOf('\n')), entry.slice(entry.indexOf('\n') + 1)]),
  );
  return { user: values.get('user.name') ?? '', email: values.get('user.email') ?? '' };
}

/** Whether a commit can be made here: somebody has told git who he is; what git would guess does not count. */
export async function canCommit(host: Host, directory: string): Promise<boolean> {
  for (const who of ['GIT_AUTHOR_IDENT', 'GIT_COMMITTER_IDENT']) {
    if (
      (await host.exec(['git', '-c', 'user.useConfigOnly=true', 'var', who], { cwd: directory })).code !== 0
    )
      return false;
  }
  return true;
}
