/** Writes a text as a Python string literal. */

/**
 * A string literal in the form of `ruff format`: double quotes, unless single quotes need fewer escapes.
 * @see https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences
 */
export function pythonString(value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replace(/[\p{Cc}\u2028\u2029\ufeff]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const doubles = value.split('"').length;
  const singles = value.split("'").length;
  return doubles > singles ? `'${escaped.replaceAll("'", "\\'")}'` : `"${escaped.replaceAll('"', '\\"')}"`;
}
