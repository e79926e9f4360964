/** Detects flags that npm removed because `--` was forgotten. */
import type { Host } from '../host/host.js';
import type { Option, OptionTable } from '../model/options.js';
import type { Flag } from './flags.js';

type Environment = Host['env'];

/** A flag that npm took as its own setting, with the values that npm exports. */
interface Kept {
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * npm exports a flag without a value as 'true'. It exports a flag with `no-` as '', or as 'false' if its own setting is
 * a string.
 */
const BARE = 'true';
const isNo = (value: string): boolean => value === '' || value === 'false';

/**
 * Flags that npm has too. The value matches what only a user of this command could have given; undefined if there is no
 * such value. See docs/notes/npm.md.
 */
const SHARED: Readonly<Record<string, string | undefined>> = {
  git: 'false',
  'dry-run': BARE,
  json: BARE,
  install: BARE,
  email: BARE,
  color: undefined,
  description: undefined,
  force: undefined,
  help: undefined,
  offline: undefined,
  quiet: undefined,
  verbose: undefined,
  version: undefined,
  yes: undefined,
};

/** npm expands --ci to its own --cidr. */
const SETTINGS: Readonly<Record<string, string>> = { ci: 'cidr' };

/** Whether npm runs this command, and how: with `npm create` and `npm init`, or with `npm exec` and `npx`. */
export function npmCommand(env: Environment): 'init' | 'exec' | undefined {
  if (env.npm_lifecycle_event !== 'npx' || !env.npm_lifecycle_script?.includes('create-pyproject'))
    return undefined;
  return env.npm_command === 'init' || env.npm_command === 'exec' ? env.npm_command : undefined;
}

function isOurs(value: string, name: string, option: Option | undefined, flag: Flag): boolean {
  if (Object.hasOwn(SHARED, name)) return value === SHARED[name];
  if (option?.type === 'choice') return value === BARE || Object.hasOwn(option.choices, value);
  return flag.no || !isNo(value);
}

/**
 * The flags that npm has certainly removed, in the form that was typed. npm exports settings that differ from their
 * default as npm_config_….
 * @see https://github.com/npm/cli/blob/latest/workspaces/config/lib/set-envs.js
 */
export function keptByNpm(
  env: Environment,
  options: OptionTable,
  flags: ReadonlyMap<string, Flag>,
): readonly string[] {
  if (npmCommand(env) === undefined) return [];
  return [...flags].flatMap(([name, flag]) => {
    const text = env[`npm_config_${(SETTINGS[name] ?? name).replaceAll('-', '_')}`];
    // npm separates the values of a repeated flag with an empty line.
    const values = text?.split('\n\n') ?? [];
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    const ours = values.length > 0 && values.every((value) => isOurs(value, name, option, flag));
    return ours ? [typed({ name, values })] : [];
  });
}

const typed = ({ name, values }: Kept): string => (values.every(isNo) ? `--no-${name}` : `--${name}`);
