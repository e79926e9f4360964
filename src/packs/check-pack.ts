/** Looks for faults that only show when a pack is used: it plans projects with the values of its options. */
import { parse } from 'smol-toml';
import { accept, settle } from '../answers/settle.js';
import { UserError } from '../model/errors.js';
import { NOBODY, type Option, type Value } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { type Plan, plan } from '../plan/plan.js';
import { LazyTemplate } from './lazy-template.js';
import { addMentions, inWords, type Mentions } from './left-out.js';
import { namesIn } from './names-in.js';
import { type Answers, pairsIn, tryPairs, type Values } from './pairs.js';

const MY_APP = { ...NOBODY, directory: 'my-app' };

export interface Checked {
  /** Each once, with the answers that show it. */
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Plans a project with the defaults, one with each other value of each option, and some that have every pair of values of the
 * pack's own options and of those on which it depends.
 * @param base the generator without packs
 */
export function checkPack(pack: Pack, base: Pack, version: string): Checked {
  const faults = new Map<string, string>();
  const mentions: Mentions = new Map();
  const attempt = (answers: Answers): boolean => {
    const found = tried(pack, answers, version);
    if ('plan' in found) addMentions(mentions, base, pack, found.plan);
    for (const fault of found.faults.filter((one) => !faults.has(one))) {
      const pairs = pairsIn(new Map(Object.entries(answers).map(([name, value]) => [name, [value]])));
      const less = pairs.find((pair) => tried(pack, pair, version).faults.includes(fault)) ?? answers;
      faults.set(fault, `${fault}${withAnswers(less)}`);
    }
    return 'plan' in found || found.faults.length > 0;
  };
  attempt({});
  for (const [name, option] of Object.entries(pack.options))
    for (const value of valuesOf(option, false)) attempt({ [name]: value });
  tryPairs(valuesOfOwn(pack, base), attempt);
  return { faults: [...faults.values()], notes: inWords(mentions) };
}

const withAnswers = (answers: Answers): string => {
  const all = Object.entries(answers).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return all.length === 0 ? '' : ` (with ${all.join(', ')})`;
};

/** The values to try. @param free whether of a text and a list too, an empty one and another */
function valuesOf(option: Option, free: boolean): readonly Value[] {
  if (option.lockedBy !== undefined) return [];
  if (option.type === 'choice') return Object.keys(option.choices);
  if (option.type === 'flag') return [true, false];
  if (!free) return [];
  const values: readonly Value[] = option.type === 'list' ? [[], ['some text']] : ['', 'some text'];
  return values.filter((value) => {
    try {
      return accept(option, value) === value || option.type === 'list';
    } catch {
      return false;
    }
  });
}

/** The values of the pack's own options, and of those that its conditions and its templates name. */
function valuesOfOwn(pack: Pack, base: Pack): Values {
  const isOwn = (name: string): boolean => !Object.hasOwn(base.options, name);
  const brought = pack.templates().filter((template) => template instanceof LazyTemplate);
  const changed = new Set(brought.map(({ part }) => part));
  const ownParts = pack.parts.filter((part) => !base.parts.includes(part) || changed.has(part.name));
  const named = new Set([
    ...Object.keys(pack.options).filter(isOwn),
    ...ownParts.flatMap(({ when }) => Object.keys(when ?? {})),
    ...Object.entries(pack.options).flatMap(([name, { when }]) =>
      isOwn(name) ? Object.keys(when ?? {}) : [],
    ),
    ...brought.flatMap(({ path, content }) => [...namesIn(path), ...namesIn(content)]),
  ]);
  return new Map(
    Object.entries(pack.options)
      .filter(([name]) => named.has(name))
      .map(([name, option]) => [name, valuesOf(option, isOwn(name))] as const)
      .filter(([, values]) => values.length > 1),
  );
}

type Tried =
  | { readonly faults: readonly string[] }
  | { readonly faults: readonly string[]; readonly plan: Plan };

/** A plan with these answers, if they fit together, and its faults. */
function tried(pack: Pack, answers: Answers, version: string): Tried {
  const given = Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [name, { value, from: name }]),
  );
  try {
    const planned = plan(pack, settle(pack, given, MY_APP), new Map(), version);
    const faults = planned.files
      .filter(({ path }) => path.endsWith('.toml'))
      .flatMap(({ path, content }) => tomlFault(path, content));
    return { faults, plan: planned };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Answers may exclude each other; the defaults may not.
    return {
      faults: error.code === 'E_PACK' || Object.keys(answers).length === 0 ? [error.message] : [],
    };
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
