/** Information about the command: help, version, schema, completion. */
import { UserError } from '../model/errors.js';
import type { Pack } from '../model/pack.js';
import { help } from './help.js';
import type { Run } from './runflags.js';
import { answersSchema } from './schema.js';

/** The part of a pack that help, error messages and `--version` need. */
export type About = Pick<Pack, 'description' | 'options' | 'pins'>;

/** Flags that cannot be combined with `--json`, with a hint. */
const TEXTS = [
  ['help', '--schema prints the options as JSON'],
  ['completion', 'leave out --json: a script is printed as it is'],
] as const;

/** @returns the text to print, or nothing @throws {@link UserError} E_FLAG */
export async function information(
  run: Run,
  about: About,
  version: string,
  node: string,
): Promise<string | undefined> {
  const { options, pins } = about;
  for (const [name, hint] of run.json ? TEXTS : [])
    if (run[name]) throw new UserError('E_FLAG', `--${name} prints no JSON`, hint);
  if (run.help) return help(about, version);
  if (run.version) {
    if (run.json) return `${JSON.stringify({ version, pins, node }, null, 2)}\n`;
    return `${version}\n${run.verbose ? `pins: ${pins}\nnode: ${node}\n` : ''}`;
  }
  // A failed step always shows its output, so --verbose would have no effect.
  if (run.verbose)
    throw new UserError(
      'E_FLAG',
      '--verbose needs --version',
      'write --version --verbose; what a run would do is shown by --dry-run and --diff',
    );
  if (run.schema) return `${JSON.stringify(answersSchema(options), null, 2)}\n`;
  if (run.completion) {
    const { completion } = await import('./completion/completion.js');
    return completion(run.completion, options);
  }
  return undefined;
}
