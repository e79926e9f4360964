/** Merges texts line by line. */
import { diffArrays } from 'diff';
import { diff3Merge } from 'node-diff3';
import { mergeList } from './merge-list.js';
import { narrowed, type Region } from './regions.js';

/** The three texts of a merge. */
export interface Sides {
  /** What both come from; undefined if nobody knows. */
  readonly base: string | undefined;
  /** The file as it is. */
  readonly ours: string;
  /** The file as the standard has it now. */
  readonly theirs: string;
}

/** Lines without their ends; a text without a newline at its end differs from one with it. */
const split = (text: string): string[] => text.split('\n');

/**
 * Merges line by line. Without a base, every difference is a conflict, since either side may have made it.
 * @param subject what a line of a list is about; undefined if the order of lines matters
 */
export function mergeLines({ base, ours, theirs }: Sides, subject?: (line: string) => string): Region[] {
  if (base === undefined) {
    // The end of both is no blank line of one of them.
    if (ours.endsWith('\n') && theirs.endsWith('\n'))
      return [...withoutBase(split(ours.slice(0, -1)), split(theirs.slice(0, -1))), { lines: [''] }];
    return withoutBase(split(ours), split(theirs));
  }
  const found = diff3Merge(split(ours), split(base), split(theirs), { excludeFalseConflicts: true });
  const isUnended = ours !== '' && !ours.endsWith('\n') && base.endsWith('\n') && theirs.endsWith('\n');
  // A newline that is missing at the end is no reason for a conflict.
  if (isUnended && found.some(({ conflict }) => conflict))
    return mergeLines({ base, ours: `${ours}\n`, theirs }, subject);
  return found.flatMap(({ ok, conflict }): Region[] => {
    if (ok) return [{ lines: ok }];
    if (!conflict) return [];
    const { a, o, b } = conflict;
    return subject ? listRegions(o, a, b, subject) : narrowed(a, b);
  });
}

function withoutBase(ours: readonly string[], theirs: readonly string[]): Region[] {
  const regions: Region[] = [];
  const runs = diffArrays([...ours], [...theirs]);
  for (let i = 0; i < runs.length; i += 1) {
    const [run, next] = [runs[i], runs[i + 1]];
    if (!run) continue;
    if (!run.added && !run.removed) regions.push({ lines: run.value });
    else if (next && next.added !== run.added && (next.added || next.removed)) {
      i += 1;
      const pair = run.removed ? [run.value, next.value] : [next.value, run.value];
      regions.push(...narrowed(pair[0] ?? [], pair[1] ?? []));
    } else regions.push(run.removed ? { ours: run.value, theirs: [] } : { ours: [], theirs: run.value });
  }
  return regions;
}

/** A blank line is about nothing, and may be there many times. */
function listRegions(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
  subject: (line: string) => string,
): Region[] {
  const told = (lines: readonly string[]): string[] => lines.filter((line) => line.trim() !== '');
  const items = mergeList(told(base), told(ours), told(theirs), subject);
  const end = ours.at(-1) === '' || theirs.at(-1) === '' ? [{ lines: [''] }] : [];
  return [
    ...items.map((item): Region => {
      if ('item' in item) return { lines: [item.item] };
      const one = (line: string | undefined): string[] => (line === undefined ? [] : [line]);
      return { ours: one(item.ours), theirs: one(item.theirs) };
    }),
    ...end,
  ];
}
