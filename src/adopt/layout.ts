/** Finds the code of a project: the package or module that it distributes, and whether it lies in src/. */

/** Where the code is. */
export interface Layout {
  /** The import name, as the folder or file has it. */
  readonly module: string;
  /** The folder that holds it: `src`, or '' for the project itself. */
  readonly root: 'src' | '';
  /** Whether it is one file, `module.py`. */
  readonly single: boolean;
  /** Whether it is a folder without `__init__.py`. */
  readonly isNamespace?: boolean;
}

/** What a folder holds: names, and of folders the paths in them. */
export type Listing = ReadonlyMap<string, readonly string[] | undefined>;

/** Folders and files at the top of many projects that are not what they distribute. */
export const NOT_CODE =
  /^(?:tests?|testing|docs?|examples?|samples?|scripts?|tools?|utils|bin|build|dist|benchmarks?|bench|ci|contrib|requirements|setup|conftest|noxfile|tasks|fabfile|versioneer|ez_setup|bootstrap|distribute_setup|__init__|__main__|_build|venv|env|node_modules)$/i;

const NAME = /^[A-Za-z_]\w*$/;

/** The packages and modules of a folder. */
function codeIn(listing: Listing, root: Layout['root']): Layout[] {
  return [...listing].flatMap(([name, inside]): Layout[] => {
    if (inside) {
      const isPackage =
        inside.includes('__init__.py') || (root === 'src' && inside.some((one) => one.endsWith('.py')));
      return NAME.test(name) && isPackage && !NOT_CODE.test(name)
        ? [
            {
              module: name,
              root,
              single: false,
              ...(!inside.includes('__init__.py') && { isNamespace: true }),
            },
          ]
        : [];
    }
    const [, module = ''] = /^(.*)\.py$/.exec(name) ?? [];
    return NAME.test(module) && !NOT_CODE.test(module) ? [{ module, root, single: true }] : [];
  });
}

/**
 * @param hints names that the code may have, the likeliest first: the module in metadata, the name of the distribution
 * @returns the code that a hint names, else the only package or module
 */
export function findLayout(top: Listing, src: Listing, hints: readonly string[]): Layout | undefined {
  const all = [...codeIn(src, 'src'), ...codeIn(top, '')];
  for (const hint of hints) {
    const wanted = folded(hint);
    const found =
      all.find(({ module }) => module === hint) ??
      all.find(({ module }) => folded(module) === wanted) ??
      all.find(({ module }) => folded(module) === wanted.replace(/^(python|py)|(python|py)$/g, ''));
    if (found) return found;
  }
  const inSrc = all.filter(({ root }) => root === 'src');
  const likely = inSrc.length > 0 ? inSrc : all;
  const packages = likely.filter(({ single }) => !single);
  const [only, more] = packages.length > 0 ? packages : likely;
  return more ? undefined : only;
}

/** The form in which the names of a distribution and its module are compared. */
const folded = (name: string): string => name.toLowerCase().replace(/[-_.]/g, '');

/** Whether there is any code in Python. */
export const hasCode = (top: Listing, src: Listing): boolean =>
  [...top, ...src].some(
    ([name, inside]) => name.endsWith('.py') || inside?.some((one) => one.endsWith('.py')),
  );
