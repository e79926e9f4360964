/** Parses the flags of a subcommand, and prints its help. */
import { UserError } from '../model/errors.js';
import { noneOf, suggest } from '../model/suggest.js';
import { rows } from './columns.js';
import { runFlags } from './flags.js';
import type { FlagValues, RunFlag } from './runflags.js';
import { typedFlags } from './typed-flags.js';

type Table = Readonly<Record<string, RunFlag>>;

export interface Parsed<T> {
  readonly flags: FlagValues<T>;
  readonly positionals: readonly string[];
}

/** @throws {@link UserError} E_FLAG, E_VALUE */
export function subcommandFlags<const T extends Table>(
  command: string,
  args: readonly string[],
  table: T,
): Parsed<T> {
  const hint = `see create-pyproject ${command} --help`;
  const wrong = (message: string, more = hint): never => {
    throw new UserError('E_FLAG', `${command}: ${message}`, more);
  };
  const { typed, positionals } = typedFlags(args, runFlags(table));
  const flags: Record<string, string | boolean | string[]> = {};
  for (const { name, rawName, flag, isNo, value, isInline } of typed) {
    if (!flag) {
      const near = suggest(name, Object.keys(table));
      return wrong(`unknown flag ${rawName}`, near ? `did you mean --${near}?` : hint);
    }
    if (flag.takes === 'nothing') {
      if (value !== undefined) wrong(`${rawName} takes no value`);
      flags[name] = !isNo;
      continue;
    }
    // A single - is standard input.
    if (value === undefined || (!isInline && value.startsWith('-') && value !== '-'))
      return wrong(`${rawName} needs a value`);
    if (flag.choices && !Object.hasOwn(flag.choices, value))
      throw new UserError('E_VALUE', `--${name}: ${noneOf(value, Object.keys(flag.choices))}`);
    const before = flags[name];
    if (flag.takes === 'values') flags[name] = [...(Array.isArray(before) ? before : []), value];
    else if (before === undefined) flags[name] = value;
    else wrong(`--${name} is given twice`);
  }
  return { flags: flags as FlagValues<T>, positionals };
}

/** The help of a subcommand. @param width of a line */
export const subcommandHelp = (usage: string, table: Table, width: number): string =>
  [
    usage.trimEnd(),
    '',
    'Flags:',
    ...rows(
      Object.entries(table).map(([name, { value, short, no, help }]) => [
        `${short ? `-${short}, ` : ''}--${no ? '[no-]' : ''}${name}${value ? ` ${value}` : ''}`,
        help,
      ]),
      2,
      { all: width },
    ),
    '',
  ].join('\n');
