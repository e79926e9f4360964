/** The workflow step that provides a Python, for managers that do not bring their own. */
import { actions } from '../python/pins.js';
import type { JobPython } from './manager.js';

/** @param more lines of the step's `with` */
export const setupPython = ({ version, prereleases }: JobPython, more: readonly string[] = []): string[] => [
  `- uses: ${actions.setupPython}`,
  '  with:',
  ...[
    version === undefined ? 'python-version-file: .python-version' : `python-version: ${version}`,
    ...(prereleases ? ['allow-prereleases: true'] : []),
    ...more,
  ].map((line) => `    ${line}`),
];
