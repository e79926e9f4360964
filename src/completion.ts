/** What `--completion` prints: the script with which a shell completes the command. */
import { bashCompletion } from './bash-completion.js';
import { fishCompletion } from './fish-completion.js';
import { type Flag, flagsOf } from './flags.js';
import type { OptionTable } from './options.js';
import type { Shell } from './runflags.js';
import { zshCompletion } from './zsh-completion.js';

const SCRIPTS: Readonly<Record<Shell, (flags: readonly Flag[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/**
 * The script as text. It holds all that it offers, so that no key waits for Node.
 * @param options what `--help` tells of, besides the run flags
 */
export const completion = (shell: Shell, options: OptionTable): string => SCRIPTS[shell](flagsOf(options));
