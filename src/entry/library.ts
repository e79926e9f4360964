/** The package as a library: its functions, and its generator for plop. */
export { default as plopfile } from '../../generators/plopfile.js';
export * as api from './api.js';
export { project } from './built-in.js';
