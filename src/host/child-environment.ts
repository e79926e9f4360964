/** Variables that are hidden from child processes, because they would redirect git to another repository. */

/**
 * The variables of `git rev-parse --local-env-vars`, which git itself clears for a child in another repository. The
 * settings of `git -c` and GIT_CONFIG_COUNT are not included: they may contain the user's identity, and apply to every
 * repository.
 * @see https://git-scm.com/docs/git-rev-parse
 */
const GIT = [
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_DIR',
  'GIT_GRAFT_FILE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_NO_REPLACE_OBJECTS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
];

/** Environment entries that remove these variables. */
export const CLEARED: Readonly<Record<string, undefined>> = hidden(GIT);

/** Environment entries that hide the given variables. */
export function hidden(names: readonly string[]): Readonly<Record<string, undefined>> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
