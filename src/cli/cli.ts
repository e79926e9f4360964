/** Runs the command: answers what is asked about it, or has a project written. */
import type { Host } from '../host/host.js';
import { EXIT, UserError } from '../model/errors.js';
import { parseArguments, type Request } from './argv.js';
import { type About, information } from './information.js';

/** Writes a project. `startWriting` is awaited before the disk is changed. @returns the exit code */
export type Write = (
  request: Request,
  host: Host,
  version: string,
  startWriting: () => Promise<void>,
) => Promise<number>;

/**
 * Runs the command.
 * @param args the arguments after the program's name
 * @param about the pack that is written
 * @param write what does the rest
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
    // Loaded only now: most runs do not fail.
    const { fail } = await import('./failure.js');
    return fail(error, host, { args, version });
  };
  // Once files are written a run ends by itself, and says how far it came.
  const stopListening = host.onInterrupt(() => {
    if (!writing)
      void report(new UserError('E_INTERRUPTED', 'interrupted, nothing was written')).then(host.exit);
  });
  try {
    const request = parseArguments(args, about.options, host.env);
    const told = asksAbout(request) ? await information(request.run, about, version, host.node) : undefined;
    if (told === undefined) {
      return await write(request, host, version, async () => {
        // The report is under way, and ends the process.
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
