/** What people are told at the end of a run: files, notes, skipped steps, and what comes next. */
import type { Change } from '../disk/changes.js';
import type { Paint } from './paint.js';
import type { StepReport } from './report.js';

const WORDS = {
  create: 'wrote',
  renew: 'renewed',
  replace: 'replaced',
  merged: 'completed',
  same: 'found the same already',
  kept: 'kept',
} as const;

/** Actions on files that are many, and of which nobody has to look at each. */
const UNNAMED: readonly string[] = ['create', 'renew', 'same'];

/** Notes as lines, without empty ones. */
export const noteLines = (notes: readonly string[]): readonly string[] =>
  notes.filter((note) => note !== '').map((note) => `  note: ${note}`);

/** One sentence on the files, the notes, the steps that were skipped, and what comes next. */
export function summary(run: {
  readonly shown: string;
  readonly changes: readonly Change[];
  readonly notes: readonly string[];
  readonly steps: readonly StepReport[];
  readonly next: readonly string[];
  readonly paint: Paint;
}): string {
  const counts = Object.entries(WORDS).flatMap(([action, word]) => {
    const paths = run.changes.filter((change) => change.action === action).map((change) => change.path);
    if (paths.length === 0) return [];
    // Few enough to name, and worth a look.
    const named = !UNNAMED.includes(action)
      ? paths.join(', ')
      : `${paths.length} ${paths.length === 1 ? 'file' : 'files'}`;
    return [`${word} ${named}`];
  });
  const said = [
    ...run.notes,
    ...run.steps.filter((step) => step.skipped).map((step) => `${step.name}: skipped, ${step.output}`),
  ];
  return [
    `${run.shown}: ${counts.join('; ')}`,
    ...noteLines(said),
    '',
    run.paint('bold', 'Next:'),
    ...run.next.map((command) => `  ${command}`),
    '',
  ].join('\n');
}
