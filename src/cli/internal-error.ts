/** Describes an unexpected error: the details for a report, without the user's answers, passwords or folders. */
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { withoutCredentials } from '../model/redact.js';

/** The run that failed. */
export interface Interrupted {
  readonly args: readonly string[];
  readonly version: string;
}

/** The folders in front of a file name in a stack line. */
const FOLDERS = /(?<=[ (])(?:file:\/\/)?(?:[A-Za-z]:)?[\\/].*[\\/](?=[^\\/]+:\d+:\d+\)?$)/;

/** Creates an error to report: its message in one line, and in the hint the details for a report. */
export function internalError(error: unknown, host: Host, { args, version }: Interrupted): UserError {
  const [message = '', ...frames] = textOf(error)
    .split('\n')
    .map((line) => withoutCredentials(line.replace(FOLDERS, '')));
  // Do not hide short answers, because they occur in other words by chance.
  const typed = args.map((arg) => arg.replace(/^-[^=]*=?/, '')).filter((text) => text.length > 2);
  const hidden = typed
    .sort((a, b) => b.length - a.length)
    .reduce((text, secret) => text.replaceAll(secret, '…'), message);
  return new UserError(
    'E_INTERNAL',
    `internal error: ${hidden}`,
    [
      'this is a bug in create-pyproject: please report it with these lines (see `npm bugs create-pyproject`)',
      `create-pyproject ${version}, Node.js ${host.node}, ${host.platform.name}`,
      ...frames,
    ].join('\n'),
  );
}

function textOf(error: unknown): string {
  try {
    return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
  } catch {
    return 'an error without a message';
  }
}
