/** What is said when a tool could not fetch a pack: its own words, without credentials, and the command to try by hand. */
import type { Host, Ran } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { visible, withoutCredentials } from '../model/redact.js';

/** What git and npm say after the reason, in general terms. */
const GENERAL =
  /^(?:fatal: Could not read from remote repository|Please make sure you have|and the repository exists|hint: |npm (?:error|ERR!) (?:Log files|A complete log))/;

/** The last line that says why. */
function reasonIn(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.findLast((line) => !GENERAL.test(line)) ?? lines.at(-1) ?? 'no reason was given';
}

/**
 * @param source as it was typed
 * @param reason in the tool's words, if they are known better than by its output
 * @param byHand a command
 */
export function unreachable(
  host: Host,
  source: string,
  { code, output }: Ran,
  byHand: readonly string[],
  reason = reasonIn(output),
): UserError {
  if (host.interrupted()) return new UserError('E_INTERRUPTED', 'interrupted, nothing was written');
  const said = visible(withoutCredentials(reason.trim().split('\n')[0] ?? '')).slice(0, 500);
  const hint =
    code === 127 ? `install ${byHand[0]}` : `try it by hand: ${byHand.map(host.platform.word).join(' ')}`;
  return new UserError('E_SOURCE', `${source} cannot be fetched: ${said}`, hint);
}
