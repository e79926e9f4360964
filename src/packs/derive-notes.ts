/** Says what a pack made from a project left out, and whether it gives the project back. */

/** So many files are named for one reason; more would hide what else is said. */
const MOST = 20;

const list = (files: readonly string[]): string =>
  files.length > MOST
    ? `${files.slice(0, MOST).join(', ')} and ${files.length - MOST} more`
    : files.join(', ');

/** One note for each reason. @param left path -> why */
export function leftOut(left: ReadonlyMap<string, string>): string[] {
  const byReason = new Map<string, string[]>();
  for (const [path, reason] of left) byReason.set(reason, [...(byReason.get(reason) ?? []), path]);
  return [...byReason].map(([reason, paths]) => `left out (${reason}): ${list(paths)}`);
}

/** The result of the proof. @param different path -> the difference, in words */
export function proven(different: ReadonlyMap<string, string>): string {
  if (different.size === 0) return 'with the same answers the pack gives this project back, byte for byte';
  const files = [...different].map(([path, difference]) => `${path} ${difference}`);
  return `with the same answers the pack gives this project back, but for: ${list(files)}`;
}
