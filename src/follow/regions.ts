/** The result of a merge: lines that are settled, and places where both sides differ. */

/** Lines that are settled. */
export interface Settled {
  readonly lines: readonly string[];
}

/** A place that both sides changed. */
export interface Conflict {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

export type Region = Settled | Conflict;

/** What to write where both sides changed the same: both between markers, or one of them. */
export type Resolution = 'markers' | 'ours' | 'theirs';

/** Whether both sides changed this place. */
export const isConflict = (region: Region): region is Conflict => 'ours' in region;

/** A conflict, without the lines at its beginning and end that both sides share. */
export function narrowed(ours: readonly string[], theirs: readonly string[]): Region[] {
  const most = Math.min(ours.length, theirs.length);
  let start = 0;
  while (start < most && ours[start] === theirs[start]) start += 1;
  let end = 0;
  while (end < most - start && ours.at(-1 - end) === theirs.at(-1 - end)) end += 1;
  const inner: Conflict = {
    ours: ours.slice(start, ours.length - end),
    theirs: theirs.slice(start, theirs.length - end),
  };
  return [
    { lines: ours.slice(0, start) },
    ...(inner.ours.length + inner.theirs.length > 0 ? [inner] : []),
    { lines: ours.slice(ours.length - end) },
  ];
}

/**
 * The lines of a merge.
 * @param label names the other side in its marker
 */
export const linesOf = (regions: readonly Region[], resolution: Resolution, label = ''): readonly string[] =>
  regions.flatMap((region) => {
    if (!isConflict(region)) return region.lines;
    if (resolution !== 'markers') return region[resolution];
    return ['<<<<<<< yours', ...region.ours, '=======', ...region.theirs, `>>>>>>> ${label}`];
  });
