/** What the command is asked: about itself, or to write a project. */
import { parseArguments, type Request } from './argv.js';
import { EXIT } from './errors.js';
import { fail } from './failure.js';
import { help } from './help.js';
import type { Host } from './host.js';
import type { OptionTable } from './options.js';
import { answersSchema } from './schema.js';

/** Writes a project. `startWriting` is called when from then on the disk is changed. @returns the exit code */
export type Write = (
  request: Request,
  host: Host,
  version: string,
  startWriting: () => void,
) => Promise<number>;

/**
 * Runs the command.
 * @param args the arguments after the program's name
 * @param options the pack's own, which are all that help and refusals need
 * @param write what does the rest
 * @returns the exit code; see {@link EXIT}
 */
export async function cli(
  args: readonly string[],
  host: Host,
  options: OptionTable,
  version: string,
  write: Write,
): Promise<number> {
  let writing = false;
  const stopListening = host.onInterrupt(() => writing || host.exit(EXIT.interrupted));
  try {
    const request = parseArguments(args, options);
    const told = information(request, options, version);
    if (told === undefined) {
      return await write(request, host, version, () => {
        writing = true;
      });
    }
    host.out.write(told);
    return EXIT.done;
  } catch (error) {
    return fail(error, host, args.includes('--json'));
  } finally {
    stopListening();
  }
}

/** What is asked about the command itself, or nothing. */
function information({ run }: Request, options: OptionTable, version: string): string | undefined {
  if (run.help) return help(options, version);
  if (run.version) return `${version}\n`;
  if (run.schema) return `${JSON.stringify(answersSchema(options), null, 2)}\n`;
  return undefined;
}
