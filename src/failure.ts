/** What an error looks like: one line and a hint for people, one object for programs. */
import { EXIT, UserError } from './errors.js';
import type { Host } from './host.js';
import { paint } from './paint.js';

const internal = (error: unknown): UserError => {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new UserError(
    'E_INTERNAL',
    `something nobody expected: ${reason.split('\n')[0]}`,
    'this is a defect of create-pyproject: please report it with the command that you typed',
  );
};

/** Reports an error. @returns its exit code */
export function fail(error: unknown, host: Host, json: boolean): number {
  const known = error instanceof UserError ? error : internal(error);
  const { code, message, hint } = known;
  if (json) host.out.write(`${JSON.stringify({ error: { code, message, hint } }, null, 2)}\n`);
  else if (known.exit === EXIT.interrupted) host.err.write(`${message}\n`);
  else
    host.err.write(
      `${paint(host, host.err)('red', 'create-pyproject')}: ${message}${hint === '' ? '' : `${message.includes('\n') ? '\n' : '; '}${hint}`}\n`,
    );
  if (!(error instanceof UserError) && host.env.CREATE_PYPROJECT_DEBUG && error instanceof Error)
    host.err.write(`${error.stack}\n`);
  return known.exit;
}
