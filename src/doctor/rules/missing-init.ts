/** A package folder without `__init__.py`, which setuptools then leaves out. */
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
import type { Found, Rule } from '../rule.js';

/** Whether setuptools looks for packages by their `__init__.py`. */
function findsByInit(project: Project): boolean {
  const { pyproject, setupScript, configuration } = project;
  if (pyproject?.get('tool', 'setuptools', 'packages', 'find', 'namespaces') === false) return true;
  const packages = setupScript?.keywords.get('packages');
  if (packages) return packages.calls?.endsWith('find_packages') === true;
  return configuration?.get('options')?.get('packages')?.value === 'find:';
}

/** The rule. */
export const missingInit: Rule = {
  code: 'missing-init',
  summary: 'a folder of modules inside a package, without `__init__.py`',
  why: 'setuptools finds packages by this file, so the wheel lacks the folder, and importing it works in the repository only.',
  fix: 'Add an empty `__init__.py`.',
  limits:
    'Only where setuptools looks for packages that way (`find_packages()`, `find:`), and only for folders that the package itself imports. ' +
    'Where setuptools-scm or `MANIFEST.in` bring every file as data, it is silent.',
  bad: {
    'setup.py':
      'from setuptools import find_packages, setup\n\nsetup(name="app", packages=find_packages())\n',
    'app/__init__.py': '',
    'app/cli.py': 'from app.core import run\n',
    'app/core/run.py': '',
  },
  good: {
    'setup.py':
      'from setuptools import find_packages, setup\n\nsetup(name="app", packages=find_packages())\n',
    'app/__init__.py': '',
    'app/cli.py': 'from app.core import run\n',
    'app/core/__init__.py': '',
    'app/core/run.py': '',
  },
  *check(project): Iterable<Found> {
    if (!usesSetuptools(project) || !findsByInit(project)) return;
    const folders = packageFolders(project);
    for (const top of topPackages(project)) {
      if (takesAsData(project, top)) continue;
      const modules = project.paths.filter((path) => path.startsWith(`${top}/`) && path.endsWith('.py'));
      for (const folder of new Set(modules.map(folderOf))) {
        if (folders.has(folder) || !folders.has(folderOf(folder)) || isTestFolder(folder.slice(top.length)))
          continue;
        // The import may mean a module beside the folder.
        if (project.has(`${folder}.py`) || !isImported(project, top, folder)) continue;
        const file = `${folder}/__init__.py`;
        const [first = folder] = modules.filter((path) => folderOf(path) === folder);
        yield {
          file: first,
          line: 1,
          message: `${folder} has no __init__.py, so the wheel lacks it`,
          edits: [{ file, from: 0, to: 0, text: '' }],
        };
      }
    }
  },
};
