/** What the command is asked: about itself, or to write a project. */
import { parseArguments, type Request } from './argv.js';
import { EXIT } from './errors.js';
import { fail } from './failure.js';
import { help } from './help.js';
import type { Host } from './host.js';
import type { Pack } from './pack.js';
import { answersSchema } from './schema.js';

/**
 * Runs the command.
 * @param args the arguments after the program's name
 * @returns the exit code; see {@link EXIT}
 */
export async function cli(args: readonly string[], host: Host, pack: Pack, version: string): Promise<number> {
  let writing = false;
  const stopListening = host.onInterrupt(() => writing || host.exit(EXIT.interrupted));
  try {
    const request = parseArguments(args, pack.options);
    const told = await information(request, pack, version);
    if (told === undefined) {
      // Loaded only now: `--help` needs no templates.
      const { create } = await import('./create.js');
      return await create(request, host, pack, version, () => {
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
async function information({ run }: Request, pack: Pack, version: string): Promise<string | undefined> {
  if (run.help) return help(pack.options, version);
  if (run.version) return `${version}\n`;
  if (run.schema) return `${JSON.stringify(answersSchema(pack.options), null, 2)}\n`;
  if (run.completion) {
    const { completion } = await import('./completion.js');
    return completion(run.completion, pack.options);
  }
  return undefined;
}
