/** Makes the files of a pack: a text becomes a template when something in it is put back, anything else is copied. */
import { isUtf8 } from 'node:buffer';
import type { Line } from './pieces.js';
import { type Counts, inWords, noCounts, putBack, putStrangers } from './put-back.js';
import { type Piece, sourceOf, type Tag, textOf } from './tags.js';
import type { Word } from './words.js';

/** A file of a pack, relative to its folder. */
export interface PackFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

/** The words of a project in one file, those of strangers, and what each tag stands for in the project. */
export interface Words {
  readonly own: readonly Word[];
  readonly strange: readonly Word[];
  readonly tags: readonly Tag[];
}

/** A file's text, if it is one; Handlebars cannot read a NUL. */
export const textIn = (bytes: Uint8Array): string | undefined =>
  isUtf8(bytes) && !bytes.includes(0) ? Buffer.from(bytes).toString('utf8') : undefined;

/** Whether a template may render this text: see check.ts and join.ts. */
export const isRenderable = (text: string): boolean =>
  (text === '' || /\S\n$/.test(text.slice(-2))) && !/\r|[ \t]\n/.test(text);

/** Lines that nobody knows. */
export const linesOf = (text: string): Line[] =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => ({ text: line, strange: undefined }));

/** One line with its tags. */
function tagged({ text, strange }: Line, words: Words, counts: Counts, source: string): Piece[] {
  // What the generator writes for every project stays as it is, even where it looks like a name.
  if (strange === text) return [text];
  if (strange !== undefined) {
    const pieces = putStrangers(strange, words.strange, words.tags);
    if (textOf(pieces) === text) {
      for (const piece of pieces)
        if (typeof piece !== 'string') counts.put.set(piece.tag, (counts.put.get(piece.tag) ?? 0) + 1);
      return pieces;
    }
  }
  return putBack(text, words.own, counts, source);
}

/**
 * A file of the pack with its name in it, and what was put back in words ('' for nothing).
 * @param path in the pack, without `.hbs`
 * @param lines of a text that may be rendered
 */
export function textFile(
  path: string,
  lines: readonly Line[],
  words: Words,
  executable: boolean,
): { readonly file: PackFile; readonly said: string } {
  const text = lines.map((line) => line.text).join('\n');
  const end = text === '' ? '' : '\n';
  const counts = noCounts();
  const pieces = lines.flatMap((line, i) => [
    ...tagged(line, words, counts, text),
    i < lines.length - 1 ? '\n' : end,
  ]);
  // A name that ends in .hbs is one only of a template.
  const isTemplate = counts.put.size > 0 || text.includes('{{') || path.endsWith('.hbs');
  const file = {
    path: isTemplate ? `${path}.hbs` : path,
    bytes: Buffer.from(isTemplate ? sourceOf(pieces) : text + end, 'utf8'),
    executable,
  };
  return { file, said: inWords(counts) };
}
