/** The command in the real world, with the built-in pack. */
import { options } from '../generators/project/options.js';
import { lockedOn } from '../generators/project/python/pins.js';
import { cli, type Write } from './cli.js';
import { nodeHost } from './node-host.js';
import { VERSION } from './package.js';

// Loaded only to write: what is wrong on the command line needs no templates.
const write: Write = async (request, host, version, startWriting) => {
  const [{ create }, { project }] = await Promise.all([import('./create.js'), import('./built-in.js')]);
  return create(request, host, project, version, startWriting);
};

/** @param args the arguments after the program's name @returns the exit code */
export const command = (args: readonly string[]): Promise<number> =>
  cli(args, nodeHost(), { options, pins: lockedOn }, VERSION, write);
