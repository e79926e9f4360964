/** A package that the wheel lacks. */
import type { Project } from '../project.js';
import { usesSetuptools } from '../read/metadata.js';
import {
  folderOf,
  isImported,
  isTestFolder,
  packageFolders,
  takesAsData,
  topPackages,
} from '../read/packages.js';
import { stringsOf } from '../read/python.js';
import { listOf } from '../read/setup-cfg.js';
import type { Found, Rule } from '../rule.js';

interface Listed {
  readonly file: string;
  readonly line: number;
  readonly names: readonly string[];
}

/** The packages that are listed one by one. */
function listed({ pyproject, setupScript, configuration }: Project): Listed | undefined {
  const names = pyproject?.strings('tool', 'setuptools', 'packages') ?? [];
  if (pyproject && names.length > 0)
    return { file: 'pyproject.toml', line: pyproject.line('tool', 'setuptools', 'packages'), names };
  const value = setupScript?.keywords.get('packages');
  const items = stringsOf(value);
  if (setupScript?.open) return undefined;
  if (value) return items && { file: 'setup.py', line: value.line, names: items.map(({ text }) => text) };
  const entry = configuration?.get('options')?.get('packages');
  return entry && !/^find(?:_namespace)?:/.test(entry.value)
    ? { file: 'setup.cfg', line: entry.line, names: listOf(entry) }
    : undefined;
}

/** The rule. */
export const packageNotInWheel: Rule = {
  code: 'package-not-in-wheel',
  summary: 'a package that is imported, and that the list of packages for the wheel lacks',
  why: 'The tests pass in the repository, and the installed program ends with a ModuleNotFoundError.',
  fix: 'Let the build backend find the packages, or add this one to the list.',
  limits:
    'It looks at lists of packages for setuptools, written literally, and at packages that a listed one imports outside of ' +
    'conditions. Tests and data are left out; where setuptools-scm or `MANIFEST.in` bring every file as data, it is silent.',
  bad: {
    'pyproject.toml':
      '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n\n[tool.setuptools]\npackages = ["app"]\n',
    'app/__init__.py': 'from app.core import run\n',
    'app/core/__init__.py': 'def run(): ...\n',
  },
  good: {
    'pyproject.toml':
      '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n\n[tool.setuptools]\npackages = ["app", "app.core"]\n',
    'app/__init__.py': 'from app.core import run\n',
    'app/core/__init__.py': 'def run(): ...\n',
  },
  *check(project): Iterable<Found> {
    const list = usesSetuptools(project) ? listed(project) : undefined;
    if (!list) return;
    const folders = packageFolders(project);
    for (const top of topPackages(project)) {
      const root = folderOf(top);
      const dotted = (folder: string): string =>
        folder.slice(root === '' ? 0 : root.length + 1).replaceAll('/', '.');
      if (!list.names.includes(dotted(top)) || takesAsData(project, top)) continue;
      const missing = [...folders].filter(
        (folder) =>
          folder.startsWith(`${top}/`) &&
          !list.names.includes(dotted(folder)) &&
          !isTestFolder(folder.slice(top.length)) &&
          isImported(project, top, folder),
      );
      for (const folder of missing)
        yield {
          file: list.file,
          line: list.line,
          message: `${dotted(folder)} is imported, and is not in the list of packages`,
        };
    }
  },
};
