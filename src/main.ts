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

// No await at the top level: the built file is CommonJS.
void cli(process.argv.slice(2), nodeHost(), { options, pins: lockedOn }, VERSION, write).then((code) => {
  process.exitCode = code;
});
