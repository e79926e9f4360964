/** The folder of fetched packs in the user's cache, and the keys of its entries. */
import { createHash } from 'node:crypto';
import { stagedBy, stagingName, tryTo } from '../disk/staging.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { makeFolder, removeTree } from './tree.js';

const TEMPORARY = 'temporary-';

/** In hexadecimal digits. */
export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** The key of a package, by its integrity. */
export const npmKey = (integrity: string): string =>
  `npm/${Buffer.from(integrity.replace(/^sha512-/, ''), 'base64')
    .toString('hex')
    .slice(0, 40)}`;

/** The key of a folder in a commit. */
export const gitKey = (commit: string, url: string, folder: string): string =>
  `git/${commit}-${sha256(`${url}\n${folder}`).slice(0, 16)}`;

/** The cache's folder, made if it is missing; what killed runs left is removed. */
export function openCache(host: Host): string {
  const { path } = host.platform;
  const caches = host.platform.caches(host.env);
  if (caches === undefined)
    throw new UserError(
      'E_SOURCE',
      'there is no folder for fetched packs',
      'set XDG_CACHE_HOME to an absolute path; on Windows LOCALAPPDATA',
    );
  const cache = path.join(caches, 'create-pyproject', 'packs');
  for (const kind of ['npm', 'git', 'sources']) makeFolder(host, path.join(cache, kind));
  for (const name of host.fs.readdir(cache)) {
    const pid = stagedBy(TEMPORARY, name);
    if (pid !== undefined && !host.alive(pid)) tryTo(() => removeTree(host, path.join(cache, name)));
  }
  return cache;
}

/** A new folder on the cache's file system, for this run alone. */
export function temporaryFolder(host: Host, cache: string): string {
  const folder = host.platform.path.join(cache, stagingName(host, TEMPORARY));
  host.fs.mkdir(folder, 0o700);
  return folder;
}
