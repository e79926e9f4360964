/** uvu, with what it lacks: a suite runs by itself, and a test that was registered but did not run is a failure. */
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
  /** Tests that cannot run on this machine; in CI there are none. */
  left: number;
}

const suites: Registered[] = [];
let ran = 0;
let passed = 0;

/**
 * Makes a suite of its own name. There is no `.run()` to forget, no `.only` to leave behind, no `.skip`.
 * @param missing what this machine lacks for its tests, with the remedy. In CI they fail then; elsewhere they are not
 * run, and the runner says so beside its count.
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
    // On Windows there is nothing to install: what is missing there belongs to other systems.
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

/** What was registered since the last call, for the runner. */
export function takeSuites(): Registered[] {
  return suites.splice(0);
}

/** How many tests have begun, and how many came to their end. */
export const counts = (): { ran: number; passed: number } => ({ ran, passed });
