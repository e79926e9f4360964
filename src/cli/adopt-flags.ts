/** The flags of `adopt`, and its help. */
import type { GivenAnswers } from '../answers/settle.js';
import type { OptionTable, Value } from '../model/options.js';
import { type FlagValues, RUN_FLAGS, type RunFlag } from './runflags.js';

export const USAGE = `Usage: create-pyproject adopt [DIRECTORY] [FLAGS]

Puts the standard under a project that create-pyproject has not made: reads what its files say, adds
what is missing, merges .gitignore and the project file, and leaves every other file as it is. From
then on, create-pyproject update works in it.

  create-pyproject adopt                       the project in this directory
  create-pyproject adopt --dry-run             look first; nothing is written
  create-pyproject adopt --replace Makefile    take the standard's file instead of the project's

Every answer of create-pyproject --help is a flag here too: --kind library, --no-docker.
`;

export const FLAGS = {
  replace: {
    type: 'string',
    list: true,
    value: 'PATH',
    help: "replace this file of the project by the standard's (repeatable)",
  },
  migrate: {
    type: 'boolean',
    no: true,
    help: 'move metadata from older files into the project file; needs --trust',
  },
  trust: { type: 'boolean', help: 'with --migrate: build the project before and after, which runs its code' },
  answers: RUN_FLAGS.answers,
  pack: RUN_FLAGS.pack,
  offline: RUN_FLAGS.offline,
  config: RUN_FLAGS.config,
  'dry-run': RUN_FLAGS['dry-run'],
  diff: RUN_FLAGS.diff,
  json: RUN_FLAGS.json,
  yes: RUN_FLAGS.yes,
  force: { type: 'boolean', help: 'also with changes that are not committed' },
  quiet: RUN_FLAGS.quiet,
  color: RUN_FLAGS.color,
  help: RUN_FLAGS.help,
} as const;

export type AdoptFlags = FlagValues<typeof FLAGS>;

/** The option table as flags. */
export const optionFlags = (options: OptionTable): Readonly<Record<string, RunFlag>> =>
  Object.fromEntries(
    Object.entries(options).map(([name, { type, help }]) => [
      name,
      type === 'flag' ? { type: 'boolean', no: true, help } : { type: 'string', list: type === 'list', help },
    ]),
  );

/** The answers among the flags. */
export const typedAnswers = (
  options: OptionTable,
  flags: Readonly<Record<string, Value | undefined>>,
): GivenAnswers =>
  Object.fromEntries(
    Object.entries(flags).flatMap(([name, value]) =>
      value !== undefined && Object.hasOwn(options, name)
        ? [[name, { value, from: `--${value === false ? 'no-' : ''}${name}` }]]
        : [],
    ),
  );
