/** Finds who names the files that a pack leaves out. */
import { activeParts, type Pack } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import type { Plan } from '../plan/plan.js';
import { rendererFor } from '../plan/render.js';

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The path itself, also after `../`, and no longer name. */
const naming = (path: string): RegExp => new RegExp(`(?<![\\w-]|[\\w-]/)${literal(path)}(?![\\w/-]|\\.\\w)`);

/** Left out -> the files of this plan that name it -> the first line that does. */
export type Mentions = Map<string, Map<string, number>>;

/** Adds who names a file of the generator that the pack leaves out of this plan. */
export function addMentions(
  mentions: Mentions,
  base: Pack,
  pack: Pack,
  { files, answers, context }: Plan,
): void {
  const ours = new Set(pack.templates().map(({ part, file }) => `${part}/${file}`));
  const active = new Set(activeParts(base.parts, answers).map(({ name }) => name));
  const render = rendererFor(base.formats);
  const planned = new Set(files.map(({ path }) => path));
  const gone = base
    .templates()
    .filter(({ part, file }) => active.has(part) && !ours.has(`${part}/${file}`))
    .map((template) => render(template.path, context))
    .filter((path) => !planned.has(path));
  for (const path of gone) {
    const pattern = naming(path);
    const found = mentions.get(path) ?? new Map<string, number>();
    for (const file of files.filter((one) => one.path !== RECORD && !found.has(one.path))) {
      const line = file.content.split('\n').findIndex((text) => pattern.test(text));
      if (line >= 0) mentions.set(path, found.set(file.path, line + 1));
    }
  }
}

/** One sentence for each file that is left out. */
export const inWords = (mentions: Mentions): string[] =>
  [...mentions].map(([path, places]) => {
    const all = [...places].map(([file, line]) => `${file}:${line}`);
    return `${path} is left out, and still named in ${all.join(', ')}`;
  });
