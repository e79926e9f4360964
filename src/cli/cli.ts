/** Runs the command: prints information about it, or writes a project. */
import type { Host } from '../host/host.js';
import { EXIT, UserError } from '../model/errors.js';
import { parseArguments, type Request } from './argv.js';
import { type About, information } from './information.js';

/** Writes a project. `startWriting` is awaited before the first change on disk. @returns the exit code */
export type Write = (
  request: Request,
  host: Host,
  version: string,
  startWriting: () => Promise<void>,
) => Promise<number>;

/**
 * Runs the command.
 * @param args the arguments after the program's name
 * @param about the pack
 * @param write writes the project
 * @returns the exit code; see {@link EXIT}
 */
export async function cli(
  args: readonly string[],
  host: Host,
  about: About,
  version: string,
  write: Write,
): Promise<number> {
  let writing = false;
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
    const request = parseArguments(args, about.options, host.env);
    const told = asksAbout(request) ? await information(request.run, about, version, host.node) : undefined;
    if (told === undefined) {
      return await write(request, host, version, async () => {
        // After an interrupt, wait until its report ends the process.
        if (host.interrupted()) await new Promise(() => {});
        writing = true;
      });
    }
    host.out.write(told);
    return EXIT.done;
  } catch (error) {
    return report(error);
  } finally {
    stopListening();
  }
}

/** Whether the run only prints information about the command. */
const asksAbout = ({ run }: Request): boolean =>
  INFORMATION.some((name) => run[name] !== undefined && run[name] !== false);

const INFORMATION = ['help', 'version', 'verbose', 'schema', 'completion'] as const;
