/** Everything beyond the command line itself: loaded to write a project, and by whoever uses the package as a library. */
export { default as plopfile } from '../generators/plopfile.js';
export * as api from './api.js';
export { project } from './built-in.js';
// Not for users: named here, the command's story shares one chunk with what the library needs of it.
export { create } from './create.js';
