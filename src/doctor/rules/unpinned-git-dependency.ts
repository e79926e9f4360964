/** A dependency from a branch of a repository. */

import { hasCredentials, withoutCredentials } from '../../model/redact.js';
import { addressesIn } from '../read/addresses.js';
import type { Found, Rule } from '../rule.js';

/** Names that are branches for sure. */
const BRANCH = /^(?:main|master|develop|dev|trunk|HEAD|next|devel)$/i;

/** The rule. */
export const unpinnedGitDependency: Rule = {
  code: 'unpinned-git-dependency',
  summary: 'a dependency from git without a tag or a commit',
  why: 'Each installation takes the newest commit of a branch, so a push elsewhere changes or breaks this project.',
  fix: 'Name a commit or a tag after the address, as in `git+https://…@v1.2.0`.',
  limits:
    'A name that is not known to be a branch counts as a tag. Where a lock of uv, Poetry or PDM has the commit, pyproject.toml is left out.',
  bad: { 'requirements.txt': 'acme @ git+https://github.com/acme/acme.git@main\n' },
  good: { 'requirements.txt': 'acme @ git+https://github.com/acme/acme.git@v1.2.0\n' },
  *check(project): Iterable<Found> {
    const locked = ['poetry.lock', 'uv.lock', 'pdm.lock'].some((lock) => project.has(lock));
    for (const { file, line, text } of addressesIn(project)) {
      if (locked && file === 'pyproject.toml') continue;
      const [, path] = /\bgit\+[a-z+]+:\/\/(?:[^/\s@]*@)?[^/\s]+\/([^\s;#]*)/.exec(text) ?? [];
      if (path === undefined || path.includes('$')) continue;
      const [, ref] = /@([^@]*)$/.exec(path) ?? [];
      if (ref !== undefined && !BRANCH.test(ref)) continue;
      const message = ref === undefined ? 'no commit is named' : `${ref} is a branch`;
      const shown = hasCredentials(text) ? withoutCredentials(text) : text;
      yield { file, line, message: `${shown.slice(0, 120)}: ${message}` };
    }
  },
};
