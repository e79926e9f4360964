/** Merges one file of a project with what the standard has now. */
import { mergeLines } from './merge-lines.js';
import { mergeToml } from './merge-toml.js';
import type { Region } from './regions.js';

/** How the files of a generator are merged. */
export interface Merging {
  /** Whether a file is a list of lines in any order. */
  isList(path: string): boolean;
  /** What a line of such a file, or an item of a TOML list, is about; the item itself if nobody knows. */
  subject(item: string): string;
}

/**
 * Merges texts that have plain line ends.
 * @param path decides how: TOML by keys, lists by their items, everything else by lines
 */
export function mergeFile(
  path: string,
  sides: { readonly base: string | undefined; readonly ours: string; readonly theirs: string },
  merging: Merging,
): readonly Region[] {
  const byKey = path.endsWith('.toml') ? mergeToml(sides, merging.subject) : undefined;
  if (byKey) return byKey;
  return mergeLines(sides, merging.isList(path) ? (line) => merging.subject(line.trim()) : undefined);
}
