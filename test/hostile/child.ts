/** The command as a process of its own, which kills or stops itself ahead of one call of the file system. */
import process from 'node:process';
import { nodeHost } from '../../src/host/node-host.js';
import { watched } from '../faults.js';
import { runCommand } from '../world.js';

// SIGNAL POINT ARGS…: the point is a call's number, or its name, which means the first of that name; 0 is no point.
const [signal = '', point = '', ...args] = process.argv.slice(2);
let count = 0;
let done = false;
const host = watched(nodeHost(), (n, call) => {
  count = n;
  if (done || (String(n) !== point && call !== point)) return;
  done = true;
  process.kill(process.pid, signal);
});
process.exitCode = await runCommand(args, host);
process.stderr.write(`calls: ${count}\n`);
