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
export function command(args: readonly string[]): Promise<number> {
  const host = nodeHost();
  // What is thrown where nobody waits for it, and a promise that nobody looks at, end as every other error does.
  process.on('uncaughtException', (error) => {
    void import('./failure.js').then(({ fail }) =>
      process.exit(fail(error, host, { args, options, version: VERSION })),
    );
  });
  return cli(args, host, { options, pins: lockedOn }, VERSION, write);
}
