/** Parses the flags of a subcommand, and prints its help. */
import { parseArgs } from 'node:util';
import { UserError } from '../model/errors.js';
import { noneOf, suggest } from '../model/suggest.js';
import { rows } from './columns.js';
import type { FlagValues, RunFlag } from './runflags.js';

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
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(table).map(([name, { type, short }]) => [name, { type, ...(short && { short }) }]),
    ),
  });
  const positionals: string[] = [];
  const flags: Record<string, string | boolean | string[]> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const isNo = token.name.startsWith('no-') && table[token.name.slice(3)]?.no === true;
    const name = isNo ? token.name.slice(3) : token.name;
    const flag = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!flag) {
      const near = suggest(token.name, Object.keys(table));
      return wrong(`unknown flag ${token.rawName}`, near ? `did you mean --${near}?` : hint);
    }
    if (flag.type === 'boolean') {
      if (token.value !== undefined) wrong(`${token.rawName} takes no value`);
      flags[name] = !isNo;
      continue;
    }
    const { value } = token;
    if (value === undefined || (token.inlineValue === false && value.startsWith('-')))
      return wrong(`${token.rawName} needs a value`);
    if (flag.choices && !Object.hasOwn(flag.choices, value))
      throw new UserError('E_VALUE', `--${name}: ${noneOf(value, Object.keys(flag.choices))}`);
    const before = flags[name];
    if (flag.list) flags[name] = [...(Array.isArray(before) ? before : []), value];
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
