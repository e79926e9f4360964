/** Decides which files of a directory are kept as they are, and what the metadata then says. */
import type { Present, StandIns } from '../../src/model/author.js';
import { type KeptFiles, ownFiles } from './context.js';

/** The first is the best: what has no ending is shown as plain text on PyPI. */
const READMES = ['.md', '.rst', '.txt', ''].map((ending) => `readme${ending}`);

/** A license is a text, perhaps with its name: LICENSE-APACHE-2.0.txt, COPYING.LESSER. license.py is a module. */
const LICENSE =
  /^(licen[cs]e|copying)(-\w[\w-]*(\.\d[\w-]*)*|\.(apache|bsd|mit|isc|mpl|l?gpl|lesser|lib)(-?v?\d[\d.]*)?)?(\.(md|markdown|rst|txt))?$/i;

const isReadme = (name: string): boolean => READMES.includes(name.toLowerCase());

const stem = (name: string): string => (/^copying/i.test(name) ? 'COPYING' : 'LICENSE');

/** Whether a file of this name holds a license: LICENSE, LICENCE or COPYING, with its name or the ending of a text. */
export const isLicenseFile = (name: string): boolean => LICENSE.test(name);

/** Whether a file of this name may stand in for a planned one. */
export const mayStandIn = (name: string): boolean => isReadme(name) || isLicenseFile(name);

/**
 * An existing README, LICENSE or COPYING is kept, and pyproject.toml refers to it.
 */
export function standIns(present: Present, license: string): StandIns<KeptFiles> {
  const names = [...present.keys()];
  const own = ownFiles(license);
  const kept = new Map<string, string>();
  const rank = (name: string): number => (name === own.readme ? -1 : READMES.indexOf(name.toLowerCase()));
  const [readme] = names.filter(isReadme).sort((a, b) => rank(a) - rank(b));
  if (readme) kept.set(own.readme, readme);
  const licenses = names.filter(isLicenseFile);
  for (const planned of own.licenseFiles) {
    const there =
      licenses.find((name) => name === planned) ??
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
  return { kept, facts };
}
