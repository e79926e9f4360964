/** Asks the option table's questions through inquirer, and validates each answer. */
import { directoryQuestion, type Question, questionsOf } from '../answers/questions.js';
import { drafts, type Given, type GivenAnswers } from '../answers/settle.js';
import type { Output } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { holds, type Machine, type Value } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { paragraph } from './columns.js';

/** The functions that ask the user. */
export interface Asking {
  /** Asks for the directory. The project is named after it, so an invalid name is refused here. */
  directory(pack: Pack, given: GivenAnswers, machineFor: (directory: string) => Machine): Promise<string>;
  /**
   * Asks every question of the table that has no answer yet.
   * @param recorded earlier answers, which are offered as defaults
   * @returns the given answers plus the new ones
   */
  options(pack: Pack, given: GivenAnswers, machine: Machine, recorded: GivenAnswers): Promise<GivenAnswers>;
  confirm: Prompts['confirm'];
}

/** The used part of inquirer. It is loaded only to ask, because importing it takes as long as starting Node. */
interface Prompts {
  input(config: {
    message: string;
    default?: string;
    validate: (value: string) => true | string;
  }): Promise<string>;
  select(config: {
    message: string;
    choices: readonly { name: string; short: string; value: string }[];
    default: string;
  }): Promise<string>;
  confirm(config: { message: string; default: boolean }): Promise<boolean>;
}

/**
 * inquirer on this process's terminal.
 * @throws through it {@link UserError} E_INTERRUPTED on Ctrl-C
 */
export async function loadAsking(output: Output): Promise<Asking> {
  const { confirm, input, select } = await import('@inquirer/prompts');
  const orInterrupted = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof Error && error.name === 'ExitPromptError')
        throw new UserError('E_INTERRUPTED', 'interrupted, nothing was written');
      throw error;
    }
  };
  const prompts: Prompts = {
    input: ({ validate, ...config }) =>
      orInterrupted(
        input({
          ...config,
          validate: (typed) => {
            const reason = validate(typed);
            // inquirer breaks lines at any character, and starts each with a symbol and a blank.
            return reason === true || paragraph(output, reason, '  ');
          },
        }),
      ),
    select: (config) => orInterrupted(select({ loop: false, pageSize: 12, ...config })),
    confirm: (config) => orInterrupted(confirm(config)),
  };
  return {
    directory: async (...about) => {
      const { message, validate } = directoryQuestion(...about);
      return (await prompts.input({ message, validate })).trim();
    },
    options: (...about) => askOptions(prompts, ...about),
    confirm: prompts.confirm,
  };
}

async function askOptions(
  prompts: Prompts,
  pack: Pack,
  given: GivenAnswers,
  machine: Machine,
  recorded: GivenAnswers,
): Promise<GivenAnswers> {
  let answers: Record<string, Given> = { ...given };
  for (const question of questionsOf(pack.options)) {
    const { name } = question;
    if (Object.hasOwn(answers, name)) continue;
    const draft = drafts(pack.options, { ...recorded, ...answers }, machine);
    if (!holds(pack.options[name]?.when, draft)) continue;
    const value = await askOne(question, draft[name] ?? '', prompts);
    if (value !== undefined) answers = { ...answers, [name]: { value, from: `--${name}` } };
  }
  return answers;
}

/** Asks one question; undefined means the default, which later answers may still change. */
async function askOne(question: Question, standard: Value, prompts: Prompts): Promise<Value | undefined> {
  const { message } = question;
  switch (question.type) {
    case 'select':
      return prompts.select({ message, choices: question.choices, default: String(standard) });
    case 'confirm':
      return prompts.confirm({ message, default: standard === true });
    case 'input': {
      const { validate, filter } = question;
      const shown = typeof standard === 'string' ? standard : '';
      const typed = await prompts.input({ message, validate, ...(shown && { default: shown }) });
      return typed.trim() === shown ? undefined : filter(typed);
    }
  }
}
