/** Changes the option table as a pack says: other defaults, fewer choices, locked values, options of its own. */
import { accept, oneLine } from '../answers/settle.js';
import { Refusal } from '../model/errors.js';
import {
  choice,
  type Draft,
  flag,
  list,
  NOBODY,
  type Option,
  type OptionTable,
  text,
  type Value,
  type When,
} from '../model/options.js';
import { noneOf } from '../model/suggest.js';
import { rendererFor } from '../plan/render.js';
import { cyclesOf } from './cycles.js';
import type { Parse } from './lazy-template.js';
import type { Manifest, OwnOption } from './manifest.js';
import type { Fault } from './shape.js';

type Complain = (...fault: [place: Fault['place'], reason: string]) => void;

/** A value in words, for help. */
const shown = (value: Value): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value || 'none' : value.join(', ') || 'none';
};

/** The option with another default. @param from where it comes from, for people */
export function withDefault(option: Option, value: Value, from: string): Option {
  const about = { defaultText: shown(value), defaultFrom: from };
  // The caller has accepted the value as one of this option.
  return { ...option, ...about, standard: () => value } as Option;
}

/** Keys of the manifest that are lists, which people write below a table. */
const TOP = ['locked', 'remove', 'requires'];

/** Words of the template language. */
const RESERVED = ['if', 'unless', 'each', 'else', 'this', 'true', 'false', 'null', 'undefined', 'join'];

