/** Selects the versions of package managers: the newest releases on PyPI that are old enough. */
import type { ManagerPin } from '../../generators/project/python/pins.js';
import { fetchJson } from './registry.js';
import { compareVersions, parseVersion } from './stable.js';

/** A file of PyPI's index. @see https://packaging.python.org/en/latest/specifications/simple-repository-api/ (PEP 700) */
interface File {
  readonly filename: string;
  readonly hashes: { readonly sha256?: string };
  readonly yanked?: boolean | string;
  readonly 'upload-time'?: string;
}

/** The wheels that a Debian image installs, on its two usual processors. */
const IMAGE_WHEEL = /-py3-none-manylinux\w*_(?:x86_64|aarch64)[\w.]*\.whl$/;

/**
 * The newest stable release, all of whose files are older than the cutoff.
 * @param index of PyPI: `https://pypi.org/simple`
 * @throws when there is none, or when the index cannot be reached
 */
export async function newestManager(name: string, cutoff: string, index: string): Promise<ManagerPin> {
  const page = (await fetchJson(`${index}/${name}/`, {
    accept: 'application/vnd.pypi.simple.v1+json',
  })) as { readonly files: readonly File[] };
  const releases = new Map<string, File[]>();
  for (const file of page.files) {
    // Both forms begin with the name, in which a wheel has "_" for "-".
    const version = /-(\d+\.\d+\.\d+)(?:-.*\.whl|\.tar\.gz)$/.exec(file.filename)?.[1];
    if (version !== undefined) releases.set(version, [...(releases.get(version) ?? []), file]);
  }
  const isOld = (file: File): boolean =>
    !file.yanked && Date.parse(file['upload-time'] ?? '') <= Date.parse(cutoff);
  const [newest] = [...releases]
    .filter(([, files]) => files.every(isOld))
    .map(([text, files]) => ({ text, files, version: parseVersion(text) ?? [0, 0, 0] }))
    .sort((a, b) => compareVersions(b.version, a.version));
  if (newest === undefined) throw new Error(`no stable release of ${name} is older than ${cutoff}`);
  const hashes = newest.files
    .filter(({ filename }) => IMAGE_WHEEL.test(filename))
    .map(({ hashes: { sha256 = '' } }) => sha256)
    .sort();
  return { version: newest.text, hashes };
}
