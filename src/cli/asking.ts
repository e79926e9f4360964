/** Whether a run may ask, and what a no means to it. */
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Asking } from './questions.js';
import type { Run } from './runflags.js';

/** The functions that ask; undefined for a run that must ask nothing: without a terminal, for programs, or with --yes. */
export async function askingFor(host: Host, flags: Pick<Run, 'yes' | 'json'>): Promise<Asking | undefined> {
  if (flags.yes || flags.json || !host.stdinIsTTY || !host.out.isTTY) return undefined;
  // Most runs ask nothing.
  const { loadAsking } = await import('./questions.js');
  return loadAsking(host.out);
}

/** Asks before the first change. @throws {@link UserError} E_INTERRUPTED when the user says no */
export async function agreeTo(asking: Asking, question: string): Promise<void> {
  const isAgreed = await asking.confirm({ message: question, default: true });
  if (!isAgreed) throw new UserError('E_INTERRUPTED', 'nothing was written');
}
