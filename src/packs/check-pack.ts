/** Looks for faults that only show when a pack is used: it plans a project for each choice. */
import { parse } from 'smol-toml';
import { settle } from '../answers/settle.js';
import { UserError } from '../model/errors.js';
import { NOBODY, type Option, type Value } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { plan } from '../plan/plan.js';

const MY_APP = { ...NOBODY, directory: 'my-app' };

const valuesOf = (option: Option): readonly Value[] => {
  if (option.lockedBy !== undefined) return [];
  if (option.type === 'choice') return Object.keys(option.choices);
  return option.type === 'flag' ? [true, false] : [];
};

/**
 * Plans a project with the defaults, and one with each other value of each option.
 * @returns each fault once, with the answer that shows it
 */
export function checkPack(pack: Pack, version: string): readonly string[] {
  const single = Object.entries(pack.options).flatMap(([name, option]) =>
    valuesOf(option).map((value): Readonly<Record<string, Value>> => ({ [name]: value })),
  );
  const faults = new Map<string, string>();
  for (const answers of [{}, ...single]) {
    const where = Object.entries(answers).map(
      ([name, value]) => ` (with ${name} = ${JSON.stringify(value)})`,
    );
    for (const fault of faultsWith(pack, answers, version))
      if (!faults.has(fault)) faults.set(fault, `${fault}${where.join('')}`);
  }
  return [...faults.values()];
}

function faultsWith(
  pack: Pack,
  answers: Readonly<Record<string, Value>>,
  version: string,
): readonly string[] {
  const given = Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [name, { value, from: name }]),
  );
  try {
    const settled = settle(pack, given, MY_APP);
    const { files } = plan(pack, settled, new Map(), version);
    return files
      .filter(({ path }) => path.endsWith('.toml'))
      .flatMap(({ path, content }) => tomlFault(path, content));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Two answers may exclude each other; the defaults may not.
    return error.code === 'E_PACK' || Object.keys(answers).length === 0 ? [error.message] : [];
  }
}

function tomlFault(path: string, text: string): string[] {
  try {
    parse(text);
    return [];
  } catch (error) {
    return [`${path}: ${(error as Error).message.split('\n')[0]}`];
  }
}
