/** Defines the globals that uvu's own runner uses. Import this before uvu; otherwise each suite runs by itself. */

export const queue: unknown[][] = [];
Object.assign(globalThis, { UVU_DEFER: 1, UVU_QUEUE: queue, UVU_INDEX: 0 });
