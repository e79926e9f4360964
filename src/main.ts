#!/usr/bin/env node
/** The bin: what is known of the command before it runs, or the command. */
import { nodeOutput } from './node-output.js';
import { told } from './told.js';

const args = process.argv.slice(2);
const known = told(args);
if (known !== undefined) nodeOutput(1, () => process.stdout).write(known);
// No await at the top level: the built file is CommonJS.
else
  void import('./command.js')
    .then(({ command }) => command(args))
    .then((code) => {
      process.exitCode = code;
    });
