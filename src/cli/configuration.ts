/** The user's own defaults, from a configuration file. */

import { parse } from 'smol-toml';
import { answersText, MOST, parseAnswers } from '../answers/answers.js';
import { accept, type GivenAnswers } from '../answers/settle.js';
import type { Host } from '../host/host.js';
import { Refusal, UserError } from '../model/errors.js';
import type { Option, OptionTable } from '../model/options.js';

/** The packs of a configuration file, and its answers by option. */
export interface Configuration {
  readonly packs: readonly string[];
  readonly answers: GivenAnswers;
}

/**
 * Reads the configuration file.
 * @param options those of the generator, without packs
 * @throws {@link UserError} E_ANSWERS with `file:line`
 */
export function readConfiguration(host: Host, file: string, options: OptionTable): Configuration {
  let bytes: Uint8Array;
  try {
    bytes = host.fs.readFile(file, MOST);
  } catch (error) {
    throw new UserError(
      'E_ANSWERS',
      `${file}: ${(error as Error).message}`,
      'correct it, or use --no-config',
    );
  }
  const source = answersText(bytes, file);
  // Without the packs it is an answers file.
  const isPack = /^\s*pack\s*=/;
  const rest = source
    .split('\n')
    .map((line) => (isPack.test(line) ? '' : line))
    .join('\n');
  const answers = parseAnswers(rest, file, options);
  const line = source.split('\n').find((text) => isPack.test(text));
  const { pack = [] } = line === undefined ? {} : (parse(line) as { pack?: unknown });
  const packs = [pack].flat().filter((one) => typeof one === 'string');
  return { packs, answers };
}

/**
 * The table with the user's own defaults. A value that a pack has locked, or does not offer, is left out.
 * @param own the generator's own table
 */
export function configured(
  table: OptionTable,
  own: OptionTable,
  answers: GivenAnswers,
  file: string,
): OptionTable {
  const entries = Object.entries(table).map(([name, option]): [string, Option] => {
    const given = answers[name];
    const original = own[name];
    if (!given || !original || option.lockedBy !== undefined) return [name, option];
    try {
      accept(original, given.value);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new UserError('E_ANSWERS', `${given.from}: ${error.message}`, 'correct it, or use --no-config');
    }
    try {
      const value = accept(option, given.value);
      return [
        name,
        { ...option, defaultText: String(value), defaultFrom: file, standard: () => value } as Option,
      ];
    } catch {
      return [name, option];
    }
  });
  return Object.fromEntries(entries);
}
