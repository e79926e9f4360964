/** Runs another version of create-pyproject, from npm. */
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { visible } from '../model/redact.js';
import { npmOf } from '../packs/npm-pack.js';

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
  const npm = npmOf(host);
  if (npm === undefined)
    throw new UserError('E_TOOL', '--to needs npm, which is not on PATH', 'install Node.js with npm');
  const command = [
    ...npm,
    'exec',
    '--yes',
    `--package=create-pyproject@${version}`,
    '--',
    'create-pyproject',
    ...args,
  ];
  const { code, out, output } = await host.exec(command, { cwd: host.cwd });
  if (out === '' && code !== 0) host.err.write(output);
  else host.out.write(out);
  return code;
}
