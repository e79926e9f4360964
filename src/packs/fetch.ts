/** From what was typed after --pack to a folder on this machine. */
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { visible } from '../model/redact.js';
import type { About } from './entry.js';
import { parseSource } from './source.js';

export interface Fetched extends About {
  /** The absolute path of the pack. */
  readonly folder: string;
  /** As it was typed; it holds no credentials. */
  readonly source: string;
  /** Whether the cache was used because nothing may be fetched. */
  readonly cached?: true;
}

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
  const { fetchRemote } = await import('./fetch-remote.js');
  const { folder, about } = await fetchRemote(host, typed, source, offline);
  return { ...about, folder, source: typed, ...(offline && { cached: true }) };
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
