/** Variables hidden from children: they would lead git to a repository other than the new project's. */

/**
 * The variables of `git rev-parse --local-env-vars`, which git itself clears for a child in another repository. Not included
 * are the settings of `git -c` and GIT_CONFIG_COUNT: they may name the user, and are meant for every repository.
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

/** For a child's environment: undefined removes each of these names. */
export const CLEARED: Readonly<Record<string, undefined>> = hidden(GIT);

/** For a child's environment: hides variables from it. */
export function hidden(names: readonly string[]): Readonly<Record<string, undefined>> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
