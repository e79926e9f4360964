/** Runs a published version of create-pyproject through the user's own npm. */
import type { Host, Ran } from '../host/host.js';
import { npmOf } from './npm-pack.js';

/**
 * @param version a version or a tag, already checked
 * @returns undefined without npm
 */
export async function runPublished(
  host: Host,
  version: string,
  args: readonly string[],
  cwd: string,
): Promise<Ran | undefined> {
  const npm = npmOf(host);
  if (npm === undefined) return undefined;
  const command = ['exec', '--yes', `--package=create-pyproject@${version}`, '--', 'create-pyproject'];
  return host.exec([...npm, ...command, ...args], { cwd });
}
