/** Selects the versions of package managers: the newest releases on PyPI that are old enough and can be installed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ManagerPin } from '../../generators/project/python/pins.js';
import { PYTHONS } from '../../generators/project/python/versions.js';
import { fetchJson } from './registry.js';
import { compareVersions, parseVersion } from './stable.js';
import type { Uv } from './uv.js';

/** A file of PyPI's index. @see https://packaging.python.org/en/latest/specifications/simple-repository-api/ (PEP 700) */
interface File {
  readonly filename: string;
  readonly hashes: { readonly sha256?: string };
  readonly yanked?: boolean | string;
  readonly 'upload-time'?: string;
}

/** The wheels that a Debian image installs, on its two usual processors. */
const IMAGE_WHEEL = /-py3-none-manylinux\w*_(?:x86_64|aarch64)[\w.]*\.whl$/;

/** The extras that projects install a manager with. */
const EXTRAS: Readonly<Record<string, string>> = { pdm: '[locked]' };

/** The lowest Python that a project supports: the manager of its first CI job may run on it. */
const LOWEST = Object.keys(PYTHONS)[0] ?? '';

/**
 * Whether uv finds all dependencies of a requirement in releases that are older than the cutoff. A dependency can be
 * missing: PDM's extra `locked` pins single versions, and one of them may have been removed from the index.
 */
export function isInstallable(uv: Uv, requirement: string, cutoff: string): boolean {
  const directory = mkdtempSync(path.join(tmpdir(), 'pins-'));
  try {
    writeFileSync(path.join(directory, 'one.in'), requirement);
    const output = [`--python-version=${LOWEST}`, '--output-file=one.txt'];
    uv(directory, ['pip', 'compile', ...output, 'one.in'], { cutoff });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/**
 * The newest stable release that can be installed and all of whose files are older than the cutoff.
 * @param index of PyPI: `https://pypi.org/simple`
 * @param canInstall says it of a requirement: {@link isInstallable}
 * @throws when there is none, or when the index cannot be reached
 */
export async function newestManager(
  name: string,
  cutoff: string,
  index: string,
  canInstall: (requirement: string) => boolean,
): Promise<ManagerPin> {
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
  const newest = [...releases]
    .filter(([, files]) => files.every(isOld))
    .map(([text, files]) => ({ text, files, version: parseVersion(text) ?? [0, 0, 0] }))
    .sort((a, b) => compareVersions(b.version, a.version))
    .find(({ text }) => canInstall(`${name}${EXTRAS[name] ?? ''}==${text}`));
  if (newest === undefined)
    throw new Error(`no stable release of ${name} is older than ${cutoff} and can be installed`);
  const hashes = newest.files
    .filter(({ filename }) => IMAGE_WHEEL.test(filename))
    .map(({ hashes: { sha256 = '' } }) => sha256)
    .sort();
  return { version: newest.text, hashes };
}
