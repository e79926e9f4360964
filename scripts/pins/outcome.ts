/** The outcome of a renewal for each pin, and the resulting exit code. */

/** The outcome for one pin. */
export interface Outcome {
  readonly pin: string;
  /** The new value, or the reason why the old one was kept. */
  readonly said: string;
  /** Whether its registry was reached and gave a usable answer. */
  readonly ok: boolean;
}

/** Thrown when the locks differ from the output of uv. No lock may then be written. */
export class Unproved extends Error {
  override readonly name = 'Unproved';
  readonly misses: readonly string[];

  constructor(misses: readonly string[]) {
    super(`${misses.length} locks differ from uv's output`);
    this.misses = misses;
  }
}

/** The outcome of a renewal, even if it fails. @throws {@link Unproved} unchanged */
export async function outcomeOf(pin: string, renew: () => Promise<string>): Promise<Outcome> {
  try {
    return { pin, said: await renew(), ok: true };
  } catch (error) {
    if (error instanceof Unproved) throw error;
    return { pin, said: `kept: ${reason(error)}`, ok: false };
  }
}

/** Describes a change. */
export const change = (before: string, after: string): string =>
  before === after ? `${after}, unchanged` : `${after}, previously ${before}`;

/** The last line of an error: programs print the reason last, and fetch stores it in the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stderr } = error as { stderr?: unknown };
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  const text = typeof stderr === 'string' && stderr.trim() !== '' ? stderr : error.message + cause;
  return text.trim().split('\n').at(-1) ?? '';
}

/** The closing report: new pins, pins that could not be renewed, and pins to renew by hand. */
export function report(outcomes: readonly Outcome[], byHand: Readonly<Record<string, string>>): string {
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
  const lines = (ok: boolean): string[] =>
    outcomes.filter((one) => one.ok === ok).map(({ pin, said }) => `${pin}: ${said}`);
  return [
    ...list('Pinned now:', lines(true)),
    ...list('Not renewed:', lines(false)),
    ...list(
      'By hand:',
      Object.entries(byHand).map(([pin, how]) => `${pin}: ${how}`),
    ),
    '',
  ].join('\n');
}

/** A run that reached no registry is a failure. A single unreachable registry is not. */
export const exitCode = (outcomes: readonly Outcome[]): number => (outcomes.some(({ ok }) => ok) ? 0 : 1);
