/** Joins the pieces of several parts into one file. */
import { UserError } from '../model/errors.js';

export interface Piece {
  readonly part: string;
  readonly path: string;
  readonly text: string;
}

export interface Joined {
  readonly path: string;
  readonly text: string;
  readonly from: readonly string[];
}

/**
 * Joins the pieces of each path in order, with a blank line between them.
 * @throws {@link UserError} E_PACK when several parts write a path that may not be joined
 */
export function join(pieces: readonly Piece[], joinable: readonly string[]): Joined[] {
  const byPath = new Map<string, Piece[]>();
  for (const piece of pieces) {
    const found = byPath.get(piece.path);
    if (found) found.push(piece);
    else byPath.set(piece.path, [piece]);
  }
  return [...byPath].map(([path, group]) => {
    const from = group.map((piece) => piece.part);
    if (group.length > 1 && !joinable.includes(path)) {
      throw new UserError(
        'E_PACK',
        `the parts ${from.join(' and ')} both write ${path}`,
        'make their conditions mutually exclusive',
      );
    }
    // A piece that is empty for these answers adds nothing.
    const texts = group.map((piece) => piece.text.trimEnd()).filter((text) => text !== '');
    const [only] = group.length === 1 ? group : [];
    // Most files are one piece with a final newline. Reuse its text, because a copy can be 92 kB.
    if (only && texts[0]?.length === only.text.length - 1 && only.text.endsWith('\n'))
      return { path, from, text: only.text };
    return { path, from, text: texts.length === 0 ? '' : `${texts.join('\n\n')}\n` };
  });
}
