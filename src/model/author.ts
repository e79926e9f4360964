/** The only module that generators and packs may import from the engine. */

export { Refusal, Taken } from './errors.js';
export type * from './following.js';
export { sh, toml } from './formats.js';
export * from './options.js';
export type * from './pack.js';
export { activeParts, plainPack, uniteFacts } from './pack.js';
export { WINDOWS_RESERVED } from './paths.js';
export type { Platform } from './platform.js';
export type { Wording } from './wording.js';
