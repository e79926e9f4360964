/**
 * Runs checks in lanes: the checks of a lane run in order, lanes run in parallel, and a planned check that does not run
 * is a failure.
 */
import process from 'node:process';

export interface Check {
  readonly name: string;
  /** Throws when the check fails. A returned text is printed after the check's name. */
  readonly run: () => Promise<string | undefined>;
}

export interface Lane {
  readonly name: string;
  readonly checks: readonly Check[];
  /** Called after its last check. */
  readonly end?: () => void;
}

/** How long a check took. */
export interface Took {
  readonly lane: string;
  readonly check: string;
  readonly milliseconds: number;
}

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

/** Creates a check from a function. */
export const check = (name: string, body: () => Promise<unknown>): Check => ({
  name,
  run: async () => {
    const said = await body();
    return typeof said === 'string' ? said : undefined;
  },
});

/** Wraps a function so that it runs at most once: all callers share the result or the failure. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

const indented = (text: string): string => text.trimEnd().replace(/^/gm, '      ');

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1).padStart(6)} s`;

async function runOne(lane: string, { name, run }: Check): Promise<boolean> {
  const from = Date.now();
  const line = (word: string): string => `${word}  ${seconds(Date.now() - from)}  ${lane}: ${name}`;
  try {
    const said = await run();
    console.log(`${line('ok  ')}${said === undefined ? '' : ` (${said})`}`);
    return true;
  } catch (error) {
    console.log(`${line('FAIL')}\n${indented(error instanceof Error ? error.message : String(error))}`);
    return false;
  }
}

export async function runLanes(
  lanes: readonly Lane[],
  jobs: number,
): Promise<Outcome & { readonly took: readonly Took[] }> {
  const planned = lanes.reduce((sum, lane) => sum + lane.checks.length, 0);
  const waiting = [...lanes];
  const took: Took[] = [];
  let passed = 0;
  const worker = async (): Promise<void> => {
    for (let lane = waiting.shift(); lane; lane = waiting.shift()) {
      for (const one of lane.checks) {
        const from = Date.now();
        if (await runOne(lane.name, one)) passed += 1;
        took.push({ lane: lane.name, check: one.name, milliseconds: Date.now() - from });
      }
      lane.end?.();
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return { passed, failed: planned - passed, took };
}

/** Prints where the time went: the longest lanes and the longest checks. */
export function printLongest(took: readonly Took[], count: number): void {
  const longest = (title: string, nameOf: (one: Took) => string): void => {
    const sums = new Map<string, number>();
    for (const one of took) sums.set(nameOf(one), (sums.get(nameOf(one)) ?? 0) + one.milliseconds);
    console.log(`The ${count} longest ${title}, of ${sums.size}:`);
    const sorted = [...sums].sort(([, a], [, b]) => b - a);
    for (const [name, milliseconds] of sorted.slice(0, count))
      console.log(`  ${seconds(milliseconds)}  ${name}`);
  };
  longest('cases', ({ lane }) => lane);
  longest('checks', ({ lane, check }) => `${lane}: ${check}`);
}

/** Prints the closing line. A run succeeds if no check failed and enough checks ran. */
export function close({ passed, failed }: Outcome, atLeast: number): void {
  const missing = Math.max(0, atLeast - passed - failed);
  if (missing > 0)
    console.log(`FAIL  ${passed + failed} checks were planned, at least ${atLeast} are expected`);
  console.log(`${passed} passed, ${failed + missing} failed`);
  process.exitCode = failed + missing === 0 ? 0 : 1;
}
