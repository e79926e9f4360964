/** What `--help` prints for the built-in pack. The build replaces this module with the text itself. */
import { options } from '../../generators/project/options.js';
import { VERSION } from '../package.js';
import { help } from './help.js';

/** The text, with a final newline. */
export const helpText = (): string => help(options, VERSION);
