/** Caches folders of downloaded tools in a directory that git ignores. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './root.js';

const CACHE = path.join(ROOT, '.cache', 'tools');

/**
 * Returns a complete folder, or creates it. The last file written marks it as complete.
 * @param name contains everything that affects the content
 */
export async function cached(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(CACHE, name);
  const stamp = path.join(folder, 'complete');
  if (existsSync(stamp)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await make(folder);
  writeFileSync(stamp, '');
  return folder;
}
