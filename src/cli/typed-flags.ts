/** Splits a command line into flags and other words. Whether they are right is for the reader of each to say. */
import { parseArgs } from 'node:util';
import type { Flag } from './flags.js';

/** A flag as it is typed. */
export interface TypedFlag {
  /** Without the `no-` of `--no-x`. */
  readonly name: string;
  /** As it stands there: `--no-docker`, `-y`. */
  readonly rawName: string;
  /** undefined if there is none of this name. */
  readonly flag: Flag | undefined;
  /** Whether it is the no of a flag that has one. */
  readonly isNo: boolean;
  readonly value: string | undefined;
  /** Whether the value is in the same word: `--kind=web`. */
  readonly isInline: boolean;
}

/** @param flags those that exist, by name: which of them take a value decides where the next word belongs */
export function typedFlags(
  args: readonly string[],
  flags: ReadonlyMap<string, Flag>,
): { readonly typed: readonly TypedFlag[]; readonly positionals: readonly string[] } {
  // Use only the tokens, because the errors of parseArgs have neither our messages nor suggestions.
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      [...flags].map(([name, { takes, short }]) => [
        name,
        { type: takes === 'nothing' ? 'boolean' : 'string', ...(short ? { short } : {}) } as const,
      ]),
    ),
  });
  return {
    positionals: tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : [])),
    typed: tokens.flatMap((token) => {
      if (token.kind !== 'option') return [];
      const { rawName, value, inlineValue } = token;
      const positive = token.name.replace(/^no-/, '');
      const isNo = positive !== token.name && flags.get(positive)?.no === true;
      const name = isNo ? positive : token.name;
      return [{ name, rawName, flag: flags.get(name), isNo, value, isInline: inlineValue === true }];
    }),
  };
}
