/** The types of the option table, from which flags, questions, help, schema and types are derived. */

export type Value = string | boolean | readonly string[];
export type Draft = Readonly<Record<string, Value>>;

/** The only data of the machine that can affect an answer. */
export interface Machine {
  /** The last part of the target directory's path, as typed. */
  readonly directory: string;
  /** git's user.name and user.email; '' if unset. */
  readonly user: string;
  readonly email: string;
}

/** A machine that gives no answer. */
export const NOBODY: Machine = { directory: '', user: '', email: '' };

/** How an option appears in an interactive run. Options without it are only flags and answers keys. */
export interface Question {
  readonly message: string;
  /** Whether a blank line is refused, because there is no default. */
  readonly required?: boolean;
}

interface Common<V extends Value> {
  /** One line for `--help`, the README and the JSON schema. */
  readonly help: string;
  /** A description of the default, if the value is computed. */
  readonly defaultText?: string;
  readonly question?: Question;
  /** Asked, and given, only under this condition. */
  readonly when?: When<Draft>;
  /** The pack that fixes the value: it is not asked, and no other value is accepted. */
  readonly lockedBy?: string;
  /** Where the default comes from, if not from the generator: a pack, or the user's configuration. */
  readonly defaultFrom?: string;
  /** The default, from the other answers and the machine. Methods, so that a table may narrow `answers`. */
  standard(answers: Draft, machine: Machine): V;
}

/** A line of text. */
export interface TextOption extends Common<string> {
  readonly type: 'text';
  /** The placeholder in `--help`. */
  readonly value: string;
  /**
   * Returns the final value.
   * @param isGiven whether another option has an explicit value
   * @throws {@link Refusal} with the reason.
   */
  accept(value: string, isGiven?: (name: string) => boolean): string;
}

/** One of a few values, each with a one-line description. */
export interface ChoiceOption<C extends string = string> extends Common<C> {
  readonly type: 'choice';
  readonly choices: Readonly<Record<C, string>>;
}

/** Yes or no: `--x`, `--no-x`. */
export interface FlagOption extends Common<boolean> {
  readonly type: 'flag';
}

/** A repeatable line of text. */
export interface ListOption extends Common<readonly string[]> {
  readonly type: 'list';
  readonly value: string;
  accept(value: string): string;
}

export type Option = TextOption | ChoiceOption | FlagOption | ListOption;
export type OptionTable = Readonly<Record<string, Option>>;

type AnswerOf<O> =
  O extends ChoiceOption<infer C>
    ? C
    : O extends FlagOption
      ? boolean
      : O extends ListOption
        ? readonly string[]
        : string;

/** The answers to a table: one property for each option, with the option's type. */
export type Answers<T> = { readonly [K in keyof T]: AnswerOf<T[K]> };

/**
 * A condition as data: every named option has (one of) the given value(s). A misspelled name or value does not compile.
 */
export type When<A> = { readonly [K in keyof A]?: A[K] | readonly A[K][] };

type Rest<O> = Omit<O, 'type'>;

/** Creates an option for one line of text. */
export const text = (option: Rest<TextOption>): TextOption => ({ type: 'text', ...option });
/** Creates a repeatable option. */
export const list = (option: Rest<ListOption>): ListOption => ({ type: 'list', ...option });
/** Creates a yes/no option. */
export const flag = (option: Rest<FlagOption>): FlagOption => ({ type: 'flag', ...option });
/** Creates an option with a few values, which are part of its type. */
export const choice = <C extends string>(option: Rest<ChoiceOption<C>>): ChoiceOption<C> => ({
  type: 'choice',
  ...option,
});

/** Whether `answers` meet `when`. An undefined condition is always met. */
export function holds<A extends Readonly<Record<string, unknown>>>(
  when: When<A> | undefined,
  answers: A,
): boolean {
  return Object.entries(when ?? {}).every(([name, wanted]) =>
    Array.isArray(wanted) ? wanted.includes(answers[name]) : wanted === answers[name],
  );
}
