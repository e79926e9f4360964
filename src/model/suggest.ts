/** Finds the known name that the user probably meant. */

/**
 * The number of edits from a to b: letters added, omitted, changed, and neighbors swapped (optimal string alignment).
 */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, i) => i)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const exchanged =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      rows[i]?.push(
        Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, changed, i > 1 && j > 1 ? exchanged : changed),
      );
    }
  }
  return at(a.length, b.length);
}

/** The nearest of `names`, if it is similar enough: a prefix, or at most a third of the letters differ. */
export function suggest(word: string, names: readonly string[]): string | undefined {
  const folded = word.toLowerCase().slice(0, 64);
  const ranked = names
    .map((name) => ({
      name,
      far:
        folded.length > 1 && name.toLowerCase().startsWith(folded)
          ? 0.5
          : distance(folded, name.toLowerCase()),
    }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best && best.far <= Math.max(1, Math.floor(Math.max(folded.length, best.name.length) / 3))
    ? best.name
    : undefined;
}

/** A message that a value is not one of `names`, with a suggestion. */
export function noneOf(value: string, names: readonly string[]): string {
  const near = suggest(value, names);
  return `${JSON.stringify(value)} is not one of ${names.join(', ')}${near ? `; did you mean ${near}?` : ''}`;
}
