/** Asks the option table's questions through inquirer, and validates each answer. */
import {
  accept,
  drafts,
  fromDirectory,
  type Given,
  type GivenAnswers,
  refuseWrong,
} from '../answers/settle.js';
import type { Output } from '../host/host.js';
import { Refusal, UserError } from '../model/errors.js';
import type { Machine, Option, Value } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { paragraph } from './columns.js';

/** How the user is asked. */
export interface Asking {
  /** Asks for the directory. The project is named after it, so a bad name is refused here. */
  directory(pack: Pack, given: GivenAnswers, machineFor: (directory: string) => Machine): Promise<string>;
  /**
   * Asks every question of the table that has no answer yet.
   * @param recorded earlier answers, which are offered as defaults
   * @returns what was given, with the answers added
   */
  options(pack: Pack, given: GivenAnswers, machine: Machine, recorded: GivenAnswers): Promise<GivenAnswers>;
  confirm: Prompts['confirm'];
}

/** The part of inquirer that is used; loaded only to ask, since importing it costs as much as starting Node. */
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
            // inquirer breaks lines anywhere, and begins each of these with a sign and a blank.
            return reason === true || paragraph(output, reason, '  ');
          },
        }),
      ),
    select: (config) => orInterrupted(select({ loop: false, pageSize: 12, ...config })),
    confirm: (config) => orInterrupted(confirm(config)),
  };
  return {
    directory: async (...about) => (await askDirectory(prompts, ...about)).trim(),
    options: (...about) => askOptions(prompts, ...about),
    confirm: prompts.confirm,
  };
}

/** Turns a check that throws into what inquirer wants: true, or the reason. */
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

function askDirectory(
  prompts: Prompts,
  pack: Pack,
  given: GivenAnswers,
  machineFor: (directory: string) => Machine,
): Promise<string> {
  return prompts.input({
    message: 'Directory, or name, of the new project',
    validate: (typed) => {
      if (typed.trim() === '') return 'type a name such as my-app; . is the current directory';
      return verdict(() => refuseWrong(pack, given, machineFor(typed.trim()), [fromDirectory(pack.options)]));
    },
  });
}

async function askOptions(
  prompts: Prompts,
  pack: Pack,
  given: GivenAnswers,
  machine: Machine,
  recorded: GivenAnswers,
): Promise<GivenAnswers> {
  let answers: Record<string, Given> = { ...given };
  // Texts come last: what stands there if nobody types one follows from the choices.
  const ordered = Object.entries(pack.options).sort(
    ([, a], [, b]) => Number(a.type === 'text') - Number(b.type === 'text'),
  );
  for (const [name, option] of ordered) {
    if (!option.question || Object.hasOwn(answers, name)) continue;
    const draft = drafts(pack.options, { ...recorded, ...answers }, machine);
    const value = await askOne(option, draft[name] ?? '', prompts);
    if (value !== undefined) answers = { ...answers, [name]: { value, from: `--${name}` } };
  }
  return answers;
}

/** Asks one question; undefined means the default, which later answers may still change. */
async function askOne(option: Option, standard: Value, prompts: Prompts): Promise<Value | undefined> {
  const message = option.question?.message ?? '';
  switch (option.type) {
    case 'choice': {
      const choices = Object.entries(option.choices).map(([value, reason]) => ({
        name: `${value}: ${reason}`,
        short: value,
        value,
      }));
      return prompts.select({ message, choices, default: String(standard) });
    }
    case 'flag':
      return prompts.confirm({ message, default: standard === true });
    default: {
      const validate = (typed: string): true | string =>
        typed.trim() === '' || verdict(() => accept(option, option.type === 'list' ? [typed] : typed));
      const shown = typeof standard === 'string' ? standard : '';
      const typed = (await prompts.input({ message, validate, ...(shown && { default: shown }) })).trim();
      if (typed === '' || typed === shown) return undefined;
      return option.type === 'list' ? [typed] : typed;
    }
  }
}
