/** Aligns the lines of two texts: which lines of the new one are lines of the old one. */

/** More than this many comparisons are not made: the texts have little in common then. */
const MOST = 4_000_000;

/**
 * @returns for each new line the number of the old line that it is; undefined for one that is new. Numbers rise.
 */
export function aligned(before: readonly string[], after: readonly string[]): (number | undefined)[] {
  const found = new Array<number | undefined>(after.length).fill(undefined);
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) {
    found[start] = start;
    start += 1;
  }
  let [b, a] = [before.length, after.length];
  while (b > start && a > start && before[b - 1] === after[a - 1]) {
    b -= 1;
    a -= 1;
    found[a] = b;
  }
  const [rows, columns] = [b - start, a - start];
  if (rows * columns > MOST || rows === 0 || columns === 0) return found;
  // The length of the longest common sequence from each pair of lines on.
  const width = columns + 1;
  const longest = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => longest[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1)
    for (let column = columns - 1; column >= 0; column -= 1)
      longest[row * width + column] =
        before[start + row] === after[start + column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  for (let [row, column] = [0, 0]; row < rows && column < columns; ) {
    if (before[start + row] === after[start + column]) {
      found[start + column] = start + row;
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return found;
}
