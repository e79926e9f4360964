/** Completes the given answers: accepts values, fills in defaults, applies the rules. */

import { Refusal, UserError } from '../model/errors.js';
import type { Draft, Machine, Option, OptionTable, Value } from '../model/options.js';
import type { Pack, Rule } from '../model/pack.js';
import { hasCredentials } from '../model/redact.js';
import { noneOf } from '../model/suggest.js';
import { COMMAND, type Wording } from '../model/wording.js';

/** A value and its source, for messages: `--name`, `answers.toml:3: name`. */
export interface Given {
  readonly value: Value;
  readonly from: string;
}

export type GivenAnswers = Readonly<Record<string, Given>>;

/**
 * Checks one value against its option and returns the final value. Flags, questions and the answers file all use this
 * function.
 * @param isGiven whether another option has an explicit value
 * @throws {@link Refusal} with the reason
 */
export function accept(option: Option, value: Value, isGiven?: (name: string) => boolean): Value {
  switch (option.type) {
    case 'flag':
      if (typeof value !== 'boolean') throw new Refusal('must be true or false');
      return value;
    case 'list': {
      if (!Array.isArray(value)) throw new Refusal('must be a list of strings');
      return [...new Set((value as readonly string[]).map((item) => option.accept(oneLine(item))))];
    }
    case 'choice': {
      if (typeof value !== 'string') throw new Refusal('must be a string');
      const names = Object.keys(option.choices);
      if (names.includes(value)) return value;
      const same = names.filter((name) => name.toLowerCase() === value.toLowerCase());
      if (same.length === 1) return same.join();
      throw new Refusal(noneOf(value, names));
    }
    case 'text':
      if (typeof value !== 'string') throw new Refusal('must be a string');
      return option.accept(oneLine(value), isGiven);
  }
}

/**
 * Accepts one line of well-formed Unicode, without control characters or secrets, and of a reasonable length.
 * @throws {@link Refusal} that does not repeat the text
 */
export function oneLine(value: Value): string {
  if (typeof value !== 'string') throw new Refusal('must be a string');
  const text = value.trim();
  // Most text needs no Unicode tables, and loading them takes longer than all other checks of an answer.
  if (!/^[\x20-\x7e]*$/.test(text)) {
    // U+FFFD replaces bytes that were not UTF-8, so the original text is already lost.
    if (!text.isWellFormed() || text.includes('\ufffd')) throw new Refusal('is not well-formed Unicode');
    if (/[\p{Cc}\u2028\u2029]/u.test(text)) throw new Refusal('must be one line without control characters');
  }
  if (text.length > 1000) throw new Refusal('is longer than 1000 characters');
  if (hasCredentials(text))
    throw new Refusal('contains a URL with credentials, which the project would publish');
  return text;
}

/**
 * Draft answers whose defaults are computed from the others when first read, in any order.
 * @throws {@link UserError} E_VALUE that names the flag or the file of a refused value
 */
export function drafts(
  options: OptionTable,
  given: GivenAnswers,
  machine: Machine,
  wording: Wording = COMMAND,
): Draft {
  const draft: Record<string, Value> = {};
  for (const [name, option] of Object.entries(options)) {
    let settled: Value | undefined;
    Object.defineProperty(draft, name, {
      enumerable: true,
      get: () => {
        settled ??= acceptFrom(option, name, given, () => option.standard(draft, machine), wording);
        return settled;
      },
    });
  }
  return draft;
}

/** A short description of an option, for the hint of a refusal. */
const takes = (name: string, { help }: Option): string => `${name}: ${help.replace(/;.*/, '')}`;

function acceptFrom(
  option: Option,
  name: string,
  all: GivenAnswers,
  standard: () => Value,
  wording: Wording,
): Value {
  const given = all[name];
  try {
    const value = accept(option, given ? given.value : standard(), (other) => Object.hasOwn(all, other));
    if (given && option.lockedBy !== undefined)
      refuseOther(given, value, accept(option, standard()), option.lockedBy);
    return value;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message, instead } = error;
    const called = wording.option(name);
    const refused = given
      ? new UserError(
          'E_VALUE',
          `${given.from}: ${message}`,
          instead ? `did you mean ${instead}?` : takes(name, option),
        )
      : new UserError(
          'E_VALUE',
          `the default for ${called}: ${message}`,
          `give ${called}${instead ? ` ${instead}` : ''}`,
        );
    refused.cause = error;
    throw refused;
  }
}

/** @throws {@link UserError} E_LOCKED that names the pack and its value */
function refuseOther({ from }: Given, value: Value, fixed: Value, by: string): void {
  if (JSON.stringify(value) === JSON.stringify(fixed)) return;
  throw new UserError('E_LOCKED', `${from}: the pack ${by} has locked it to ${fixed}`, 'leave it out');
}

/** @throws {@link UserError} E_CONFLICT for the first rule that the answers break */
export function applyRules(rules: readonly Rule[], answers: Draft, wording: Wording = COMMAND): void {
  for (const rule of rules) {
    const broken = rule.check(answers, wording);
    if (broken) throw new UserError('E_CONFLICT', broken.message, broken.hint);
  }
}

/**
 * Refuses invalid given values before the first question.
 * @param machine without a directory if none is known yet; rules about the name then wait
 * @param settled options whose defaults are already final
 * @throws {@link UserError} E_VALUE, E_CONFLICT
 */
export function refuseWrong(
  pack: Pack,
  given: GivenAnswers,
  machine: Machine,
  settled: readonly string[] = [],
): void {
  const draft = drafts(pack.options, given, machine);
  for (const name of [...Object.keys(given), ...settled]) void draft[name];
  for (const rule of pack.rules) {
    try {
      applyRules([rule], draft);
    } catch (error) {
      const waits = machine.directory === '' && error instanceof UserError && error.code === 'E_VALUE';
      if (!waits) throw error;
    }
  }
}

/** The option whose default comes from the directory: the first of the table. */
export const fromDirectory = (options: OptionTable): string => Object.keys(options)[0] ?? '';

/** Describes the names that were normalized. */
export function adjusted(
  options: OptionTable,
  given: GivenAnswers,
  machine: Machine,
  answers: Draft,
): readonly string[] {
  return Object.entries(options).flatMap(([name, option]) => {
    if (option.type !== 'text' && option.type !== 'choice') return [];
    const before = given[name]?.value ?? option.standard(answers, machine);
    return typeof before !== 'string' || before.trim() === answers[name]
      ? []
      : [`${name}: ${JSON.stringify(before)} becomes ${answers[name]}`];
  });
}

/** Complete, accepted and frozen answers, in table order. */
export function settle(pack: Pack, given: GivenAnswers, machine: Machine, wording: Wording = COMMAND): Draft {
  const draft = drafts(pack.options, given, machine, wording);
  const answers = Object.freeze(
    Object.fromEntries(Object.keys(pack.options).map((name) => [name, draft[name]])),
  ) as Draft;
  applyRules(pack.rules, answers, wording);
  return answers;
}
