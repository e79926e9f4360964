#!/usr/bin/env node
/** The bin: the real world, the built-in pack, the exit code. */
import { options } from '../generators/project/options.js';
import { lockedOn } from '../generators/project/python/pins.js';
import { cli, type Write } from './cli.js';
import { nodeHost } from './node-host.js';
import { VERSION } from './package.js';

// Loaded only to write: `--help` needs no templates.
const write: Write = async (request, host, version, startWriting) => {
  const { create, project } = await import('./library.js');
  return create(request, host, project, version, startWriting);
};

const args = process.argv.slice(2);
const host = nodeHost();

// What is thrown where nobody waits for it, and a promise that nobody looks at, end as every other error does.
process.on('uncaughtException', (error) => {
  void import('./failure.js').then(({ fail }) =>
    process.exit(fail(error, host, { args, options, version: VERSION })),
  );
});

// No await at the top level: the built file is CommonJS.
void cli(args, host, { options, pins: lockedOn }, VERSION, write).then((code) => {
  process.exitCode = code;
});
