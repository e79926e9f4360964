/** Reports errors: one line and a hint for people, one object for programs. */
import type { Host } from '../host/host.js';
import { paint } from '../host/paint.js';
import { type ErrorCode, EXIT, UserError } from '../model/errors.js';
import { visible, withoutCredentials } from '../model/redact.js';
import { paragraph } from './columns.js';
import { type Interrupted, internalError } from './internal-error.js';

/** Errors whose hint is on lines of its own. */
const WITH_LINES: readonly ErrorCode[] = ['E_STEP', 'E_TEST', 'E_MIGRATION', 'E_INTERRUPTED', 'E_INTERNAL'];

/** Errors whose message has lines: a tool's output, or one for each fault. */
const WITH_LISTS: readonly ErrorCode[] = ['E_STEP', 'E_PACK', 'E_TEST', 'E_MIGRATION'];

/** A color sequence (ECMA-48's SGR) after `visible`. Tools write these when colors are on. */
const COLOUR = /\\u001b\[[\d;]*m/g;

/** A tool's output with its lines but without colors. Other characters that affect a terminal are escaped. */
const visibleLines = (text: string): string =>
  text
    .split(/(\r?\n|\t)/)
    .map((part, i) => (i % 2 === 0 ? visible(part).replace(COLOUR, '') : part))
    .join('');

const lineOf = ({ code, message, hint }: UserError): string => {
  const text = WITH_LISTS.includes(code) ? visibleLines(message) : visible(message);
  if (hint === '') return text;
  return WITH_LINES.includes(code) ? `${text}\n${visibleLines(hint)}` : `${text}; ${visible(hint)}`;
};

/** Reports an error. Never throws, because nothing could report a second error. @returns its exit code */
export function fail(error: unknown, host: Host, interrupted: Interrupted): number {
  const known = error instanceof UserError ? error : internalError(error, host, interrupted);
  const { code, files } = known;
  const [message, hint] = [withoutCredentials(known.message), withoutCredentials(known.hint)];
  const json = interrupted.args.includes('--json');
  try {
    if (json) {
      host.out.write(`${JSON.stringify({ error: { code, message, hint, files } }, null, 2)}\n`);
      return known.exit;
    }
  } catch {
    // Standard output cannot be written, so report the error on standard error.
  }
  try {
    const line = lineOf(new UserError(code, message, hint));
    const text = known.exit === EXIT.interrupted ? line : `create-pyproject: ${line}`;
    // Tool output and lines to be copied are not wrapped.
    const shown = text.includes('\n') ? text : paragraph(host.err, text);
    host.err.write(`${shown.replace(/^create-pyproject/, (name) => paint(host, host.err)('red', name))}\n`);
  } catch {
    // Only the exit code can still report the error.
  }
  return known.exit;
}
