/** Wraps uvu: every suite runs, and a test that is registered but does not run is a failure. */
import './queue.js';
import process from 'node:process';
import { suite as uvuSuite } from 'uvu';

type Body = () => void | Promise<void>;

/** Registers one test. Its name is a sentence about behavior. */
export type Test = (name: string, body: Body) => void;

interface Registered {
  readonly name: string;
  readonly run: () => void;
  tests: number;
  /** Tests that cannot run on this machine; always 0 in CI. */
  left: number;
}

const suites: Registered[] = [];
let ran = 0;
let passed = 0;

/**
 * Creates a suite. It needs no `.run()`, and has no `.only` and no `.skip`.
 * @param missing a program that this machine lacks, with the remedy. The tests then fail in CI; elsewhere they are
 * skipped, and the runner reports it.
 */
export function suite(name: string, missing?: string): Test {
  const inner = uvuSuite(name);
  const registered: Registered = {
    name: missing === undefined ? name : `${name}: ${missing}`,
    run: () => inner.run(),
    tests: 0,
    left: 0,
  };
  suites.push(registered);
  return (title, body) => {
    // On Windows, the missing programs are those of other systems, so skip the tests even in CI.
    if (missing !== undefined && (!process.env.CI || process.platform === 'win32')) {
      registered.left += 1;
      return;
    }
    registered.tests += 1;
    inner(title, async () => {
      ran += 1;
      if (missing !== undefined) throw new Error(missing);
      await body();
      passed += 1;
    });
  };
}

/** Returns the suites registered since the last call. */
export function takeSuites(): Registered[] {
  return suites.splice(0);
}

/** The number of started tests, and of passed tests. */
export const counts = (): { ran: number; passed: number } => ({ ran, passed });
