/** What is said where `--` was, or may have been, forgotten. */
import { sh } from '../model/formats.js';
import type { OptionTable } from '../model/options.js';
import type { Flag } from './flags.js';
import { BARE, choicesOf, isNo, type Kept, typed } from './npm.js';

/** What has become of a command line. */
export interface CommandLine {
  /** What npm has kept, for certain. */
  readonly kept: readonly Kept[];
  /** What npm may have kept. */
  readonly perhaps: readonly Kept[];
  readonly positionals: readonly string[];
  /** The arguments that did come behind `--`, without positionals. */
  readonly behind: readonly string[];
}

type Flags = ReadonlyMap<string, Flag>;

/** Stands for a value that cannot be told. */
const MISSING = 'VALUE';

/** A flag with its value, to be typed; a value that looks like a flag needs the equals sign. */
const pair = (flag: string, value: string): string[] =>
  value.startsWith('-') ? [`${flag}=${sh(value)}`] : [flag, sh(value)];

/**
 * A yes/no flag that npm has taken for one with a value, as its own `--diff` is: it has swallowed what stood behind it.
 * @returns that flag, and the flag or the positional behind it
 */
function disgorged(one: Kept, flags: Flags): { kept: Kept[]; positionals: string[] } {
  const swallowed =
    flags.get(one.name)?.takes === 'nothing' ? one.values.filter((v) => v !== BARE && !isNo(v)) : [];
  if (swallowed.length === 0) return { kept: [one], positionals: [] };
  const positionals = swallowed.filter((word) => !word.startsWith('-'));
  const more = swallowed.flatMap((word): Kept[] => {
    const [, no, name = '', value] = /^--(no-)?([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    return flags.has(name) ? [{ name, values: [value ?? (no ? '' : BARE)] }] : [];
  });
  return { kept: [{ name: one.name, values: [BARE] }, ...more], positionals };
}

/**
 * The command that was meant, to be copied.
 *
 * npm has put the values of flags that it did not know among the positionals, and tells no order: a choice is found by its
 * value; what remains behind the directory belongs to the one flag that lacks values, if it is as many.
 */
export function meant(options: OptionTable, flags: Flags, line: CommandLine): string {
  const certain = line.kept.map((one) => disgorged(one, flags));
  const left = [...certain.flatMap(({ positionals }) => positionals), ...line.positionals];
  const words = [...certain.flatMap(({ kept }) => kept), ...line.perhaps].flatMap((one) =>
    one.values.map((value) => {
      const flag = typed({ name: one.name, values: [value] });
      if (flags.get(one.name)?.takes === 'nothing') return [flag];
      if (value !== BARE) return pair(flag, value);
      const choices = choicesOf(options[one.name]);
      const index = left.findIndex((word) => choices.includes(word));
      return index < 0 ? [flag, MISSING] : [flag, ...left.splice(index, 1)];
    }),
  );
  const directory = left.shift();
  const missing = words.filter(([, value]) => value === MISSING);
  if (missing.length === left.length && new Set(missing.map(([flag]) => flag)).size === 1)
    for (const word of missing) word[1] = sh(left.shift() ?? '');
  return [
    'npm create pyproject@latest',
    ...(directory === undefined ? [] : [sh(directory)]),
    '--',
    ...words.slice(0, words.length - line.perhaps.length).flat(),
    // Which flag they are the values of npm does not tell: --description is also a yes/no setting of its own.
    ...left.flatMap((word) => ['--FLAG', sh(word)]),
    ...line.behind.map(sh),
    ...words.slice(words.length - line.perhaps.length).flat(),
  ].join(' ');
}

/** What is said of a flag of which nothing tells for whom it was. */
export const keptNote = (one: Kept): string =>
  `note: npm has kept ${typed(one)}: if it was meant for this command, write it behind --`;
