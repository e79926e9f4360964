/** Finds flags that npm kept for itself because `--` was forgotten. */
import type { Host } from '../host/host.js';
import type { Option, OptionTable } from '../model/options.js';
import type { Flag } from './flags.js';

type Environment = Host['env'];

/** A flag that npm took for a setting of its own, with the values that it exports. */
interface Kept {
  readonly name: string;
  readonly values: readonly string[];
}

/** npm exports a flag without a value as 'true', and one with `no-` as '', or 'false' if its own setting takes a text. */
const BARE = 'true';
const isNo = (value: string): boolean => value === '' || value === 'false';

/**
 * Flags that npm has too, with the value that only somebody who meant this command can have given; undefined if there is
 * no such value. See docs/notes/npm.md.
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
  quiet: undefined,
  verbose: undefined,
  version: undefined,
  yes: undefined,
};

/** npm expands --ci to its own --cidr. */
const SETTINGS: Readonly<Record<string, string>> = { ci: 'cidr' };

/** How npm runs this command, if it does: by `npm create` and `npm init`, or by `npm exec` and `npx`. */
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
 * The flags that npm has certainly kept, as they were typed. npm exports as npm_config_… what is not its default.
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
