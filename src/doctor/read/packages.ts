/** The packages of a project: folders with an `__init__.py`, and what imports what. */
import type { Project } from '../project.js';

/** The folder of a path; '' at the top. */
export const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/');

/** The last part of a path. */
export const lastOf = (path: string): string => path.split('/').at(-1) ?? '';

/** The folders with an `__init__.py`. */
export function packageFolders(project: Project): ReadonlySet<string> {
  return new Set(project.paths.filter((path) => path.endsWith('/__init__.py')).map((path) => folderOf(path)));
}

/** The outermost packages: their parent is no package. Tests, samples and the like are left out. */
export function topPackages(project: Project): readonly string[] {
  const folders = packageFolders(project);
  return [...folders].filter(
    (folder) =>
      !folders.has(folderOf(folder)) &&
      /^(?:src\/|lib\/|python\/)?[^/]+$/.test(folder) &&
      !/(?:^|\/)(?:tests?|testing|docs?|examples?|samples?|scripts|tools|benchmarks?|build|dist|conf)$/i.test(
        folder,
      ),
  );
}

/** Folders that hold no shipped code. */
export const isTestFolder = (folder: string): boolean =>
  /(?:^|\/)(?:tests?|testing|testdata|fixtures?|docs?|examples?|templates?|data|assets|static|migrations?|benchmarks?)(?:\/|$)/i.test(
    folder,
  );

/**
 * Whether setuptools may take every file below a package as its data, modules too: what MANIFEST.in names, or all that git
 * tracks.
 */
export function takesAsData(project: Project, top: string): boolean {
  const { pyproject, setupScript, configuration } = project;
  const includes =
    pyproject?.get('project') !== undefined ||
    pyproject?.get('tool', 'setuptools') !== undefined ||
    setupScript?.keywords.has('include_package_data') === true ||
    configuration?.get('options')?.has('include_package_data') === true;
  if (!includes) return false;
  const requires = pyproject?.strings('build-system', 'requires') ?? [];
  if (
    setupScript?.keywords.has('use_scm_version') ||
    requires.some((one) => /^setuptools[-_.](?:scm|git)/i.test(one))
  )
    return true;
  return (project.text('MANIFEST.in') ?? '').split('\n').some((line) => {
    const [command, ...words] = line.trim().split(/\s+/);
    const folder = command === 'global-include' ? '' : (words.shift() ?? '').replace(/\/$/, '');
    const here = folder === '' || `${top}/`.startsWith(`${folder}/`) || folder.startsWith(`${top}/`);
    const modules = words.some((pattern) => /^\*(?:\.py|\.\*)?$/.test(pattern));
    return here && (command === 'graft' || (/^(?:global|recursive)-include$/.test(command ?? '') && modules));
  });
}

/**
 * Whether a module of a package imports another package of it, always and not only under a condition.
 * @param top the outermost package's folder, as in `src/app`
 * @param folder the imported one, as in `src/app/core`
 */
export function isImported(project: Project, top: string, folder: string): boolean {
  const root = folderOf(top);
  const dotted = (path: string): string => path.slice(root === '' ? 0 : root.length + 1).replaceAll('/', '.');
  const [wanted, last] = [dotted(folder), lastOf(folder)];
  for (const path of project.paths) {
    if (!path.startsWith(`${top}/`) || !path.endsWith('.py') || path.startsWith(`${folder}/`)) continue;
    if (isTestFolder(path.slice(top.length)) || !project.text(path)?.includes(last)) continue;
    const here = dotted(folderOf(path)).split('.');
    for (const { level, module, names, always } of project.python(path)?.imports ?? []) {
      if (!always) continue;
      const base = level === 0 ? [] : here.slice(0, here.length - (level - 1));
      const full = [...base, ...(module === '' ? [] : module.split('.'))].join('.');
      if (full === wanted || full.startsWith(`${wanted}.`)) return true;
      if (names.some((name) => `${full}.${name}` === wanted)) return true;
    }
  }
  return false;
}
