/** uvu's own runner works on these globals: they must stand before uvu is loaded, or it runs each suite by itself. */

export const queue: unknown[][] = [];
Object.assign(globalThis, { UVU_DEFER: 1, UVU_QUEUE: queue, UVU_INDEX: 0 });
