/** Turns one changed file of a project into files of a pack: changes of TOML, pieces of templates, or a copy. */
import type { Template } from '../model/pack.js';
import { join } from '../plan/join.js';
import type { PlannedFile } from '../plan/plan.js';
import { type Gained, type Original, staying, wordsIn } from './original.js';
import { isRenderable, linesOf, textFile, textIn } from './pack-file.js';
import { divided, type Line } from './pieces.js';
import { isSource, noCounts, putBack } from './put-back.js';
import { tomlChanges } from './toml-changes.js';
import { pieceOf } from './tree-source.js';

/** A file of the project. */
export interface Changed {
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

/** Puts a changed file into the pack. @param templates those that it comes from @returns whether it can */
export function replace(
  original: Original,
  file: PlannedFile,
  templates: readonly Template[],
  changed: Changed,
  gained: Gained,
): boolean {
  const text = textIn(changed.bytes);
  const isMode = (file.mode === '0755') !== changed.executable;
  if (text !== undefined && !isMode && file.path.endsWith('.toml')) {
    const found = tomlChanges(file.path, file.content, alwaysIn(original, file, templates), text);
    // What a manifest states is the same in every project: a name must not be in it.
    if (found && isImpersonal(original, file.path, found.text)) {
      gained.toml.push(found.text);
      gained.notes.push(`${file.path}: the manifest changes ${found.keys.join(', ')}`);
      return true;
    }
  }
  // What a pack below changes in it would be changed twice.
  if (original.base.edits.some(({ path }) => path === file.path)) return false;
  if (text !== undefined && isRenderable(text)) {
    const pieces = piecesOf(original, file, templates, text);
    if (pieces) {
      putPieces(original, file, templates, pieces, { isMode, executable: changed.executable }, gained);
      return true;
    }
  }
  copy(original, file, templates, changed, gained);
  return true;
}

/** The pieces of parts without a condition; all of a file that one part brings. */
function alwaysIn(
  { base, planned, render }: Original,
  { path, content }: PlannedFile,
  templates: readonly Template[],
): string {
  if (templates.length === 1) return content;
  const always = new Set(base.parts.filter(({ when }) => !when).map(({ name }) => name));
  const text = templates
    .filter(({ part }) => always.has(part))
    .map((template) => render(template.content, planned.context))
    .join('\n');
  try {
    return base.edits.filter((edit) => edit.path === path).reduce((now, edit) => edit.apply(now), text);
  } catch {
    // A pack below changes what only some answers bring.
    return text;
  }
}

/** Whether nothing of the project's own stands in a text. */
function isImpersonal(original: Original, file: string, text: string): boolean {
  const counts = noCounts();
  putBack(text, wordsIn(original, file).own, counts, isSource(text));
  return counts.put.size === 0;
}

/** The lines of each piece; undefined when they would not give the text back. */
function piecesOf(
  { base, planned, strange, render, diff }: Original,
  { path }: PlannedFile,
  templates: readonly Template[],
  text: string,
): Line[][] | undefined {
  const wholes = templates.map(({ content }) => ({
    text: render(content, planned.context),
    strange: render(content, strange),
    pieces: content.map((node) => pieceOf(node, (tree) => render(tree, planned.context))),
  }));
  const pieces = divided(wholes, text, diff);
  const joined = join(
    pieces.map((lines, i) => ({ part: templates[i]?.part ?? '', path, text: asText(lines) })),
    base.joined,
  );
  return joined[0]?.text === text ? pieces : undefined;
}

const asText = (lines: readonly Line[]): string =>
  lines.length === 0 ? '' : `${lines.map(({ text }) => text).join('\n')}\n`;

function putPieces(
  original: Original,
  { path }: PlannedFile,
  templates: readonly Template[],
  pieces: readonly Line[][],
  { isMode, executable }: { readonly isMode: boolean; readonly executable: boolean },
  gained: Gained,
): void {
  const { render, planned } = original;
  for (const [i, { part, file, content }] of templates.entries()) {
    const lines = pieces[i] ?? [];
    // A piece that did not change stays the generator's.
    if (!isMode && asText(lines).trimEnd() === render(content, planned.context).trimEnd()) continue;
    const made = textFile(
      `templates/${part}/${file}`,
      lines.length === 0 ? linesOf('') : lines,
      wordsIn(original, path),
      executable,
    );
    gained.files.push(made.file);
    const whole = templates.length > 1 ? ` (its piece of ${part})` : '';
    gained.notes.push(`${path}${whole}: replaced${made.said === '' ? '' : `; ${made.said}`}`);
  }
}

/** A file that no template can render: with other line ends, or none at its end. A copy cannot be one piece of several. */
function copy(
  original: Original,
  { path }: PlannedFile,
  templates: readonly Template[],
  { bytes, executable }: Changed,
  gained: Gained,
): void {
  const { base, ownPart } = original;
  const [first] = templates;
  if (!first) return;
  const isJoined = base.joined.includes(path);
  if (isJoined) for (const { file } of templates) gained.remove.add(file);
  const at = isJoined ? `${ownPart}/${path}` : `${first.part}/${first.file}`;
  gained.files.push({ path: `templates/${at}`, bytes, executable });
  gained.notes.push(`${path}: copied${staying(original, path, bytes)}`);
}
