/** Reads and parses the templates of team packs that a project uses: a pack may have hundreds of others, and the parser is large. */
import type { Draft } from '../model/options.js';
import { activeParts, type Part, type Template } from '../model/pack.js';
import { LazyTemplate } from './lazy-template.js';
import { refuse } from './refuse.js';

/** @param answers complete @throws {@link UserError} E_PACK with every fault of the first pack that has one */
export async function ready(
  parts: readonly Part[],
  templates: readonly Template[],
  answers: Draft,
): Promise<void> {
  const active = new Set(activeParts(parts, answers).map(({ name }) => name));
  const faults = await faultsIn(templates.filter(({ part }) => active.has(part)));
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
