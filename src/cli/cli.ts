/** Runs the command: prints information about it, or writes a project. */
import { isThere } from '../disk/read.js';
import type { Host } from '../host/host.js';
import { EXIT, UserError } from '../model/errors.js';
import type { Pack } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import { suggest } from '../model/suggest.js';
import { parseArguments, type Request, SUBCOMMANDS } from './argv.js';
import { type About, information } from './information.js';
import { layersOf } from './layers.js';

type Subcommand = (typeof SUBCOMMANDS)[number];

/** The generator of a command. Its pack is loaded only to write: refusing a wrong command line needs no templates. */
export interface Generator {
  readonly about: About;
  readonly version: string;
  load(): Promise<Pack>;
  /** The generators that add code to a project, for `add`. */
  additions?(): Promise<readonly Pack[]>;
  /** The generator of team packs, for `pack init`. */
  teamPacks?(): Promise<Generator>;
  /** For `doctor`: Python version -> the day on which its support ends. */
  readonly endOfLife?: Readonly<Record<string, string>>;
}

/**
 * Runs the command.
 * @param args the arguments after the program's name
 * @returns the exit code; see {@link EXIT}
 */
export async function cli(args: readonly string[], host: Host, generator: Generator): Promise<number> {
  const { version } = generator;
  const subcommands: Readonly<Record<Subcommand, (rest: readonly string[]) => Promise<number>>> = {
    help: (rest) => run(['--help', ...rest], generator),
    pack: async (rest) => (await import('./pack-command.js')).packCommand(rest, host, generator, run),
    update: async (rest) =>
      (await import('./update-command.js')).updateCommand(rest, host, generator, startWriting),
    add: async (rest) => (await import('./add-command.js')).addCommand(rest, host, generator, startWriting),
    check: async (rest) => (await import('./check-command.js')).checkCommand(rest, host, generator),
    adopt: async (rest) =>
      (await import('./adopt-command.js')).adoptCommand(rest, host, generator, startWriting),
    doctor: async (rest) =>
      (await import('./doctor-command.js')).doctorCommand(rest, host, version, generator.endOfLife ?? {}),
  };
  let writing = false;
  const startWriting = async (): Promise<void> => {
    // The report is under way, and ends the process.
    if (host.interrupted()) await new Promise(() => {});
    writing = true;
  };
  const report = async (error: unknown): Promise<number> => {
    // Load this on demand, because most runs do not fail.
    const { fail } = await import('./failure.js');
    return fail(error, host, { args, version });
  };
  // Once writing has begun, a run handles the interrupt itself, and reports its progress.
  const stopListening = host.onInterrupt(() => {
    if (!writing)
      void report(new UserError('E_INTERRUPTED', 'interrupted, nothing was written')).then(host.exit);
  });
  try {
    const [first, ...rest] = args;
    const subcommand = SUBCOMMANDS.find((word) => word === first);
    return await (subcommand ? subcommands[subcommand](rest) : run(args, generator));
  } catch (error) {
    return report(error);
  } finally {
    stopListening();
  }

  async function run(given: readonly string[], from: Generator): Promise<number> {
    // A pack is not made from packs.
    const { about, load } = from === generator ? await layersOf(given, host, from) : from;
    const request = parseArguments(given, about.options, host.env);
    const told = asksAbout(request) ? await information(request.run, about, version, host.node) : undefined;
    if (told === undefined) {
      if (from === generator) refuseMistyped(host, request);
      const [{ create }, pack] = await Promise.all([import('./create.js'), load()]);
      return await create(request, host, pack, version, startWriting);
    }
    host.out.write(told);
    return EXIT.done;
  }
}

/**
 * In a project, a word that is nearly a subcommand would become a project in the project.
 * @throws {@link UserError} E_DIRECTORY
 */
function refuseMistyped(host: Host, { directory = '' }: Request): void {
  const near = /^[a-z]+$/.test(directory) ? suggest(directory, SUBCOMMANDS) : undefined;
  if (near === undefined) return;
  const { path } = host.platform;
  if (!isThere(host, path.join(host.cwd, RECORD)) || isThere(host, path.join(host.cwd, directory))) return;
  throw new UserError(
    'E_DIRECTORY',
    `${directory} is no command; did you mean ${near}?`,
    `for a project of this name in this one, write ./${directory}`,
  );
}

/** Whether the run only prints information about the command. */
const asksAbout = ({ run }: Request): boolean =>
  INFORMATION.some((name) => run[name] !== undefined && run[name] !== false);

const INFORMATION = ['help', 'version', 'verbose', 'schema', 'completion'] as const;
