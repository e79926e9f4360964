/** setup.py: the literal arguments of its call of setup(). It is parsed, never run. */
import type { Call, PythonFile } from './python.js';

/** The one call of `setup`. */
export type SetupScript = Call;

/** @returns undefined if there is no call, or more than one */
export function setupScriptOf(file: PythonFile): SetupScript | undefined {
  const calls = file.calls('setup');
  return calls.length === 1 ? calls[0] : undefined;
}
