/** Builds the non-interactive equivalent of an interactive run. */
import { drafts, type GivenAnswers } from '../answers/settle.js';
import { UserError } from '../model/errors.js';
import type { Draft, Machine, OptionTable, Value } from '../model/options.js';
import type { Platform } from '../model/platform.js';

export interface Interview {
  readonly shown: string;
  readonly answers: Draft;
  readonly given: GivenAnswers;
  /** The initial answers of a run in this directory. */
  readonly recorded: GivenAnswers;
  readonly machine: Machine;
  readonly packs: readonly string[];
  readonly force: boolean;
  readonly git: boolean | undefined;
  readonly install: boolean;
  /** The platform on which the user will type the command. */
  readonly platform: Platform;
}

/** An option's default for the other answers; undefined if it is refused, as an invalid directory name is. */
function standardOf(
  options: OptionTable,
  name: string,
  { given, recorded, machine }: Pick<Interview, 'given' | 'recorded' | 'machine'>,
): Value | undefined {
  const others = Object.fromEntries(Object.entries(given).filter(([other]) => other !== name));
  try {
    return drafts(options, { ...recorded, ...others }, machine)[name];
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Builds the command. It contains only answers that differ from the defaults. */
export function equivalent(options: OptionTable, interview: Interview): string {
  const { shown, answers, packs, force, git, install, platform } = interview;
  const words = ['npm create pyproject@latest', platform.word(shown), platform.word('--'), '--yes'];
  for (const source of packs) words.push(`--pack ${platform.word(source)}`);
  for (const name of Object.keys(options)) {
    const value = answers[name];
    const standard = standardOf(options, name, interview);
    if (value === undefined || JSON.stringify(value) === JSON.stringify(standard)) continue;
    if (typeof value === 'boolean') words.push(value ? `--${name}` : `--no-${name}`);
    else
      for (const item of typeof value === 'string' ? [value] : value)
        words.push(
          item.startsWith('-') ? platform.word(`--${name}=${item}`) : `--${name} ${platform.word(item)}`,
        );
  }
  if (force) words.push('--force');
  if (git !== undefined) words.push(git ? '--git' : '--no-git');
  if (install) words.push('--install');
  return words.join(' ');
}
