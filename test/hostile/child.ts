/** Runs the command in a child process that sends itself SIGKILL or SIGSTOP ahead of one file system call. */
import process from 'node:process';
import { nodeHost } from '../../src/host/node-host.js';
import { watched } from '../faults.js';
import { runCommand } from '../world.js';

// Arguments: SIGNAL POINT ARGS…. POINT is the number of a call, the name of a call (its first occurrence), or 0 for
// none.
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
