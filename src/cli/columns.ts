/** Wraps text at blanks, so that a terminal breaks no word. */
import type { Output } from '../host/host.js';

/** A placeholder for a blank that must not be a line break. */
export const JOINED = '\u00a0';

/** Wraps a text to lines of at most this width. A longer word gets a line of its own. */
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

/** Wraps a paragraph to the terminal's width. Without a terminal it stays one line. */
export const paragraph = (output: Output, text: string, indent = ''): string =>
  output.isTTY ? wrapped(text, output.columns - indent.length).join(`\n${indent}`) : text;
