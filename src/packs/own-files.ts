/** Takes the files of a project that the generator does not plan: they become files of a part of the pack's own. */
import { badPath, folded, Paths } from '../model/paths.js';
import type { PackFile } from './files.js';
import { type Gained, type Original, staying, wordsIn } from './original.js';
import { isRenderable, linesOf, textFile, textIn } from './pack-file.js';
import { noCounts, putBack } from './put-back.js';
import { sourceOf } from './tags.js';
import { namesOf } from './words.js';

/** Says of each path why it cannot be taken beside those before it; nothing if it can. @param planned those of the generator that stay */
export function clashes(planned: readonly string[]): (path: string) => string | undefined {
  const paths = new Paths();
  for (const path of planned) paths.add(path);
  return (path) => badPath(path) ?? paths.add(path);
}

/** The path as a template has it; undefined if it cannot be written as one. */
function pathSource({ answers }: Original, path: string): string | undefined {
  const source = sourceOf(putBack(path, namesOf(answers), noCounts(), true));
  // Such a name cannot be that of a file on every system.
  if (!/[\\"]/.test(source)) return path.includes('{{') ? undefined : source;
  return path.includes('{{') ? undefined : path;
}

/** Puts a file into the pack. @returns why it cannot be taken; nothing if it was */
export function take(original: Original, own: PackFile, gained: Gained): string | undefined {
  const refused = put(original, own, gained);
  const { base, planned, render } = original;
  // With other answers the generator may bring a file of this name: the project's own stays.
  if (refused === undefined)
    for (const { path, file } of base.templates())
      if (folded(render(path, planned.context)) === folded(own.path)) gained.remove.add(file);
  return refused;
}

function put(original: Original, { path, bytes, executable }: PackFile, gained: Gained): string | undefined {
  const source = pathSource(original, path);
  if (source === undefined) return 'its path looks like a tag';
  const at = `templates/${original.ownPart}/${source}`;
  const text = textIn(bytes);
  if (text !== undefined && isRenderable(text)) {
    const made = textFile(at, linesOf(text), wordsIn(original, path), executable);
    gained.files.push(made.file);
    gained.notes.push(`${path}: added${made.said === '' ? '' : `; ${made.said}`}`);
    return undefined;
  }
  if (path.endsWith('.hbs')) return 'it is named like a template, and no template can render it';
  gained.files.push({ path: at, bytes, executable });
  gained.notes.push(`${path}: copied${staying(original, path, bytes)}`);
  return undefined;
}
