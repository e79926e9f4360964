/** Folders of fetched tools, which git ignores. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './root.js';

const CACHE = path.join(ROOT, '.cache', 'tools');

/**
 * A folder that is complete, or else is made anew: its last file marks it as complete.
 * @param name includes everything that decides its content
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
