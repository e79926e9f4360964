/** What the package is to whoever uses it as a library: by its functions, or as a generator of plop's. */
export { default as plopfile } from '../generators/plopfile.js';
export * as api from './api.js';
export { project } from './built-in.js';
