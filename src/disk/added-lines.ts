/** Adds the lines to a list, such as .gitignore, that it lacks. */

/** The pattern in a line of .gitignore, without slashes: `/dist/` and `dist` count as the same. */
const named = (line: string): string => line.trim().replace(/^\/|\/$/g, '');

/**
 * Appends the lines of `wanted` that are missing in `before`, except comments, blank lines, and lines that `before`
 * negates with `!`, because the last matching line would win.
 */
export function mergeLines(before: string, wanted: string): string {
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const lines = before.split(/\r?\n/);
  const have = new Set(lines.map((line) => line.trim()));
  const excepted = new Set(lines.filter((line) => line.startsWith('!')).map((line) => named(line.slice(1))));
  const missing = wanted
    .split('\n')
    .filter(
      (line) => line !== '' && !line.startsWith('#') && !have.has(line.trim()) && !excepted.has(named(line)),
    );
  if (missing.length === 0) return before;
  const start = before === '' || before.endsWith('\n') ? before : before + eol;
  return start + missing.map((line) => line + eol).join('');
}
