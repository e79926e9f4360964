/** Chooses among claims: which file is believed, and whether the standard can have that answer. */
import { accept, type Given, type GivenAnswers } from '../answers/settle.js';
import { Refusal } from '../model/errors.js';
import type { Option, OptionTable, Value } from '../model/options.js';
import type { Claim } from './claim.js';

/** The table of precedence: the first of these files that makes a claim is believed. */
const ORDER: readonly RegExp[] = [
  /^\.create-pyproject\.toml/,
  /\.lock$/,
  /^pyproject\.toml/,
  // setuptools takes setup.py's word where both state something.
  /^setup\.py/,
  /^setup\.cfg/,
  /^Pipfile/,
  /^environment\./,
  /^requirements.*\.in/,
  /^requirements/,
  /^tox\.ini/,
  /^(licen|copying|unlicense)/i,
  /^\.git\/config/,
  /^readme/i,
];

const rank = ({ from }: Claim): number => {
  const found = ORDER.findIndex((pattern) => pattern.test(from));
  return found < 0 ? ORDER.length : found;
};

/** What was understood. */
export interface Understood {
  readonly given: GivenAnswers;
  /** Console scripts, with the place that states them. */
  readonly scripts: readonly string[];
  readonly remarks: readonly string[];
  /** What the standard needs to know, and cannot have as the project states it: option -> the reason, with its place. */
  readonly refused: ReadonlyMap<string, string>;
}

/** The answers that cannot be another one than the project's. */
const FIXED = ['name', 'module'];

/** @param options of the standard */
export function understand(options: OptionTable, claims: readonly Claim[]): Understood {
  const remarks: string[] = [];
  const given: Record<string, Given> = {};
  const refused = new Map<string, string>();
  const best = (answer: string): readonly Claim[] =>
    claims.filter((one) => one.answer === answer).sort((a, b) => rank(a) - rank(b));
  for (const [name, option] of Object.entries(options)) {
    for (const found of best(name)) {
      const before = remarks.length;
      const value = acceptable(option, name, found, remarks);
      if (value === undefined && FIXED.includes(name) && option.lockedBy === undefined) {
        refused.set(name, remarks.splice(before).join('; '));
        break;
      }
      if (value === undefined) continue;
      given[name] = { value, from: found.from };
      break;
    }
  }
  const [scripts] = best('script');
  const names = scripts && Array.isArray(scripts.value) ? (scripts.value as readonly string[]) : [];
  const kind = kindOf(options, given, names, scripts?.from ?? '', remarks);
  return { given: { ...given, ...kind }, scripts: names, remarks, refused };
}

/** The value as the standard has it; undefined if it cannot have it, with a remark. */
function acceptable(
  option: Option,
  name: string,
  { value, from }: Claim,
  remarks: string[],
): Value | undefined {
  if (option.lockedBy !== undefined) return undefined;
  if (option.type === 'list' && Array.isArray(value))
    return (value as readonly string[]).filter((item) =>
      tried(() => accept(option, [item]), `${from}: ${name} ${JSON.stringify(item)}`, remarks),
    );
  if (option.type === 'choice' && name === 'python' && typeof value === 'string')
    return nearest(option.choices, value, from, remarks);
  const accepted = tried(() => accept(option, value, () => name === 'name'), `${from}: ${name}`, remarks);
  if (accepted === undefined) return undefined;
  if (name === 'module' && accepted !== value) {
    remarks.push(`${from}: the module ${value} is not in lower case, as this standard needs it`);
    return undefined;
  }
  return accepted;
}

function tried<T>(act: () => T, place: string, remarks: string[]): T | undefined {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    remarks.push(`${place}: ${error.message}`);
    return undefined;
  }
}

/** The lowest supported version that is not below the one a project states. */
function nearest(
  choices: Readonly<Record<string, string>>,
  stated: string,
  from: string,
  remarks: string[],
): string | undefined {
  const minor = (version: string): number => Number(version.split('.')[1]);
  const found = Object.keys(choices).find((version) => minor(version) >= minor(stated));
  if (found === undefined) remarks.push(`${from}: no supported version is Python ${stated} or newer`);
  else if (found !== stated)
    remarks.push(
      `${from}: Python ${stated} has no security fixes any more; CI, the locks and the tools start at ${found}`,
    );
  return found;
}

/** A program is one whose command has the name of the project: the standard's files run it by that name. */
function kindOf(
  options: OptionTable,
  given: GivenAnswers,
  scripts: readonly string[],
  from: string,
  remarks: string[],
): GivenAnswers {
  if (!options.kind || given.kind || options.kind.lockedBy !== undefined) return {};
  const name = given.name?.value;
  if (typeof name === 'string' && scripts.includes(name)) return { kind: { value: 'cli', from } };
  if (scripts.length > 0)
    remarks.push(
      `${from}: no command has the name of the project (${scripts.slice(0, 5).join(', ')}): Makefile and image run none`,
    );
  return { kind: { value: 'library', from: from === '' ? 'no command' : from } };
}
