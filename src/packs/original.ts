/** A project as the generator makes it, and what a pack gets from what the project has instead. */
import type { Draft } from '../model/options.js';
import type { Context, Pack, Template } from '../model/pack.js';
import type { Plan, PlannedFile } from '../plan/plan.js';
import { type Render, rendererFor } from '../plan/render.js';
import type { PackFile } from './files.js';
import type { Diff } from './lines.js';
import { textIn, type Words } from './pack-file.js';
import { inWords, isSource, noCounts, putBack } from './put-back.js';
import { strangers, tagsOf, wordsOf } from './words.js';

/** What a pack gets from a project. */
export interface Gained {
  readonly files: PackFile[];
  /** Files of the generator to leave out, as its templates spell them. */
  readonly remove: Set<string>;
  /** Tables of the manifest. */
  readonly toml: string[];
  readonly notes: string[];
}

/** The project as the generator makes it, and what its templates know of a project of strangers. */
export interface Original {
  readonly base: Pack;
  readonly answers: Draft;
  readonly planned: Plan;
  readonly strange: Context;
  /** The part of the pack's own. */
  readonly ownPart: string;
  readonly render: Render;
  readonly diff: Diff;
}

/** The original of a project. */
export const originalOf = (
  base: Pack,
  planned: Plan,
  strange: Plan,
  ownPart: string,
  diff: Diff,
): Original => ({
  base,
  answers: planned.answers,
  planned,
  strange: strange.context,
  ownPart,
  render: rendererFor(base.formats),
  diff,
});

/** The project's own words in a file, and those of strangers. */
export const wordsIn = ({ base, answers }: Original, file: string): Words => ({
  own: wordsOf(answers, base, file),
  strange: wordsOf(strangers(answers), base, file),
  tags: tagsOf(answers, base, file),
});

/** The templates that a planned file comes from; none for a computed one. */
export function templatesOf({ base, planned, render }: Original, { path, from }: PlannedFile): Template[] {
  const all = base.templates();
  return from.flatMap((part) =>
    all.filter((template) => template.part === part && render(template.path, planned.context) === path),
  );
}

/** What stays in a copied text, in words. */
export function staying(original: Original, path: string, bytes: Uint8Array): string {
  const text = textIn(bytes);
  if (text === undefined) return '';
  const counts = noCounts();
  putBack(text, wordsIn(original, path).own, counts, isSource(text));
  if (counts.put.size === 0) return '';
  return `, since its line ends or blanks are none that a template writes; what stays in it: ${inWords(counts)}`;
}
