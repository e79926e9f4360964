/** Divides a changed text among the parts that bring its pieces. */
import { blocksOf, type Place, placesOf } from './blocks.js';
import { aligned, type Diff } from './lines.js';
import type { Piece } from './tags.js';

/** A piece as the generator makes it. */
export interface Whole {
  readonly text: string;
  /** The same for a project of strangers: see words.ts. */
  readonly strange: string;
  /** What it is made of. */
  readonly pieces: readonly Piece[];
}

/** A line of the changed text. */
export interface Line {
  readonly text: string;
  /** The same line of strangers; undefined for a line that the generator did not make. */
  readonly strange: string | undefined;
  /** Where it stands in the generator's template. */
  readonly place?: Place | undefined;
}

interface Old extends Line {
  readonly piece: number;
}

const isBlank = (line: Line | undefined): boolean => line === undefined || /^\s*$/.test(line.text);

/** The lines of the pieces, joined with a blank line between them. */
function oldLines(pieces: readonly Whole[]): Old[] {
  return pieces.flatMap(({ text, strange, pieces: made }, piece): Old[] => {
    if (text.trimEnd() === '') return [];
    const lines = text.trimEnd().split('\n');
    const others = strange.trimEnd().split('\n');
    // With other names a piece may have other lines: then nothing is known of each.
    const known = others.length === lines.length;
    const places = placesOf(blocksOf(made));
    const own = lines.map((line, i) => ({
      text: line,
      strange: known ? others[i] : undefined,
      place: places[i],
      piece,
    }));
    return [...own, { text: '', strange: '', piece }];
  });
}

/**
 * The changed text as one list of lines for each piece, which give it back when they are joined.
 * A file such as README.md is joined from pieces of several parts, and no other part can bring it as a whole: the pieces
 * would follow. So each changed line goes to the piece that it stands in, and only pieces that changed are replaced: with
 * other answers, other parts still add theirs.
 * @param changed a text that ends in one line end
 */
export function divided(pieces: readonly Whole[], changed: string, diff: Diff): Line[][] {
  const before = oldLines(pieces);
  const after = changed.replace(/\n$/, '').split('\n');
  const found = aligned(
    before.map(({ text }) => text),
    after,
    diff,
  );
  const result: Line[][] = pieces.map(() => []);
  let [last, next] = [-1, 0];
  let piece = before[0]?.piece ?? 0;
  for (const [i, text] of after.entries()) {
    const at = found[i];
    if (at === undefined) {
      // A line that stands for others is of their piece; a line between two others is of the one before it.
      if (i === 0 || found[i - 1] !== undefined) {
        next = found.slice(i).find((number) => number !== undefined) ?? before.length;
        piece = before.slice(last + 1, next).find((line) => !isBlank(line))?.piece ?? piece;
      }
      result[piece]?.push({ text, strange: undefined });
    } else {
      last = at;
      piece = before[at]?.piece ?? piece;
      result[piece]?.push({ text, strange: before[at]?.strange, place: before[at]?.place });
    }
  }
  return settled(result);
}

const isNew = (line: Line): boolean => line.strange === undefined && line.place === undefined;

/** Moves new lines at the border of two pieces to where the next blank line is the border. */
function moveBorder(before: Line[], lines: Line[]): void {
  if (isBlank(before.at(-1))) return;
  const last = before.findLastIndex(isBlank);
  const first = lines.findIndex(isBlank);
  if (last >= 0 && before.slice(last + 1).every(isNew)) lines.unshift(...before.splice(last + 1));
  else if (first > 0 && lines.slice(0, first).every(isNew)) before.push(...lines.splice(0, first + 1));
}

/** Pieces are joined with one blank line: what is divided elsewhere goes to a neighbor. */
function settled(pieces: Line[][]): Line[][] {
  let before: Line[] | undefined;
  for (const lines of pieces) {
    if (lines.length === 0) continue;
    if (before) {
      moveBorder(before, lines);
      const end = before.findLastIndex((line) => !isBlank(line)) + 1;
      if (end === 0) lines.unshift(...before.splice(0));
      else if (end < before.length) lines.unshift(...before.splice(end).slice(1));
      else {
        before.push(...lines.splice(0));
        continue;
      }
    }
    before = lines;
  }
  return pieces;
}
