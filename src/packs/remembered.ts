/** Remembers which entry of the cache a source had, for runs without a network. A file for each: two runs lose nothing. */
import { readPlain } from '../disk/read.js';
import type { Host } from '../host/host.js';
import { sha256, temporaryFolder } from './cache.js';
import { removeTree, writeFile } from './tree.js';

const BYTES = 10_000;

const nameOf = (host: Host, cache: string, typed: string): string =>
  host.platform.path.join(cache, 'sources', `${sha256(typed).slice(0, 40)}.json`);

/** @param typed a source that was parsed, and so holds no credentials */
export function remember(host: Host, cache: string, typed: string, key: string): void {
  const folder = temporaryFolder(host, cache);
  try {
    const file = host.platform.path.join(folder, 'source.json');
    writeFile(host, file, Buffer.from(`${JSON.stringify({ source: typed, key })}\n`), 0o600);
    host.fs.rename(file, nameOf(host, cache, typed));
  } finally {
    removeTree(host, folder);
  }
}

/** The key of the entry that this source had last; undefined if there is none. */
export function recall(host: Host, cache: string, typed: string): string | undefined {
  try {
    const found = readPlain(host, nameOf(host, cache, typed), BYTES);
    const { key } = JSON.parse(Buffer.from(found?.bytes ?? []).toString('utf8')) as { key?: unknown };
    // It becomes a path.
    return typeof key === 'string' && /^(?:npm|git)\/[\da-f-]+$/.test(key) ? key : undefined;
  } catch {
    return undefined;
  }
}
