/** Reads and parses the templates of team packs that a project uses: a pack may have hundreds of others, and the parser is large. */
import type { Draft } from '../model/options.js';
import { activeParts, type Pack, type Template } from '../model/pack.js';
import { LazyTemplate } from './lazy-template.js';
import { refuse } from './refuse.js';

/**
 * To be awaited before `plan`.
 * @param answers complete
 * @throws {@link UserError} E_PACK with every fault of the first pack that has one
 */
export async function ready(pack: Pack, answers: Draft): Promise<void> {
  if (pack.layers.length === 0) return;
  const parts = new Set(activeParts(pack.parts, answers).map(({ name }) => name));
  const templates = pack.templates().filter(({ part }) => parts.has(part));
  const faults = await faultsIn(templates);
  for (const [shown, found] of faults) refuse(shown, found);
}

/** Reads and parses templates. @returns pack -> what is wrong, each with its file and line */
export async function faultsIn(all: readonly Template[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const templates = all.filter((one) => one instanceof LazyTemplate);
  const faults = new Map<string, readonly string[]>();
  const add = (template: LazyTemplate, found: readonly string[]): void => {
    if (found.length > 0) faults.set(template.pack, [...(faults.get(template.pack) ?? []), ...found]);
  };
  for (const template of templates) add(template, template.read());
  const waiting = templates.filter(({ waits }) => waits);
  if (waiting.length === 0) return faults;
  const { parseTemplate } = await import('../plan/parse-template.js');
  for (const template of waiting) add(template, template.parse(parseTemplate));
  return faults;
}
