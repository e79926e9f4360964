/** Finds a place for new code in a project with a src layout. */
import { type ProjectView, Refusal, Taken } from '../../src/model/author.js';
import { KEYWORDS } from '../project/python/names.js';

/** Refuses a part of an import path that is no module name. @throws {@link Refusal} */
export function refuseModuleName(part: string): void {
  if (KEYWORDS.has(part)) throw new Refusal(`${JSON.stringify(part)} is a keyword of Python`);
  if (!/^[a-z][a-z0-9_]*$/.test(part))
    throw new Refusal(`${JSON.stringify(part)} is not a lower-case module name`);
}

/** The packages in src/. */
const packagesIn = (project: ProjectView): readonly string[] =>
  project.names('src').filter((name) => project.names(`src/${name}`).includes('__init__.py'));

/** The project's own package: the only one in src/, or the one that is named like the project; undefined if none is. */
export function ownPackage(project: ProjectView): string | undefined {
  const packages = packagesIn(project);
  if (packages.length <= 1) return packages[0];
  const about = project.text('pyproject.toml') ?? '';
  const name = /^\[project\]\s*$(?:\n(?!\[).*)*?\nname\s*=\s*["']([^"']+)["']/m.exec(about)?.[1];
  const named = name?.replace(/[-_.]+/g, '_').toLowerCase();
  return packages.find((one) => one === named);
}

/** The package for code whose name says no other one. @throws {@link Refusal} when it is unknown */
export function packageFor(project: ProjectView): string {
  const own = ownPackage(project);
  if (own !== undefined) return own;
  const packages = packagesIn(project);
  throw new Refusal(
    packages.length === 0
      ? 'the project has no package in src/, which is a folder with an __init__.py'
      : `src/ has several packages: ${packages.join(', ')}`,
  );
}

/**
 * The packages of a new module that are not there yet, outermost first.
 * @param module an import path, such as `my_app.text.count`
 * @throws {@link Taken} when Python would find something else under one of these names
 */
export function newPackages(module: string, project: ProjectView): readonly string[] {
  const parts = module.split('.');
  const upTo = (count: number): string => parts.slice(0, count).join('.');
  const added = parts.slice(0, -1).flatMap((_, i) => {
    const name = upTo(i + 1);
    const folder = `src/${name.replaceAll('.', '/')}`;
    if (i > 0 && namesBeside(project, folder).has(`${parts[i]}.py`))
      throw new Taken(`${name} is a module: ${folder}.py. Python would no longer find it beside a package`);
    // A folder without __init__.py is a namespace package, which other distributions may share.
    return project.names(folder).length === 0 ? [name] : [];
  });
  const at = `src/${parts.join('/')}`;
  if (project.names(at).length > 0)
    throw new Taken(`${module} is a package: ${at}/. Python would not find a module beside it`);
  return added;
}

const namesBeside = (project: ProjectView, path: string): ReadonlySet<string> =>
  new Set(project.names(path.slice(0, path.lastIndexOf('/'))));
