/** What an update has to know about the files of a Python project. */
import type { Following } from '../../src/model/author.js';
import type { ProjectContext } from './context.js';
import { requirementName } from './python/requirement.js';

/** Files of lines in any order: ignored patterns, requirements. */
const LISTS = /^(?:.*\/)?(?:\.\w+ignore|requirements[\w-]*\.in)$/;

/** The name of a requirement, as PEP 503 normalizes it; other lines are about themselves. */
function subject(item: string): string {
  try {
    return requirementName(item.replace(/\s+#.*$/, ''));
  } catch {
    return item;
  }
}

/** `import old`, `from old.cli import main`, and the same further in a line: PEP 8 has one import on a line. */
function renamed(text: string, from: string, to: string): string {
  return text.replace(new RegExp(`^(\\s*(?:from|import)\\s+)${from}(?![\\w])`, 'gm'), `$1${to}`);
}

export const following: Following<ProjectContext> = {
  locks: ({ commands }) => ({
    files: commands.locks,
    sources: ['pyproject.toml', ...commands.files.filter((name) => !commands.locks.includes(name))],
    command: commands.lock,
  }),
  isList: (path) => LISTS.test(path),
  subject,
  folder: 'module',
  renamed,
};
