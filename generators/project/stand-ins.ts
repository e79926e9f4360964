/** Selects the existing files of a directory that are kept, and the metadata that refers to them. */
import type { Present, StandIns } from '../../src/model/author.js';
import { type KeptFiles, ownFiles } from './context.js';

/** In order of preference. PyPI shows a README without an extension as plain text. */
const READMES = ['.md', '.rst', '.txt', ''].map((ending) => `readme${ending}`);

/**
 * A license file is text, and may have the license's name: LICENSE-APACHE-2.0.txt, COPYING.LESSER. license.py is a
 * module.
 */
const LICENSE =
  /^(licen[cs]e|copying)(-\w[\w-]*(\.\d[\w-]*)*|\.(apache|bsd|mit|isc|mpl|l?gpl|lesser|lib)(-?v?\d[\d.]*)?)?(\.(md|markdown|rst|txt))?$/i;

const isReadme = (name: string): boolean => READMES.includes(name.toLowerCase());

const stem = (name: string): string => (/^copying/i.test(name) ? 'COPYING' : 'LICENSE');

/**
 * Whether this is the name of a license file: LICENSE, LICENCE or COPYING, optionally with the license's name or a text
 * extension.
 */
export const isLicenseFile = (name: string): boolean => LICENSE.test(name);

/** Whether a file with this name can replace a planned file. */
export const mayStandIn = (name: string): boolean => isReadme(name) || isLicenseFile(name);

/** Keeps an existing README, LICENSE or COPYING, to which pyproject.toml then refers. */
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
    // The planned order comes first, so that a second run gives the same metadata as the first.
    licenseFiles: [
      ...new Set([...own.licenseFiles.map((planned) => kept.get(planned) ?? planned), ...licenses]),
    ],
  };
  return { kept, facts };
}
