/** What `--help` prints of the built-in pack. The build puts the text itself in the place of this module. */
import { options } from '../generators/project/options.js';
import { help } from './help.js';
import { VERSION } from './package.js';

/** The text, with its last line end. */
export const helpText = (): string => help(options, VERSION);
