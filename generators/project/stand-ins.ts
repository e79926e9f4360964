/** Decides which files of a directory are kept as they are, and what the metadata then says. */
import type { Present, StandIns } from '../../src/author.js';
import { type KeptFiles, ownFiles } from './context.js';

const README = /^readme(\.(md|rst|txt))?$/i;
const LICENSE = /^(licen[cs]e|copying)([.-][\w.-]+)?$/i;

const stem = (name: string): string => (/^copying/i.test(name) ? 'COPYING' : 'LICENSE');

/** Whether a file of this name holds a licence: LICENSE, LICENCE or COPYING, with any ending. */
export const isLicenseFile = (name: string): boolean => LICENSE.test(name);

/** Whether a file of this name may stand in for a planned one. */
export const mayStandIn = (name: string): boolean => README.test(name) || isLicenseFile(name);

/**
 * A README, LICENSE or COPYING that is there is somebody's own: it stays, and pyproject.toml points at it.
 */
export function standIns(present: Present, license: string): StandIns {
  const names = [...present.keys()];
  const own = ownFiles(license);
  const kept = new Map<string, string>();
  const readme = names.find((name) => README.test(name));
  if (readme) kept.set(own.readme, readme);
  const licenses = names.filter(isLicenseFile);
  for (const planned of own.licenseFiles) {
    const there =
      licenses.find((name) => stem(name) === planned) ??
      (own.licenseFiles.length === 1 ? licenses[0] : undefined);
    if (there) kept.set(planned, there);
  }
  const facts: KeptFiles = {
    readme: readme ?? own.readme,
    // In our own order first, so that a second run finds the metadata as the first one wrote it.
    licenseFiles: [
      ...new Set([...own.licenseFiles.map((planned) => kept.get(planned) ?? planned), ...licenses]),
    ],
  };
  return { kept, facts: { ...facts } };
}
