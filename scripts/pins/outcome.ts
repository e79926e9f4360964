/** The outcome of a renewal, pin by pin, and the exit code that follows. */

/** What became of one pin. */
export interface Outcome {
  readonly pin: string;
  /** What the data hold now, or why they still hold the old value. */
  readonly said: string;
  /** Whether its registry was reached and gave a usable answer. */
  readonly ok: boolean;
}

/** The data would not give what the registry's own tool gives: none of them may be written. */
export class Unproved extends Error {
  override readonly name = 'Unproved';
  readonly misses: readonly string[];

  constructor(misses: readonly string[]) {
    super(`${misses.length} locks are not proved`);
    this.misses = misses;
  }
}

/** One outcome of a renewal, or of its failure. @throws {@link Unproved} unchanged */
export async function outcomeOf(pin: string, renew: () => Promise<string>): Promise<Outcome> {
  try {
    return { pin, said: await renew(), ok: true };
  } catch (error) {
    if (error instanceof Unproved) throw error;
    return { pin, said: `kept: ${reason(error)}`, ok: false };
  }
}

/** `before` and `after` in words. */
export const change = (before: string, after: string): string =>
  before === after ? `${after}, as before` : `${after}, was ${before}`;

/** The last line of a failure: programs end with what matters, and fetch hides it in the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stderr } = error as { stderr?: unknown };
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  const text = typeof stderr === 'string' && stderr.trim() !== '' ? stderr : error.message + cause;
  return text.trim().split('\n').at(-1) ?? '';
}

/** The closing report: what is pinned now, what could not be renewed, and what no registry tells. */
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

/** A run that reached nothing is a failure; one registry that is down is not. */
export const exitCode = (outcomes: readonly Outcome[]): number => (outcomes.some(({ ok }) => ok) ? 0 : 1);
