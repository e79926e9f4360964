/** The messages at the end of a run: files, notes, skipped steps and next steps. */
import type { Change } from '../disk/changes.js';
import type { Output } from '../host/host.js';
import type { Paint } from '../host/paint.js';
import type { StepReport } from '../setup/setup.js';
import { paragraph } from './columns.js';

const WORDS = {
  create: 'wrote',
  renew: 'renewed',
  replace: 'replaced',
  merged: 'added lines to',
  marked: 'wrote both sides of conflicts into',
  delete: 'removed',
  same: 'left unchanged',
  kept: 'kept',
} as const;

/** Actions that are counted; files of the other actions are named. */
const UNNAMED: readonly string[] = ['create', 'renew', 'same'];

/** Notes as lines, without empty ones. */
export const noteLines = (output: Output, notes: readonly string[]): string =>
  notes
    .filter((note) => note !== '')
    .map((note) => `  ${paragraph(output, `note: ${note}`, '    ')}\n`)
    .join('');

/** One sentence about the files. */
export function wrote(shown: string, changes: readonly Change[]): string {
  const counts = Object.entries(WORDS).flatMap(([action, word]) => {
    const paths = changes.filter((change) => change.action === action).map((change) => change.path);
    if (paths.length === 0) return [];
    // These actions are rare and important, so their files are named.
    const named = UNNAMED.includes(action)
      ? `${paths.length} ${paths.length === 1 ? 'file' : 'files'}`
      : paths.join(', ');
    return [`${word} ${named}`];
  });
  return `${shown}: ${counts.join('; ')}`;
}

/** The end of the output: skipped steps, next commands and hints. */
export function closing(
  output: Output,
  steps: readonly StepReport[],
  next: readonly string[],
  hints: readonly string[],
  paint: Paint,
): string {
  const skipped = steps.filter((step) => step.skipped).map((step) => `${step.name}: skipped, ${step.output}`);
  const block = (lines: readonly string[]): string => (lines.length === 0 ? '' : `\n${lines.join('\n')}\n`);
  return (
    noteLines(output, skipped) +
    block([paint('bold', 'Next:'), ...next.map((command) => `  ${command}`)]) +
    block(hints.map((hint) => paragraph(output, hint)))
  );
}
