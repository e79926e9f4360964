/** The version of this package. */
import { readData } from './data.js';

export const VERSION = readData('version.txt').toString();
