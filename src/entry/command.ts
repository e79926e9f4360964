/** The command with the real host and the built-in pack. */
import { description, options } from '../../generators/project/options.js';
import { lockedOn } from '../../generators/project/python/pins.js';
import { cli, type Write } from '../cli/cli.js';
import { nodeHost } from '../host/node-host.js';
import { VERSION } from './version.js';

// Loaded only to write, because an invalid command line is refused without templates.
const write: Write = async (request, on, version, startWriting) => {
  const [{ create }, { project }] = await Promise.all([import('../cli/create.js'), import('./built-in.js')]);
  return create(request, on, project, version, startWriting);
};

const host = nodeHost();

/** @param args the arguments after the program's name @returns the exit code */
export const command = (args: readonly string[]): Promise<number> =>
  cli(args, host, { description, options, pins: lockedOn }, VERSION, write);

/** Reports an unexpected error. @returns the exit code */
export async function crashed(error: unknown, args: readonly string[]): Promise<number> {
  const { fail } = await import('../cli/failure.js');
  return fail(error, host, { args, version: VERSION });
}
