/** Runs another version of create-pyproject, from npm. */
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { visible } from '../model/redact.js';
import { runPublished } from '../packs/npm-exec.js';

/**
 * @param version a version, or a tag such as `latest`
 * @returns its exit code
 * @throws {@link UserError} E_VALUE, E_TOOL
 */
export async function runVersion(host: Host, version: string, args: readonly string[]): Promise<number> {
  if (!/^[\w^~][\w.^~-]*$/.test(version))
    throw new UserError(
      'E_VALUE',
      `--to ${visible(version)}: no version`,
      'write a version such as 1.2.3, or latest',
    );
  const ran = await runPublished(host, version, args, host.cwd);
  if (ran === undefined)
    throw new UserError('E_TOOL', '--to needs npm, which is not on PATH', 'install Node.js with npm');
  const { code, out, output } = ran;
  if (out === '' && code !== 0) host.err.write(output);
  else host.out.write(out);
  return code;
}
