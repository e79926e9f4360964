/** The JSON document of `--json`, which describes a run to programs. */
import { createHash } from 'node:crypto';
import type { Action, Change } from '../disk/changes.js';
import type { Draft } from '../model/options.js';
import type { StepReport } from '../setup/setup.js';

export interface FileReport {
  readonly path: string;
  readonly action: Action;
  readonly bytes: number;
  /** Hex, of the bytes on disk. */
  readonly sha256: string;
  readonly mode: string;
  /** The text of the file, if requested. */
  readonly content?: string;
}

/** A change as `--json` reports it. @param content whether to include the text */
export const fileReport = (change: Change, content = false): FileReport => ({
  path: change.path,
  action: change.action,
  // A conflicting file is not changed; any other file contains `after` at the end of the run.
  ...measured(change.action === 'conflict' ? (change.before ?? new Uint8Array()) : change.after),
  mode: change.mode,
  ...(content && { content: Buffer.from(change.after).toString('utf8') }),
});

const measured = (bytes: Uint8Array): { bytes: number; sha256: string } => ({
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** The JSON document; part of the public interface. */
export function document(run: {
  readonly version: string;
  readonly directory: string;
  readonly answers: Draft;
  readonly changes: readonly Change[];
  readonly notes: readonly string[];
  readonly steps: readonly StepReport[];
  readonly next: readonly string[];
  readonly hints: readonly string[];
  /** Whether to include the text of each file. */
  readonly content: boolean;
}): string {
  const { version, directory, answers, changes, notes, steps, next, hints, content } = run;
  const files = changes.map((change) => fileReport(change, content));
  return `${JSON.stringify({ version, directory, answers, files, notes, steps, next, hints }, null, 2)}\n`;
}
