/** The command with the real host and the built-in pack. */
import { description, options } from '../../generators/project/options.js';
import { END_OF_LIFE } from '../../generators/project/python/pin-data.js';
import { lockedOn } from '../../generators/project/python/pins.js';
import { cli, type Generator } from '../cli/cli.js';
import { nodeHost } from '../host/node-host.js';
import { VERSION } from './version.js';

const host = nodeHost();

const generator: Generator = {
  about: { description, options, pins: lockedOn },
  version: VERSION,
  endOfLife: END_OF_LIFE,
  load: async () => (await import('./built-in.js')).project,
  additions: async () => {
    const { module, command } = await import('./built-in.js');
    return [module, command];
  },
  teamPacks: async () => {
    const { teamPack } = await import('./team-pack.js');
    return { about: teamPack, version: VERSION, load: async () => teamPack };
  },
};

/** @param args the arguments after the program's name @returns the exit code */
export const command = (args: readonly string[]): Promise<number> => cli(args, host, generator);

/** Reports an unexpected error. @returns the exit code */
export async function crashed(error: unknown, args: readonly string[]): Promise<number> {
  const { fail } = await import('../cli/failure.js');
  return fail(error, host, { args, version: VERSION });
}
