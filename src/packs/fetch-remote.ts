/** Fetches a package or a commit, by way of the cache. */
import { tryTo } from '../disk/staging.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { gitKey, npmKey, openCache, temporaryFolder } from './cache.js';
import { type About, type Kept, readEntry, writeEntry } from './entry.js';
import type { PackFile } from './files.js';
import { fetchGit } from './git-pack.js';
import { fetchNpm } from './npm-pack.js';
import { recall, remember } from './remembered.js';
import type { Source } from './source.js';
import { packFiles, unzip } from './tarball.js';
import { removeTree } from './tree.js';

export type Remote = Exclude<Source, { readonly kind: 'folder' }>;

/** @throws {@link UserError} E_SOURCE, E_DISK, E_INTERRUPTED */
export async function fetchRemote(
  host: Host,
  typed: string,
  source: Remote,
  offline: boolean,
): Promise<Kept> {
  try {
    const cache = openCache(host);
    return offline ? kept(host, cache, typed) : await fetched(host, cache, typed, source);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      'E_DISK',
      `${typed} cannot be kept: ${(error as Error).message}`,
      'free disk space, or set XDG_CACHE_HOME to a folder that you may write to',
    );
  }
}

function kept(host: Host, cache: string, typed: string): Kept {
  const key = recall(host, cache, typed);
  const entry = key === undefined ? undefined : readEntry(host, cache, key);
  if (entry) return entry;
  const why =
    key === undefined ? 'it was never fetched on this machine' : 'its copy in the cache is not whole';
  throw new UserError('E_SOURCE', `${typed} cannot be had offline: ${why}`, 'run it once with a network');
}

async function fetched(host: Host, cache: string, typed: string, source: Remote): Promise<Kept> {
  const known = entryByCommit(host, cache, source);
  const { key, entry } = known ?? (await download(host, cache, typed, source));
  remember(host, cache, typed, key);
  return entry;
}

interface Found {
  readonly key: string;
  readonly entry: Kept;
}

/** A commit that is named by its whole id never changes. */
function entryByCommit(host: Host, cache: string, source: Remote): Found | undefined {
  if (source.kind !== 'git' || !/^[\da-f]{40}$/.test(source.ref)) return undefined;
  const key = gitKey(source.ref, source.url, source.folder);
  const entry = readEntry(host, cache, key);
  return entry && { key, entry };
}

async function download(host: Host, cache: string, typed: string, source: Remote): Promise<Found> {
  const folder = temporaryFolder(host, cache);
  const found = (key: string, files: () => readonly PackFile[], about: About): Found => ({
    key,
    entry: readEntry(host, cache, key) ?? writeEntry(host, cache, key, files(), about),
  });
  try {
    if (source.kind === 'npm') {
      const { tgz, version, integrity } = await fetchNpm(host, typed, source.spec, folder);
      return found(npmKey(integrity), () => packFiles(unzip(tgz, typed), typed), { version, integrity });
    }
    const { commit, tar } = await fetchGit(host, typed, source, folder);
    return found(gitKey(commit, source.url, source.folder), () => packFiles(tar, typed), { commit });
  } finally {
    tryTo(() => removeTree(host, folder));
  }
}
