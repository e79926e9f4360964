/** The report of an internal error: all that is needed to find the defect, and nothing private to the user. */
import path from 'node:path';
import type { Host } from '../host/host.js';
import type { Option, OptionTable } from '../model/options.js';
import { withoutCredentials } from '../model/redact.js';
import { RUN_FLAGS } from './runflags.js';

/** What an error interrupted. */
export interface Interrupted {
  readonly args: readonly string[];
  readonly options: OptionTable;
  readonly version: string;
}

const HIDDEN = '…';

const isChoice = (option: Option | undefined, value: string): boolean =>
  option?.type === 'choice' && Object.hasOwn(option.choices, value);

/** Shows names of flags and values of choices; hides paths, names and other typed text. */
function shownArguments({ args, options }: Interrupted): string {
  const optionOf = (flag: string): Option | undefined => {
    const name = flag.slice(2);
    return Object.hasOwn(options, name) ? options[name] : undefined;
  };
  const isFlag = (flag: string): boolean => {
    const name = flag.replace(/^--(?:no-)?/, '');
    return /^-\w$/.test(flag) || Object.hasOwn(RUN_FLAGS, name) || Object.hasOwn(options, name);
  };
  return args
    .map((arg, i) => {
      if (!arg.startsWith('-')) return isChoice(optionOf(args[i - 1] ?? ''), arg) ? arg : HIDDEN;
      const [flag = '', ...rest] = arg.split('=');
      if (!isFlag(flag)) return HIDDEN;
      const value = rest.join('=');
      return rest.length === 0 ? flag : `${flag}=${isChoice(optionOf(flag), value) ? value : HIDDEN}`;
    })
    .join(' ');
}

/** Shorter texts occur anywhere by chance. */
const LONG_ENOUGH = 3;

/** Paths and typed texts that are private to this user. */
function privateTexts(host: Host, { args }: Interrupted): string[] {
  const typed = args.flatMap((arg) => (arg.startsWith('-') ? [arg.slice(arg.indexOf('=') + 1)] : [arg]));
  const places = [host.env.HOME, host.env.USERPROFILE, host.temporary, orNothing(() => host.cwd)];
  return [...typed, ...places]
    .filter((text) => text !== undefined && text.length >= LONG_ENOUGH && !text.startsWith('-'))
    .map(String)
    .sort((a, b) => b.length - a.length);
}

const orNothing = <T>(get: () => T): T | undefined => {
  try {
    return get();
  } catch {
    return undefined;
  }
};

/** A line of a stack; its groups leave out the folders above the file. */
const FRAME = /^(\s+at (?:.*? \(|async )?)(?:file:|[A-Za-z]:)?[\\/].*?([^\\/]+:\d+:\d+\)?)$/;

/** An error's message and stack, without private texts. */
export function stackOf(error: unknown, host: Host, interrupted: Interrupted): readonly string[] {
  const text =
    orNothing(() =>
      error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error),
    ) ?? 'what was thrown says nothing';
  const hidden = privateTexts(host, interrupted);
  return text.split('\n').map((line) => {
    const place = FRAME.exec(line);
    if (place) return `${place[1]}${place[2]}`;
    return withoutCredentials(hidden.reduce((left, one) => left.replaceAll(one, HIDDEN), line));
  });
}

const textOf = (stack: readonly string[], host: Host, interrupted: Interrupted): string =>
  [
    `create-pyproject ${interrupted.version}`,
    `Node.js ${host.node} on ${host.platform.name}`,
    `arguments: ${shownArguments(interrupted)}`,
    ...stack,
    '',
  ].join('\n');

/**
 * Writes the report, readable by its user only, under a name that nobody can guess.
 * @returns where it is, or why there is none
 */
export function saveReport(
  stack: readonly string[],
  host: Host,
  interrupted: Interrupted,
): { readonly file: string } | { readonly reason: string } {
  try {
    const file = path.join(host.temporary, `create-pyproject-${crypto.randomUUID()}.txt`);
    const opened = host.fs.open(file, 'new', 0o600);
    try {
      host.fs.write(opened, Buffer.from(textOf(stack, host, interrupted), 'utf8'));
    } finally {
      host.fs.close(opened);
    }
    return { file };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