/** The table of a pack that is put over another. @param by its name and version @param taken names that no option may have */
export function layerOptions(
  table: OptionTable,
  { manifest, parse }: { readonly manifest: Manifest; readonly parse: Parse | undefined },
  by: string,
  taken: readonly string[],
  complain: Complain,
): OptionTable {
  const options: Record<string, Option> = { ...table };
  const known = (name: string, place: Fault['place']): Option | undefined => {
    if (!Object.hasOwn(options, name))
      complain(
        place,
        TOP.includes(name)
          ? 'is no option: write this line above the first table'
          : noneOf(name, Object.keys(options)),
      );
    return Object.hasOwn(options, name) ? options[name] : undefined;
  };
  for (const [name, own] of Object.entries(manifest.options ?? {})) {
    const place = ['options', name];
    if (RESERVED.includes(name)) complain(place, 'templates have a word of this name');
    else if (Object.hasOwn(table, name) || taken.includes(name))
      complain(place, 'a flag of this name exists already');
    else if (name.startsWith('no-')) complain(place, 'a name that begins with no- would negate another one');
    else options[name] = ownOption(own, parse, place, complain);
  }
  for (const cycle of parse ? cyclesOf(manifest.options ?? {}, parse) : [])
    complain(['options', cycle[0] ?? '', 'default'], `needs its own value: ${cycle.join(' -> ')}`);
  for (const [name, values] of Object.entries(manifest.choices ?? {})) {
    const option = known(name, ['choices', name]);
    if (option?.type === 'choice') options[name] = narrowed(option, values, ['choices', name], complain);
    else if (option) complain(['choices', name], 'has no choices');
  }
  for (const [name, value] of Object.entries(manifest.answers ?? {})) {
    const option = known(name, ['answers', name]);
    if (!option) continue;
    const locker = option.lockedBy;
    try {
      const accepted = accept(option, value);
      if (locker === undefined) options[name] = withDefault(option, accepted, `the pack ${by}`);
      else if (JSON.stringify(accepted) !== JSON.stringify(fixedOf(option)))
        complain(['answers', name], `is locked by the pack ${locker}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      complain(['answers', name], error.message);
    }
  }
  for (const [i, name] of (manifest.locked ?? []).entries()) {
    const option = known(name, ['locked', i]);
    if (option?.type === 'text' && option.defaultFrom === undefined)
      complain(['locked', i], `has no value: give ${name} one in [answers]`);
    else if (option) options[name] = { lockedBy: by, ...option };
  }
  for (const [name, { when }] of Object.entries(manifest.options ?? {})) {
    checkWhen(options, when, ['options', name, 'when'], complain);
    const option = options[name];
    // An option of which another one depends is itself there only under its condition.
    for (const other of Object.keys(when ?? {})) {
      const more = Object.hasOwn(options, other) ? options[other]?.when : undefined;
      if (option && more) options[name] = { ...option, when: { ...more, ...option.when } };
    }
  }
  return options;
}

/** The value of a locked option: its default, which needs no other answer. */
const fixedOf = (option: Option): Value => option.standard({}, NOBODY);

function narrowed(
  option: Extract<Option, { type: 'choice' }>,
  values: readonly string[],
  place: Fault['place'],
  complain: Complain,
): Option {
  const all = Object.keys(option.choices);
  for (const [i, value] of values.entries())
    if (!all.includes(value)) complain([...place, i], noneOf(value, all));
  const [first] = values;
  if (first === undefined) {
    complain(place, 'is empty');
    return option;
  }
  const left = values.filter((value) => all.includes(value));
  return {
    ...option,
    choices: Object.fromEntries(left.map((value) => [value, option.choices[value] ?? ''])),
    defaultText: left.includes(option.defaultText ?? '') ? (option.defaultText ?? first) : first,
    standard(answers, machine) {
      const before = option.standard(answers, machine);
      return left.includes(before) ? before : first;
    },
  };
}

/** Says which names and values of a condition do not exist. */
export function checkWhen(
  options: OptionTable,
  when: When<Draft> | undefined,
  place: Fault['place'],
  complain: Complain,
): void {
  for (const [name, wanted] of Object.entries(when ?? {})) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) complain([...place, name], noneOf(name, Object.keys(options)));
    else if (option.type === 'choice') {
      const choices = Object.keys(option.choices);
      for (const value of [wanted].flat())
        if (!choices.includes(String(value))) complain([...place, name], noneOf(String(value), choices));
    } else if (option.type === 'flag' && typeof wanted !== 'boolean')
      complain([...place, name], 'takes true or false');
  }
}

const PLAIN: Readonly<Record<OwnOption['type'], Value>> = { text: '', choice: '', flag: false, list: [] };

function ownOption(
  own: OwnOption,
  parse: Parse | undefined,
  place: Fault['place'],
  complain: Complain,
): Option {
  const { type, help, question, pattern, choices = {}, when } = own;
  const names = Object.keys(choices);
  const value = own.default ?? (type === 'choice' ? (names[0] ?? '') : PLAIN[type]);
  if (type === 'choice' && names.length === 0) complain(place, 'a choice needs choices');
  if (type !== 'choice' && own.choices) complain([...place, 'choices'], `a ${type} has none`);
  const accepts = acceptor(pattern, [...place, 'pattern'], complain);
  const common = {
    help: help ?? question ?? 'an option of the pack',
    defaultText: typeof value === 'string' && value.includes('{{') ? 'from other answers' : shown(value),
    ...(question !== undefined && { question: { message: question } }),
    ...(when && { when: when as When<Draft> }),
  };
  const made: Record<OwnOption['type'], Option> = {
    text: text({
      ...common,
      value: 'TEXT',
      accept: accepts,
      standard: standardText(value, parse, [...place, 'default'], complain),
    }),
    list: list({ ...common, value: 'TEXT', accept: accepts, standard: () => value as readonly string[] }),
    flag: flag({ ...common, standard: () => value === true }),
    choice: choice({ ...common, choices, standard: () => String(value) }),
  };
  const option = made[type];
  // A default that is a template is accepted when its answers are known.
  if (typeof value !== 'string' || !value.includes('{{'))
    try {
      accept(option, value);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      complain([...place, 'default'], error.message);
    }
  return option;
}

function acceptor(
  pattern: string | undefined,
  place: Fault['place'],
  complain: Complain,
): (value: string) => string {
  if (pattern === undefined) return (value) => value;
  let whole: RegExp;
  try {
    whole = new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    complain(place, 'is not a regular expression');
    return (value) => value;
  }
  return (value) => {
    // An empty text is no answer.
    if (value !== '' && !whole.test(value))
      throw new Refusal(`${JSON.stringify(value)} does not match ${pattern}`);
    return value;
  };
}

/** A default that may be a template over other answers. */
function standardText(
  value: Value,
  parse: Parse | undefined,
  place: Fault['place'],
  complain: Complain,
): (answers: Draft) => string {
  if (typeof value !== 'string') return () => '';
  if (!value.includes('{{') || !parse) return () => value;
  try {
    const tree = parse(value);
    const render = rendererFor({});
    return (answers) => {
      try {
        return oneLine(render(tree, answers));
      } catch (error) {
        throw new Refusal(`its template: ${(error as Error).message}`);
      }
    };
  } catch (error) {
    complain(place, (error as Error).message);
    return () => '';
  }
}
