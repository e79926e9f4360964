/** What an update has to know about the files of a Python project. */
import type { Following } from '../../src/model/author.js';
import type { ProjectContext } from './context.js';
import { requirementName } from './python/requirement.js';

/** Files of lines in any order: ignored patterns, requirements, packages of conda. */
const LISTS = /^(?:.*\/)?(?:\.\w+ignore|requirements[\w-]*\.in|environment[\w-]*\.yml)$/;

/** The name of a requirement, as PEP 503 normalizes it; other lines are about themselves. In YAML it is an item. */
function subject(item: string): string {
  try {
    return requirementName(item.replace(/^-\s+|\s+#.*$/g, ''));
  } catch {
    return item;
  }
}

/** `import old`, `from old.cli import main`, and the same further in a line: PEP 8 has one import on a line. */
function renamed(text: string, from: string, to: string): string {
  const imported = text.replace(new RegExp(`^(\\s*(?:from|import)\\s+)${from}(?![\\w])`, 'gm'), `$1${to}`);
  // `import old` makes a name of it, which the rest of the file uses; elsewhere `old` may be a variable.
  const isName = new RegExp(`^\\s*import\\s+${from}(?:\\.[\\w.]+)?\\s*(?:#.*)?$`, 'm').test(text);
  return isName
    ? imported.replace(new RegExp(`(?<![\\w.'"/\\\\-])${from}(?![\\w'"/\\\\-])`, 'g'), to)
    : imported;
}

export const following: Following<ProjectContext> = {
  locks: ({ commands, exports, vcs }) => ({
    files: [...commands.locks, ...exports.map(({ file }) => file)],
    sources: ['pyproject.toml', ...commands.files.filter((name) => !commands.locks.includes(name))],
    command: exports.length > 0 ? 'make lock' : (vcs && commands.lockOfVcs) || commands.lock,
    install: 'make sync',
  }),
  isToml: (path) => path === 'Pipfile',
  isList: (path) => LISTS.test(path),
  subject,
  listed: {
    dependency: { file: 'pyproject.toml', keys: ['project', 'dependencies'] },
    keyword: { file: 'pyproject.toml', keys: ['project', 'keywords'] },
  },
  folder: 'module',
  renamed,
};
