/** What no hand writes, and what would take a parser seconds or its whole stack. */

/** Characters in one line. */
const LONGEST = 5_000;

/** Brackets in brackets. */
const DEEPEST = 100;

/** Aliases in one document; each is looked up from the start. */
const MOST_ALIASES = 200;

/** Whether a text is no longer than this, with lines and nesting of the usual size. */
export function isUsual(text: string, most: number): boolean {
  if (text.length > most) return false;
  let [line, depth] = [0, 0];
  for (const c of text) {
    line = c === '\n' ? 0 : line + 1;
    if (c === '(' || c === '[' || c === '{') depth += 1;
    else if (c === ')' || c === ']' || c === '}') depth = Math.max(0, depth - 1);
    if (line > LONGEST || depth > DEEPEST) return false;
  }
  return (text.match(/[\s[,]\*[\w-]/g)?.length ?? 0) <= MOST_ALIASES;
}
