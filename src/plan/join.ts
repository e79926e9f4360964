/** Joins the pieces of several parts into one file. */
import { UserError } from '../model/errors.js';

export interface Piece {
  readonly part: string;
  readonly path: string;
  readonly text: string;
  readonly bytes?: Uint8Array | undefined;
  readonly executable?: boolean | undefined;
  readonly seed?: boolean | undefined;
  readonly madeFrom?: string | undefined;
}

export interface Joined {
  readonly path: string;
  readonly text: string;
  readonly bytes?: Uint8Array | undefined;
  readonly executable?: boolean | undefined;
  readonly seed?: boolean | undefined;
  readonly madeFrom?: string | undefined;
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
  return [...byPath].map(([path, group]): Joined => {
    const from = group.map(({ part }) => part);
    const [only] = group;
    if (group.length === 1 && only && (only.bytes || only.madeFrom !== undefined || endsOnce(only.text)))
      return { ...only, from };
    if (group.length > 1 && !joinable.includes(path))
      throw new UserError(
        'E_PACK',
        `the parts ${from.join(' and ')} both write ${path}`,
        'make their conditions exclude each other, or replace the file of the first part',
      );
    // A piece that is empty for these answers leaves no trace.
    const texts = group.map(({ text }) => text.trimEnd()).filter((text) => text !== '');
    const executable = group.some((piece) => piece.executable) || undefined;
    return {
      path,
      from,
      ...(executable && { executable }),
      text: texts.length === 0 ? '' : `${texts.join('\n\n')}\n`,
    };
  });
}

/** Most files are one piece that already ends as it should: its text is not copied, since it may be one of 92 kB. */
const endsOnce = (text: string): boolean => /\S\n$/.test(text.slice(-2));
