/** Finds flags that npm kept because `--` was forgotten. */
import type { Host } from '../host/host.js';
import type { Option, OptionTable } from '../model/options.js';
import type { Flag } from './flags.js';

type Environment = Host['env'];

/** A flag that npm took for one of its own settings. */
export interface Kept {
  readonly name: string;
  /** As npm exports them: a bare flag is 'true', one with `no-` is ''. */
  readonly values: readonly string[];
}

/** What npm makes of a flag without a value. */
export const BARE = 'true';
/** npm writes '' for `no-`, or 'false' if its own setting of that name takes a text. */
export const isNo = (value: string): boolean => value === '' || value === 'false';

/** The values of an option that has a few. */
export const choicesOf = (option: Option | undefined): readonly string[] =>
  option?.type === 'choice' ? Object.keys(option.choices) : [];

const never = (): boolean => false;
const isBare = (value: string): boolean => value === BARE;

/** Names that npm and its companions also use, and when a value cannot be theirs. See docs/notes/npm.md. */
const SHARED: Readonly<Record<string, (value: string, choices: readonly string[]) => boolean>> = {
  // npm's own is the path to git; only --no-git makes it 'false'.
  git: (value) => value === 'false',
  // node-gyp's is the path to Python.
  python: (value, choices) => isBare(value) || choices.includes(value),
  // In old npx, --no-install meant to download nothing.
  install: isBare,
  // `npm create` downloads and runs: npm's own dry run of it makes no sense, and it prints no JSON.
  'dry-run': isBare,
  json: isBare,
  // npm expands --ci to --cidr, a range of addresses.
  ci: (value, choices) => choices.includes(value),
  // Older versions of npm have left an address in its configuration.
  email: isBare,
  color: never,
  description: never,
  force: never,
  help: never,
  quiet: never,
  verbose: never,
  version: never,
  yes: never,
};

/** Flags of which nothing tells whether they were meant for npm, for this command or for both, and how npm tells them. */
const PERHAPS: Readonly<Record<string, (value: string) => boolean>> = {
  email: (value) => /^[^\s/]+@[^\s/]+$/.test(value),
  yes: isBare,
  force: isBare,
  quiet: (value) => value === 'warn',
  color: (value) => value === '',
};

/** npm's own names of what it takes for something else. */
const SETTINGS: Readonly<Record<string, string>> = { ci: 'cidr', quiet: 'loglevel' };

const told = (env: Environment, name: string): string | undefined =>
  env[`npm_config_${(SETTINGS[name] ?? name).replaceAll('-', '_')}`];

/** How npm runs this command, if it does: by `npm create` and `npm init`, or by `npm exec` and `npx`. */
export function npmCommand(env: Environment): 'init' | 'exec' | undefined {
  if (env.npm_lifecycle_event !== 'npx' || !env.npm_lifecycle_script?.includes('create-pyproject'))
    return undefined;
  return env.npm_command === 'init' || env.npm_command === 'exec' ? env.npm_command : undefined;
}

/**
 * The flags that npm has kept, as far as that is certain. It exports as npm_config_… what is not its default.
 * @see https://github.com/npm/cli/blob/latest/workspaces/config/lib/set-envs.js
 */
export function keptByNpm(
  env: Environment,
  options: OptionTable,
  flags: ReadonlyMap<string, Flag>,
): readonly Kept[] {
  if (npmCommand(env) === undefined) return [];
  return [...flags].flatMap(([name, { no }]) => {
    const text = told(env, name);
    if (text === undefined) return [];
    // npm separates the values of a repeated flag with an empty line.
    const values = text.split('\n\n');
    const choices = choicesOf(options[name]);
    const ours = SHARED[name] ?? ((value: string) => no || !isNo(value));
    return values.every((value) => ours(value, choices)) ? [{ name, values }] : [];
  });
}

/** The flags that npm may have kept: it has them too, or its users have set them for good. */
export function perhapsKeptByNpm(env: Environment): readonly Kept[] {
  if (npmCommand(env) === undefined) return [];
  return Object.entries(PERHAPS).flatMap(([name, is]) => {
    const value = told(env, name);
    if (value === undefined || !is(value)) return [];
    return [{ name, values: [name === 'quiet' ? BARE : value] }];
  });
}

/** A flag as it was typed, without its value. */
export const typed = ({ name, values }: Kept): string => (values.every(isNo) ? `--no-${name}` : `--${name}`);
