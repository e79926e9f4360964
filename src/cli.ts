/** Runs the command: answers what is asked about it, or has a project written. */
import { parseArguments, type Request } from './argv.js';
import { EXIT, UserError } from './errors.js';
import { help } from './help.js';
import type { Host } from './host.js';
import type { Pack } from './pack.js';
import { answersSchema } from './schema.js';

/** What help, refusals and `--version` tell of a pack, without the rest of it. */
export type About = Pick<Pack, 'options' | 'pins'>;

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
    return fail(error, host, { args, options: about.options, version });
  };
  // Once files are written a run ends by itself, and says how far it came.
  const stopListening = host.onInterrupt(() => {
    if (!writing)
      void report(new UserError('E_INTERRUPTED', 'interrupted, nothing was written')).then(host.exit);
  });
  try {
    const request = parseArguments(args, about.options, host.env);
    const told = await information(request, about, version, host.node);
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

/** What is asked about the command itself, or nothing. @throws {@link UserError} E_FLAG */
async function information(
  { run }: Request,
  { options, pins }: About,
  version: string,
  node: string,
): Promise<string | undefined> {
  if (run.help) return help(options, version);
  if (run.version) return `${version}\n${run.verbose ? `pins: ${pins}\nnode: ${node}\n` : ''}`;
  // A step that fails shows all that it said: there is nothing more to tell of a run.
  if (run.verbose)
    throw new UserError(
      'E_FLAG',
      '--verbose goes with --version',
      'write --version --verbose; what a run would do is shown by --dry-run and --diff',
    );
  if (run.schema) return `${JSON.stringify(answersSchema(options), null, 2)}\n`;
  if (run.completion) {
    const { completion } = await import('./completion.js');
    return completion(run.completion, options);
  }
  return undefined;
}
