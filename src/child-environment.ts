/** Which variables does a child not see? Those that would lead it to another repository or environment than the new project's. */

/**
 * What `git rev-parse --local-env-vars` lists, as git itself clears it for a child in another repository. Not among them
 * are the settings of `git -c` and GIT_CONFIG_COUNT: they may say who the user is, and are meant for every repository.
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

const PYTHON = ['PYTHONHOME', 'PYTHONPATH', 'VIRTUAL_ENV'];

/** The environment of a child: each of these names, to be removed. */
export const CLEARED: Readonly<Record<string, undefined>> = Object.fromEntries(
  [...GIT, ...PYTHON].map((name) => [name, undefined]),
);
