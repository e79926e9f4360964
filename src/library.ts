/** Everything beyond the command line itself: loaded to write a project, and by whoever uses the package as a library. */
export { default as plopfile } from '../generators/plopfile.js';
export * as api from './api.js';
export { project } from './built-in.js';
export { create } from './create.js';
// Here, so that what a failure and a project share is in one chunk with the rest of a failure.
export { fail } from './failure.js';
