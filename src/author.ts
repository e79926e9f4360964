/** The single entry point for authors of generators and packs: all that they may import. */
export type { Door } from './answers/door.js';
export * from './answers/options.js';
export { Refusal } from './errors.js';
export type { Platform } from './host/platform.js';
export { sh, toml } from './plan/formats.js';
export type * from './plan/pack.js';
export { WINDOWS_RESERVED } from './plan/paths.js';
