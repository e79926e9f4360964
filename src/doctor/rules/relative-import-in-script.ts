/** A script with a relative import. */
import { folderOf } from '../read/packages.js';
import type { Found, Rule } from '../rule.js';

/** Folders that are no packages. */
const SCRIPTS = /^(?:tools|src)?$|(?:^|\/)(?:scripts?|bin)$/;

/** The rule. */
export const relativeImportInScript: Rule = {
  code: 'relative-import-in-script',
  summary: 'a script, in no package, with a relative import',
  why: 'A script belongs to no package, so a relative import ends it with an ImportError.',
  fix: 'Import the module by its full name, or make the folder a package and run it with `python -m`.',
  limits:
    'A script is a file with a `#!` line, without `__init__.py` beside it, at the top or in a folder `scripts`, `bin`, `tools` or `src`: another ' +
    'folder may be a namespace package. An import inside `try`, `if` or a function is left out.',
  bad: { 'scripts/report.py': '#!/usr/bin/env python3\nfrom .helpers import main\n\nmain()\n' },
  good: { 'scripts/report.py': '#!/usr/bin/env python3\nfrom helpers import main\n\nmain()\n' },
  *check(project): Iterable<Found> {
    for (const file of project.own(/\.py$/)) {
      const folder = folderOf(file);
      if (!SCRIPTS.test(folder) || project.has(folder === '' ? '__init__.py' : `${folder}/__init__.py`))
        continue;
      const text = project.text(file);
      if (!text?.startsWith('#!') || !/^\s*from\s+\./m.test(text)) continue;
      const relative = project.python(file)?.imports.find(({ level, always }) => level > 0 && always);
      if (relative)
        yield {
          file,
          line: relative.line,
          message: `\`from ${'.'.repeat(relative.level)}${relative.module}\` fails in a script`,
        };
    }
  },
};
