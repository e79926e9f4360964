/** Divides a template into blocks of whole lines, each of which can stay as it is. */
import type { Piece } from './tags.js';

/** Lines of a rendered text, and what they are made of. */
export interface Block {
  readonly pieces: Piece[];
  /** How many lines it is. */
  readonly lines: number;
  /** Whether the line end of its last line is in the pieces. */
  ended: boolean;
}

/** A line's place in a block. */
export interface Place {
  readonly block: Block;
  readonly at: number;
}

const ends = (text: string): number => text.split('\n').length - 1;

/** The blocks of a template: as few lines as have no tag in common with others. */
export function blocksOf(pieces: readonly Piece[]): Block[] {
  const blocks: Block[] = [];
  let [current, lines]: [Piece[], number] = [[], 0];
  const close = (block: Block): void => {
    blocks.push(block);
    [current, lines] = [[], 0];
  };
  for (const piece of pieces) {
    if (typeof piece !== 'string') {
      current.push(piece);
      lines += ends(piece.text);
      if (current.length === 1 && piece.text.endsWith('\n')) close({ pieces: current, lines, ended: true });
      continue;
    }
    for (const [i, part] of piece.split('\n').entries()) {
      if (i > 0) close({ pieces: current, lines: lines + 1, ended: false });
      if (part !== '') current.push(part);
    }
  }
  const last = blocks.at(-1);
  if (current.length === 0) return blocks;
  // What may follow with other answers belongs to the last line.
  if (last && current.every((piece) => typeof piece !== 'string' && piece.text === '')) {
    last.pieces.push(...(last.ended ? current : ['\n', ...current]));
    last.ended = true;
  } else close({ pieces: current, lines: lines + 1, ended: false });
  return blocks;
}

/** The place of each line. */
export const placesOf = (blocks: readonly Block[]): Place[] =>
  blocks.flatMap((block) => Array.from({ length: block.lines }, (_, at) => ({ block, at })));
