/** Finds flags that npm kept because `--` was forgotten, and rebuilds the command that was meant. */
import type { Flag } from './flags.js';
import { sh } from './formats.js';
import type { Host } from './host.js';
import type { Option, OptionTable } from './options.js';

type Environment = Host['env'];
type Flags = ReadonlyMap<string, Flag>;

/** A flag that npm took for one of its own settings. */
export interface Kept {
  readonly name: string;
  /** As npm exports them: a bare flag is 'true', one with `no-` is ''. */
  readonly values: readonly string[];
}

const BARE = 'true';
/** Stands for a value that npm does not tell. */
const MISSING = 'VALUE';
/** npm writes '' for `no-`, or 'false' if its own setting of that name takes a text. */
const isNo = (value: string): boolean => value === '' || value === 'false';

const choicesOf = (option: Option | undefined): readonly string[] =>
  option?.type === 'choice' ? Object.keys(option.choices) : [];

const never = (): boolean => false;

/** Names that npm and its companions also use, and when a value cannot be theirs. See docs/notes/npm.md. */
const SHARED: Readonly<Record<string, (value: string, choices: readonly string[]) => boolean>> = {
  // npm's own is the path to git; only --no-git makes it 'false'.
  git: (value) => value === 'false',
  // node-gyp's is the path to Python.
  python: (value, choices) => value === BARE || choices.includes(value),
  // In old npx, --no-install meant to download nothing.
  install: (value) => value === BARE,
  // npm's own makes no sense for `npm create`, which downloads and runs.
  'dry-run': (value) => value === BARE,
  // npm expands --ci to --cidr, a range of addresses.
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

/** How npm runs this command, if it does: by `npm create` and `npm init`, or by `npm exec` and `npx`. */
export function npmCommand(env: Environment): 'init' | 'exec' | undefined {
  if (env.npm_lifecycle_event !== 'npx' || !env.npm_lifecycle_script?.includes('create-pyproject'))
    return undefined;
  return env.npm_command === 'init' || env.npm_command === 'exec' ? env.npm_command : undefined;
}

/**
 * The flags that npm has certainly kept. It exports the flags it was given as npm_config_…, but not the settings of its
 * configuration files.
 * @see https://github.com/npm/cli/blob/latest/workspaces/config/lib/set-envs.js
 */
export function keptByNpm(env: Environment, options: OptionTable, flags: Flags): Kept[] {
  if (npmCommand(env) === undefined) return [];
  return [...flags].flatMap(([name, { no }]) => {
    const text = env[setting(name)];
    if (text === undefined) return [];
    // npm separates the values of a repeated flag with an empty line.
    const values = text.split('\n\n');
    const choices = choicesOf(options[name]);
    const ours = SHARED[name] ?? ((value: string) => no || !isNo(value));
    return values.every((value) => ours(value, choices)) ? [{ name, values }] : [];
  });
}

/** A flag as it was typed. */
export const typed = ({ name, values }: Kept): string => (values.every(isNo) ? `--no-${name}` : `--${name}`);

/**
 * The command that was meant, to be copied. npm puts the values of flags unknown to it among the positionals, and loses
 * their order: a choice is found by its value, and a single other value is what remains after the directory.
 * @param behind the arguments that did come after `--`, without positionals
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
    // npm does not tell whose values these are: --description, for one, is also a yes/no setting of its own.
    ...left.flatMap((word) => ['--FLAG', sh(word)]),
    ...behind.map(sh),
    ...perhaps.filter((flag) => !behind.includes(flag)),
  ].join(' ');
}
