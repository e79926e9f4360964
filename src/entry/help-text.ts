/** What `--help` prints for the built-in pack. The build replaces this module with the text itself. */
import { description, options } from '../../generators/project/options.js';
import { help } from '../cli/help.js';
import { VERSION } from './package.js';

/** The text, with a final newline. */
export const helpText = (): string => help({ description, options }, VERSION);
