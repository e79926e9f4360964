/** The JSON document of `--json`, which describes a run to programs. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Action, Change } from '../disk/changes.js';
import type { Draft } from '../model/options.js';
import type { Layer } from '../model/pack.js';
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
  /** Set if the content is no text. */
  readonly encoding?: 'base64';
}

/** A change as `--json` reports it. @param content whether to include the text */
export const fileReport = (change: Change, content = false): FileReport => ({
  path: change.path,
  action: change.action,
  // A conflicting file is not changed; any other file contains `after` at the end of the run.
  ...measured(change.action === 'conflict' ? (change.before ?? new Uint8Array()) : change.after),
  mode: change.mode,
  ...(content && contentOf(change.after)),
});

const contentOf = (bytes: Uint8Array): Pick<FileReport, 'content' | 'encoding'> =>
  isUtf8(bytes)
    ? { content: Buffer.from(bytes).toString('utf8') }
    : { content: Buffer.from(bytes).toString('base64'), encoding: 'base64' };

const measured = (bytes: Uint8Array): { bytes: number; sha256: string } => ({
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** The JSON document; part of the public interface. */
export function document(run: {
  readonly version: string;
  readonly directory: string;
  readonly answers: Draft;
  readonly origins: Readonly<Record<string, string>>;
  readonly packs: readonly Layer[];
  readonly changes: readonly Change[];
  readonly notes: readonly string[];
  readonly steps: readonly StepReport[];
  readonly next: readonly string[];
  readonly hints: readonly string[];
  /** Whether to include the text of each file. */
  readonly content: boolean;
}): string {
  const { changes, content, ...told } = run;
  const { version, directory, answers, origins, packs, notes, steps, next, hints } = told;
  const files = changes.map((change) => fileReport(change, content));
  const document = { version, directory, answers, origins, packs, files, notes, steps, next, hints };
  return `${JSON.stringify(document, null, 2)}\n`;
}
