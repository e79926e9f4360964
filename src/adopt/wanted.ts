/** Which files of the standard a project is to have. */
import type { PlannedFile } from '../plan/plan.js';
import type { Wish } from './adopt-file.js';
import type { Project } from './read-project.js';

/** Example code, and its tests: a project with code of its own has no use for them. */
export const EXAMPLE = /^(src|tests|rust)\/|^(meson\.build|CMakeLists\.txt)$/;

/** Files that take the place of a planned one under another name. */
const OTHER_NAMES: Readonly<Record<string, RegExp>> = {
  'CHANGELOG.md': /^(change(s|log)|history|news|release[-_ ]?notes)(\.(md|rst|txt))?$/i,
};

/** Whether the project is to get this file although it lacks it. */
export function isWanted(file: PlannedFile, project: Project, { licensed, removed = [] }: Wish): boolean {
  const { path } = file;
  if (/^(LICENSE|COPYING)$/.test(path)) return licensed;
  // It explains the example code.
  if (path === 'README.md') return !project.hasCode;
  // It would change the line ends of files in git.
  if (path === '.gitattributes') return ![...project.texts.values()].some((text) => text.includes('\r\n'));
  if (/^\.github\/workflows\/(ci|publish)\.yml$/.test(path)) return project.workflows.length === 0;
  // Either would change what is built.
  if (path === 'MANIFEST.in') return !project.hasMetadata && removed.length === 0;
  return !project.names.some((name) => name !== path && OTHER_NAMES[path]?.test(name));
}
