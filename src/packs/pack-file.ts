/** Makes the files of a pack: a text becomes a template when something in it is put back, anything else is copied. */
import { isUtf8 } from 'node:buffer';
import type { PackFile } from './files.js';
import type { Line } from './pieces.js';
import { type Counts, inWords, isSource, noCounts, putBack, putStrangers } from './put-back.js';
import { type Piece, sourceOf, type Tag, textOf } from './tags.js';
import { isFaithful } from './tree-source.js';
import type { Word } from './words.js';

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
function tagged({ text, strange }: Line, words: Words, counts: Counts, inSource: boolean): Piece[] {
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
  return putBack(text, words.own, counts, inSource);
}

/** How many lines, from this one on, are a whole block of the generator's template, in their order. */
function blockAt(lines: readonly Line[], i: number): number {
  const block = lines[i]?.place?.block;
  if (!block) return 0;
  for (let at = 0; at < block.lines; at += 1) {
    const place = lines[i + at]?.place;
    if (place?.block !== block || place.at !== at) return 0;
  }
  return block.lines;
}

/** The text as pieces. What did not change stays as the generator's template has it, with its conditions. */
function piecesOf(lines: readonly Line[], words: Words, counts: Counts): Piece[] {
  const text = lines.map((line) => line.text).join('\n');
  const inSource = isSource(text);
  const pieces: Piece[] = [];
  for (let i = 0; i < lines.length; ) {
    const kept = blockAt(lines, i);
    const line = lines[i];
    const block = kept > 0 ? line?.place?.block : undefined;
    if (block) pieces.push(...block.pieces);
    else if (line) pieces.push(...tagged(line, words, counts, inSource));
    i += Math.max(kept, 1);
    if (!block?.ended) pieces.push('\n');
  }
  return text === '' && pieces.every((piece) => typeof piece === 'string') ? [] : pieces;
}

/** The lines without their places in a template. */
const placeless = (lines: readonly Line[]): Line[] => lines.map(({ text, strange }) => ({ text, strange }));

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
  const counts = noCounts();
  const pieces = piecesOf(lines, words, counts);
  const source = sourceOf(pieces);
  const text = lines.map((line) => line.text).join('\n');
  // A block may need blanks that another place does not give it.
  const isRight = textOf(pieces).trimEnd() === text.trimEnd() && isFaithful(pieces, source);
  if (!isRight && lines.some(({ place }) => place !== undefined))
    return textFile(path, placeless(lines), words, executable);
  // A name that ends in .hbs is one only of a template.
  const isTemplate =
    pieces.some((piece) => typeof piece !== 'string') || text.includes('{{') || path.endsWith('.hbs');
  const file = {
    path: isTemplate ? `${path}.hbs` : path,
    bytes: Buffer.from(isTemplate ? source : textOf(pieces), 'utf8'),
    executable,
  };
  return { file, said: inWords(counts) };
}
