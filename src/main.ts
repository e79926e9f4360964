#!/usr/bin/env node
/** The bin: what is known of the command before it runs, or the command. */
import { nodeOutput } from './node-output.js';
import { told } from './told.js';

const args = process.argv.slice(2);

/** @returns false for every other run, and where it cannot be written, of which the command tells */
function tell(): boolean {
  const known = told(args);
  if (known === undefined) return false;
  try {
    nodeOutput(1, () => process.stdout).write(known);
    return true;
  } catch {
    return false;
  }
}

if (!tell()) {
  // What is thrown where nobody waits for it, and a promise that nobody looks at, end as every other error does.
  process.on('uncaughtException', (error) => {
    void import('./command.js').then(async ({ crashed }) => process.exit(await crashed(error, args)));
  });
  // No await at the top level: the built file is CommonJS.
  void import('./command.js')
    .then(({ command }) => command(args))
    .then((code) => {
      process.exitCode = code;
    });
}
