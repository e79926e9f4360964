/** Breaks texts at blanks, so that no terminal breaks them inside a word. */
import type { Output } from '../host/host.js';

/** Stands for a blank at which no line ends. */
export const JOINED = '\u00a0';

/** A text in lines of at most so many characters, as far as its words allow. */
export function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1] ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => line.replaceAll(JOINED, ' '));
}

/**
 * Two columns.
 * @param widths `all` of a line; `least` of the left column
 */
export function rows(
  entries: readonly (readonly [string, string])[],
  indent: number,
  { all, least = 0 }: { readonly all: number; readonly least?: number },
): string[] {
  const width = Math.max(least, ...entries.map(([left]) => left.length)) + 2;
  return entries.flatMap(([left, right]) =>
    wrapped(right, all - indent - width).map(
      (line, i) => `${' '.repeat(indent)}${(i === 0 ? left : '').padEnd(width)}${line}`,
    ),
  );
}

/** A paragraph as wide as the terminal; as one line for any other reader. */
export const paragraph = (output: Output, text: string, indent = ''): string =>
  output.isTTY ? wrapped(text, output.columns - indent.length).join(`\n${indent}`) : text;
