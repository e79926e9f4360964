/** A package that says that it has types, without the file that makes checkers use them. */
import { classifiersOf, nameOf } from '../read/metadata.js';
import { topPackages } from '../read/packages.js';
import type { Found, Rule } from '../rule.js';

/** The rule. */
export const pyTypedMissing: Rule = {
  code: 'py-typed-missing',
  summary: 'the classifier `Typing :: Typed` without a `py.typed` file',
  why: 'Type checkers ignore the annotations of an installed package without this file (PEP 561).',
  fix: 'Add an empty `py.typed` to the package, and see that the wheel contains it.',
  limits: 'It needs one package that is named like the project. Packages of stubs are left out.',
  bad: {
    'pyproject.toml': '[project]\nname = "my-lib"\nversion = "1"\nclassifiers = ["Typing :: Typed"]\n',
    'src/my_lib/__init__.py': '',
  },
  good: {
    'pyproject.toml': '[project]\nname = "my-lib"\nversion = "1"\nclassifiers = ["Typing :: Typed"]\n',
    'src/my_lib/__init__.py': '',
    'src/my_lib/py.typed': '',
  },
  *check(project): Iterable<Found> {
    const typed = classifiersOf(project).find(({ text }) => text === 'Typing :: Typed');
    const name = nameOf(project).replaceAll('-', '_');
    const packages = topPackages(project).filter(
      (folder) => folder.split('/').at(-1)?.toLowerCase() === name,
    );
    const [folder] = packages;
    if (!typed || folder === undefined || packages.length > 1) return;
    if (project.paths.some((path) => path.endsWith('/py.typed') || path.endsWith('.pyi'))) return;
    const file = `${folder}/py.typed`;
    yield {
      file: typed.file,
      line: typed.line,
      message: `${file} is missing`,
      edits: [{ file, from: 0, to: 0, text: '' }],
    };
  },
};
