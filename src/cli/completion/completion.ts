/** The scripts that `--completion` prints, one for each shell. */
import type { OptionTable } from '../../model/options.js';
import { SUBCOMMANDS } from '../argv.js';
import { type Flag, flagsOf } from '../flags.js';
import type { Shell } from '../runflags.js';
import { bashCompletion } from './bash-completion.js';
import { fishCompletion } from './fish-completion.js';
import { zshCompletion } from './zsh-completion.js';

const SCRIPTS: Readonly<Record<Shell, (flags: readonly Flag[], subcommands: readonly string[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/**
 * The script as text. It contains all offers, so that completion does not start Node.
 * @param options the option table; the run flags are added
 */
export const completion = (shell: Shell, options: OptionTable): string =>
  SCRIPTS[shell](flagsOf(options), SUBCOMMANDS);
