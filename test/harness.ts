/** uvu, with what it lacks: a suite runs by itself, and a test that was registered but did not run is a failure. */
import './queue.js';
import { suite as uvuSuite } from 'uvu';

type Body = () => void | Promise<void>;

/** Registers one test. Its name is a sentence about behaviour. */
export type Test = (name: string, body: Body) => void;

interface Registered {
  readonly name: string;
  readonly run: () => void;
  tests: number;
}

const suites: Registered[] = [];
let ran = 0;
let passed = 0;

/** Makes a suite of its own name. There is no `.run()` to forget, no `.only` to leave behind, no `.skip`. */
export function suite(name: string): Test {
  const inner = uvuSuite(name);
  const registered: Registered = { name, run: () => inner.run(), tests: 0 };
  suites.push(registered);
  return (title, body) => {
    registered.tests += 1;
    inner(title, async () => {
      ran += 1;
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
