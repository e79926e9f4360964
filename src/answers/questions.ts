/** The questions about a project, as data in inquirer's format, for the command and for plop. */
import { Refusal, UserError } from '../model/errors.js';
import type { Machine, Option, OptionTable, Value } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { accept, fromDirectory, type GivenAnswers, refuseWrong } from './settle.js';

interface Common {
  readonly name: string;
  readonly message: string;
}

/** A line of text. */
export interface InputQuestion extends Common {
  readonly type: 'input';
  /** Returns true, or the error message. A blank line stands for the default. */
  readonly validate: (typed: string) => true | string;
  /** The typed text as an answer; undefined if it is blank. */
  readonly filter: (typed: string) => Value | undefined;
}

/** One of a few values. */
export interface SelectQuestion extends Common {
  readonly type: 'select';
  readonly choices: readonly { readonly name: string; readonly short: string; readonly value: string }[];
}

/** Yes or no. */
export interface ConfirmQuestion extends Common {
  readonly type: 'confirm';
}

export type Question = InputQuestion | SelectQuestion | ConfirmQuestion;

/** Turns a check that throws into a validator for inquirer, which returns true or the reason. */
function verdict(check: () => unknown): true | string {
  try {
    check();
    return true;
  } catch (error) {
    const refusal = error instanceof UserError ? error.cause : error;
    const hint = error instanceof UserError ? `; ${error.hint}` : '';
    if (refusal instanceof Refusal)
      return `${refusal.message}${refusal.instead ? `; did you mean ${refusal.instead}?` : hint}`;
    if (error instanceof UserError) return error.message + hint;
    throw error;
  }
}

/** The question about the directory. The project is named after it, so an invalid name is refused here. */
export const directoryQuestion = (
  pack: Pack,
  given: GivenAnswers,
  machineFor: (directory: string) => Machine,
): InputQuestion => ({
  type: 'input',
  name: 'directory',
  message: 'Directory, or name, of the new project',
  validate: (typed) => {
    if (typed.trim() === '') return 'type a name such as my-app; . is the current directory';
    return verdict(() => refuseWrong(pack, given, machineFor(typed.trim()), [fromDirectory(pack.options)]));
  },
  filter: (typed) => typed.trim(),
});

/** The questions of a table. Text questions come last, because their defaults depend on the choices. */
export const questionsOf = (options: OptionTable): readonly Question[] =>
  Object.entries(options)
    .sort(([, a], [, b]) => Number(a.type === 'text') - Number(b.type === 'text'))
    .flatMap(([name, option]) =>
      option.question && option.lockedBy === undefined
        ? [questionOf(option, { name, message: option.question.message })]
        : [],
    );

function questionOf(option: Option, common: Common): Question {
  switch (option.type) {
    case 'choice': {
      const choices = Object.entries(option.choices).map(([value, reason]) => ({
        name: `${value}: ${reason}`,
        short: value,
        value,
      }));
      return { type: 'select', ...common, choices };
    }
    case 'flag':
      return { type: 'confirm', ...common };
    default: {
      const value = (typed: string): Value => (option.type === 'list' ? [typed.trim()] : typed.trim());
      return {
        type: 'input',
        ...common,
        validate: (typed) =>
          (typed.trim() === '' && option.question?.required !== true) ||
          verdict(() => accept(option, value(typed))),
        filter: (typed) => (typed.trim() === '' ? undefined : value(typed)),
      };
    }
  }
}
