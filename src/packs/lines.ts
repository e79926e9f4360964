/** Aligns the lines of two texts: which lines of the new one are lines of the old one. */
import type { diffArrays } from 'diff';

/** The part of the library that is used. It is loaded with the rest of it, for --diff. */
export type Diff = typeof diffArrays;

/** With more changes the texts have little in common. */
const MOST_CHANGES = 4000;

/**
 * @returns for each new line the number of the old line that it is; undefined for one that is new. Numbers rise.
 */
export function aligned(
  before: readonly string[],
  after: readonly string[],
  diff: Diff,
): (number | undefined)[] {
  const runs = diff([...before], [...after], { maxEditLength: MOST_CHANGES });
  if (runs === undefined) return after.map(() => undefined);
  let old = 0;
  return runs.flatMap(({ count, added, removed }) => {
    if (added) return new Array<undefined>(count).fill(undefined);
    old += count;
    return removed ? [] : Array.from({ length: count }, (_, i) => old - count + i);
  });
}
