/** All flags of the command line: the option table and the run flags in one shape. */
import type { OptionTable } from '../model/options.js';
import { RUN_FLAGS, type RunFlag } from './runflags.js';

export interface Flag {
  readonly name: string;
  /** One line, as in `--help`. */
  readonly help: string;
  readonly short: string | undefined;
  readonly takes: 'nothing' | 'value' | 'values';
  /** Whether `--no-x` exists. */
  readonly no: boolean;
  /** The possible values, each with a description; undefined for any text. */
  readonly choices: Readonly<Record<string, string>> | undefined;
  /** Whether the value names a file. */
  readonly file: boolean;
}

/** Every flag, in the order of `--help`. */
export function flagsOf(options: OptionTable): readonly Flag[] {
  const answers = Object.entries(options).map(([name, option]): Flag => {
    const { type, help } = option;
    return {
      name,
      help,
      short: undefined,
      takes: type === 'flag' ? 'nothing' : type === 'list' ? 'values' : 'value',
      no: type === 'flag',
      choices: type === 'choice' ? option.choices : undefined,
      file: false,
    };
  });
  return [...answers, ...runFlags(RUN_FLAGS).values()];
}

/** The flags of a table, by name. */
export const runFlags = (table: Readonly<Record<string, RunFlag>>): ReadonlyMap<string, Flag> =>
  new Map(
    Object.entries(table).map(([name, { type, help, short, no, list, choices, file }]) => [
      name,
      {
        name,
        help,
        short,
        takes: list ? 'values' : type === 'string' ? 'value' : 'nothing',
        no: no === true,
        choices,
        file: file === true,
      },
    ]),
  );

/** All spellings of a flag. After one is given, the others would repeat or contradict it. */
export const spellings = ({ name, short, no }: Flag): readonly string[] => [
  ...(short === undefined ? [] : [`-${short}`]),
  `--${name}`,
  ...(no ? [`--no-${name}`] : []),
];
