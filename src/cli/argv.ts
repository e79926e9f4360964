/** Parses the command line: flags of the option table, run flags, and the directory. */
import type { GivenAnswers } from '../answers/settle.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { sh } from '../model/formats.js';
import type { OptionTable, Value } from '../model/options.js';
import { noneOf, suggest } from '../model/suggest.js';
import { type Flag, flagsOf } from './flags.js';
import { keptByNpm, npmCommand } from './npm.js';
import type { Run } from './runflags.js';
import { type TypedFlag, typedFlags } from './typed-flags.js';

export interface Request {
  readonly directory: string | undefined;
  readonly given: GivenAnswers;
  readonly run: Run;
}

/** Words that come first and are no directory; `./help` is one. */
export const SUBCOMMANDS = ['help', 'pack', 'update', 'add', 'check', 'adopt', 'doctor'] as const;

const wrong = (message: string, hint: string): never => {
  throw new UserError('E_FLAG', message, hint);
};

/**
 * @param args the arguments after the program's name
 * @param env shows which of them npm has removed
 * @throws {@link UserError} E_FLAG, E_DIRECTORY, and E_VALUE for a run flag; values of options are checked later
 */
export function parseArguments(
  args: readonly string[],
  options: OptionTable,
  env: Host['env'] = {},
): Request {
  const flags = new Map(flagsOf(options).map((flag) => [flag.name, flag]));
  const { typed, positionals } = typedFlags(args, flags);
  const values = new Map<string, Value>();
  for (const one of typed) {
    const { name } = one;
    const value = readFlag(one, flags);
    const before = values.get(name);
    if (Array.isArray(value)) values.set(name, [...(Array.isArray(before) ? before : []), ...value]);
    else if (before === undefined || before === value) values.set(name, value);
    else wrong(`--${name} is given twice, with different values`, `give --${name} once`);
  }

  const subcommand = SUBCOMMANDS.find((word) => word === positionals[0]);
  if (subcommand)
    throw new UserError(
      'E_DIRECTORY',
      `${subcommand} is a subcommand, and comes first`,
      `the directory of this name is ./${subcommand}`,
    );
  refuseKept(env, options, flags, positionals, (flag) => values.has(flag.replace(/^--(no-)?/, '')));
  if (positionals[0] === '')
    throw new UserError('E_DIRECTORY', 'the directory is empty', 'name a directory; . is the current one');

  const given: Record<string, { value: Value; from: string }> = {};
  const run: Record<string, Value> = {};
  for (const [name, value] of values) {
    if (Object.hasOwn(options, name)) given[name] = { value, from: `--${name}` };
    else run[name] = oneOfChoices(name, value, flags.get(name)?.choices);
  }
  if (run.plopfile !== undefined && !run.trust)
    wrong(`--plopfile runs the code in ${run.plopfile}`, 'read it, and add --trust');
  if (run.trust && run.plopfile === undefined) wrong('--trust needs --plopfile', 'leave out --trust');
  if (run.content && !run.json) wrong('--content needs --json', 'write --json --content');
  return { directory: positionals[0], given, run: run as Run };
}

/**
 * Refuses a command line from which npm has removed flags.
 * @param has whether a flag has arrived nevertheless
 * @throws {@link UserError} E_FLAG, E_DIRECTORY
 */
function refuseKept(
  env: Host['env'],
  options: OptionTable,
  flags: ReadonlyMap<string, Flag>,
  positionals: readonly string[],
  has: (flag: string) => boolean,
): void {
  const right = 'npm create pyproject@latest DIRECTORY -- FLAGS';
  const kept = keptByNpm(env, options, flags).filter((flag) => !has(flag));
  if (kept.length > 0)
    wrong(`npm has kept ${kept.join(', ')} for itself`, `write -- before the flags: ${right}`);
  if (positionals.length > 1)
    throw new UserError(
      'E_DIRECTORY',
      `one directory is expected, not ${positionals.length}: ${positionals.map((p) => JSON.stringify(p)).join(' ')}`,
      npmCommand(env) === 'init'
        ? `did you forget --? npm passes on only flags after it: ${right}`
        : 'quote a name that contains a blank; a value follows its flag, as in --kind web',
    );
}

function oneOfChoices(name: string, value: Value, choices: Flag['choices']): Value {
  if (typeof value === 'string' && choices && !Object.hasOwn(choices, value))
    throw new UserError('E_VALUE', `--${name}: ${noneOf(value, Object.keys(choices))}`);
  return value;
}

/** Flags of other generators that are not supported here. */
const MISSING: Readonly<Record<string, string>> = {
  template: "a team's own templates are a pack: --pack SOURCE",
};

/** @throws {@link UserError} E_FLAG */
function readFlag(typed: TypedFlag, flags: ReadonlyMap<string, Flag>): Value {
  const { name, rawName, flag, isNo, value, isInline } = typed;
  if (!flag) {
    const names = [...flags].flatMap(([known, { no }]) => (no ? [known, `no-${known}`] : [known]));
    const near = rawName.startsWith('--') ? suggest(name, names) : undefined;
    return wrong(
      `unknown flag ${rawName}`,
      (Object.hasOwn(MISSING, name) ? MISSING[name] : undefined) ??
        (near ? `did you mean --${near}?` : 'see --help for all flags'),
    );
  }
  if (flag.takes === 'nothing') {
    if (value !== undefined)
      wrong(`${rawName} takes no value`, flag.no ? `write --${name} or --no-${name}` : `write --${name}`);
    return !isNo;
  }
  if (value === undefined) return wrong(`${rawName} needs a value`, `write ${rawName} VALUE`);
  if (!isInline && value.startsWith('-') && value !== '-')
    wrong(
      `${rawName} needs a value, and ${value} looks like a flag`,
      `if it is the value, write ${rawName}=${sh(value)}`,
    );
  return flag.takes === 'values' ? [value] : value;
}
