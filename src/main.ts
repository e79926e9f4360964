#!/usr/bin/env node
/** The bin: the real world, the built-in pack, the exit code. */
import process from 'node:process';
import { projectPack } from '../generators/project/index.js';
import { cli } from './cli.js';
import { nodeHost } from './host.js';
import { packFolder, VERSION } from './package.js';
import { readTemplates } from './read-pack.js';

// A reader that has gone (`| head`) is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await cli(
  process.argv.slice(2),
  nodeHost(),
  projectPack(() => readTemplates(packFolder('project'))),
  VERSION,
);
