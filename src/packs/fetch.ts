/** From what was typed after --pack to a folder on this machine: a folder as it is, a package or a commit by way of the cache. */
import { tryTo } from '../disk/staging.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { visible } from '../model/redact.js';
import { gitKey, npmKey, openCache, temporaryFolder } from './cache.js';
import { type About, type Kept, readEntry, writeEntry } from './entry.js';
import type { PackFile } from './files.js';
import { fetchGit } from './git-pack.js';
import { fetchNpm } from './npm-pack.js';
import { recall, remember } from './remembered.js';
import { parseSource, type Source } from './source.js';
import { packFiles, unzip } from './tarball.js';
import { removeTree } from './tree.js';

export interface Fetched extends About {
  /** The absolute path of the pack. */
  readonly folder: string;
  /** As it was typed; it holds no credentials. */
  readonly source: string;
}

type Remote = Exclude<Source, { readonly kind: 'folder' }>;

/**
 * Fetches a pack. Nothing of it runs.
 * @param typed a source as parseSource takes it
 * @throws {@link UserError} E_SOURCE, E_DISK, E_INTERRUPTED
 */
export async function fetchPack(
  host: Host,
  typed: string,
  { offline }: { readonly offline: boolean },
): Promise<Fetched> {
  const source = parseSource(typed);
  if (source.kind === 'folder') return { folder: existing(host, typed, source.path), source: typed };
  try {
    const cache = openCache(host);
    const { folder, about } = offline ? kept(host, cache, typed) : await fetched(host, cache, typed, source);
    return { ...about, folder, source: typed };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      'E_DISK',
      `${typed} cannot be kept: ${(error as Error).message}`,
      'free disk space, or set XDG_CACHE_HOME to a folder that you may write to',
    );
  }
}

function existing(host: Host, typed: string, path: string): string {
  const folder = host.platform.path.resolve(host.cwd, path);
  try {
    if (host.fs.lstat(host.fs.realpath(folder))?.isDirectory()) return folder;
  } catch {
    // not there, or closed to this user
  }
  throw new UserError(
    'E_SOURCE',
    `--pack ${visible(typed)}: there is no such folder`,
    'for a package write npm:NAME, for a repository github:OWNER/REPOSITORY or git+https://HOST/PATH',
  );
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
