#!/usr/bin/env node
/** The bin: what is known of the command before it runs, or the command. */
import { nodeOutput } from './node-output.js';
import { told } from './told.js';

const args = process.argv.slice(2);
const known = told(args);

/** Says what is known; false when it cannot be written, which the command reports. */
function said(text: string): boolean {
  try {
    nodeOutput(1, () => process.stdout).write(text);
    return true;
  } catch {
    return false;
  }
}

// No await at the top level: the built file is CommonJS.
if (known === undefined || !said(known))
  void import('./command.js')
    .then(({ command }) => command(args))
    .then((code) => {
      process.exitCode = code;
    });
