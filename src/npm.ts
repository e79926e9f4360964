/** What npm has kept of a command line in which `--` was forgotten, and the command that was meant. */
import type { Flag } from './flags.js';
import { sh } from './formats.js';
import type { Host } from './host.js';
import type { Option, OptionTable } from './options.js';

type Environment = Host['env'];
type Flags = ReadonlyMap<string, Flag>;

/** A flag that npm took for one of its own settings. */
export interface Kept {
  readonly name: string;
  /** As npm tells it: a bare flag is 'true', one with `no-` is ''. */
  readonly values: readonly string[];
}

const BARE = 'true';
/** Stands for a value that cannot be told. */
const MISSING = 'VALUE';
/** npm writes '' for `no-`, and 'false' where its own setting of that name is a text. */
const isNo = (value: string): boolean => value === '' || value === 'false';

const choicesOf = (option: Option | undefined): readonly string[] =>
  option?.type === 'choice' ? Object.keys(option.choices) : [];

const never = (): boolean => false;

/** Names that npm or those around it also use, and when a value can be none of theirs. See docs/notes/npm.md. */
const SHARED: Readonly<Record<string, (value: string, choices: readonly string[]) => boolean>> = {
  // npm's is the path of git; --no-git alone makes it 'false'.
  git: (value) => value === 'false',
  // node-gyp's is the path of Python.
  python: (value, choices) => value === BARE || choices.includes(value),
  // Old npx's --no-install asked it to download nothing.
  install: (value) => value === BARE,
  // `npm create` downloads and runs: npm's own dry run of it has no sense.
  'dry-run': (value) => value === BARE,
  // npm expands --ci to this one, which is a range of addresses.
  ci: (value, choices) => choices.includes(value),
  color: never,
  description: never,
  email: never,
  force: never,
  help: never,
  json: never,
  quiet: never,
  verbose: never,
  version: never,
  yes: never,
};

/** Flags that may have been meant for npm, for this command or for both. */
const PERHAPS = ['yes', 'json', 'force'];

const setting = (name: string): string => `npm_config_${name === 'ci' ? 'cidr' : name.replaceAll('-', '_')}`;

/** Whether npm runs this command: as `npm create` and `npm init`, or as `npm exec` and `npx`. */
export function npmCommand(env: Environment): 'init' | 'exec' | undefined {
  if (env.npm_lifecycle_event !== 'npx' || !env.npm_lifecycle_script?.includes('create-pyproject'))
    return undefined;
  return env.npm_command === 'init' || env.npm_command === 'exec' ? env.npm_command : undefined;
}

/**
 * The flags that npm has kept, as far as that is certain. It exports what it was given as npm_config_…, and those of its
 * configuration files not.
 * @see https://github.com/npm/cli/blob/latest/workspaces/config/lib/set-envs.js
 */
export function keptByNpm(env: Environment, options: OptionTable, flags: Flags): Kept[] {
  if (npmCommand(env) === undefined) return [];
  return [...flags].flatMap(([name, { no }]) => {
    const text = env[setting(name)];
    if (text === undefined) return [];
    // npm separates the values of a repeated flag by an empty line.
    const values = text.split('\n\n');
    const choices = choicesOf(options[name]);
    const ours = SHARED[name] ?? ((value: string) => no || !isNo(value));
    return values.every((value) => ours(value, choices)) ? [{ name, values }] : [];
  });
}

/** A flag as it was typed. */
export const typed = ({ name, values }: Kept): string => (values.every(isNo) ? `--no-${name}` : `--${name}`);

/**
 * The command that was meant, to be copied. npm has put the values of flags that it did not know among the positionals,
 * and tells no order: a choice is found by its value, one other value by what remains behind the directory.
 * @param behind the arguments that did come behind `--`, without positionals
 */
export function meant(
  env: Environment,
  options: OptionTable,
  flags: Flags,
  kept: readonly Kept[],
  positionals: readonly string[],
  behind: readonly string[],
): string {
  const left = [...positionals];
  const words = kept.flatMap((one) =>
    one.values.map((value) => {
      const flag = typed({ name: one.name, values: [value] });
      if (flags.get(one.name)?.takes === 'nothing') return [flag];
      if (value !== BARE) return [flag, sh(value)];
      const choices = choicesOf(options[one.name]);
      const index = left.findIndex((word) => choices.includes(word));
      return index < 0 ? [flag, MISSING] : [flag, ...left.splice(index, 1)];
    }),
  );
  const directory = left.shift();
  const missing = words.filter(([, value]) => value === MISSING);
  const [only] = missing;
  if (only && missing.length === 1 && left.length === 1) only[1] = sh(left.pop() ?? '');
  const perhaps = PERHAPS.filter((name) => env[setting(name)] === BARE).map((name) => `--${name}`);
  return [
    'npm create pyproject@latest',
    ...(directory === undefined ? [] : [sh(directory)]),
    '--',
    ...words.flat(),
    // Which flag they are the values of npm does not tell: --description is also a yes/no setting of its own.
    ...left.flatMap((word) => ['--FLAG', sh(word)]),
    ...behind.map(sh),
    ...perhaps.filter((flag) => !behind.includes(flag)),
  ].join(' ');
}
