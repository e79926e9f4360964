/** `create-pyproject add`: parts, items of lists, and code, in a project that is there. */
import type { Host } from '../host/host.js';
import { EXIT, UserError } from '../model/errors.js';
import type { ListOption, OptionTable, Value } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { visible } from '../model/redact.js';
import { noneOf } from '../model/suggest.js';
import type { Generator } from './cli.js';
import { type OpenedProject, openProject } from './opened-project.js';
import { FOLLOW_FLAGS, type FollowFlags, repaired, update } from './run-update.js';
import { subcommandFlags, subcommandHelp } from './subcommand-flags.js';

const USAGE = `Usage: create-pyproject add WHAT [NAME...] [FLAGS]

  create-pyproject add docker                    also ci, publish and each yes/no option: an update with
                                                 this answer
  create-pyproject add dependency 'httpx>=0.28'  into every file that lists it; then the locks are made
  create-pyproject add module text.count         a module with its test, and the packages it needs
  create-pyproject add command sync-all          a console script with its module and its test

A module or a command can be added to any project with a src layout, the others to one that
create-pyproject has made.
`;

const FLAGS = {
  in: { type: 'string', value: 'DIRECTORY', file: true, help: 'the project (default: this directory)' },
  ...FOLLOW_FLAGS,
  offline: { type: 'boolean', help: 'no network: take packs from the cache only, and make no locks' },
  force: {
    type: 'boolean',
    help: 'update also with changes that are not committed, and outside a repository',
  },
} as const;

/** The flags of an update that mean nothing for code. */
const ONLY_FOLLOWING = ['pack', 'offline', 'fetch-base', 'conflict', 'force'] as const;

/**
 * @param args the arguments after `add`
 * @param startWriting awaited before the first change on disk
 * @returns the exit code
 * @throws {@link UserError}
 */
export async function addCommand(
  args: readonly string[],
  host: Host,
  generator: Generator,
  startWriting: () => Promise<void>,
): Promise<number> {
  const { flags, positionals } = subcommandFlags('add', args, FLAGS);
  if (flags.help) {
    host.out.write(subcommandHelp(USAGE, FLAGS, host.out.columns));
    return EXIT.done;
  }
  if (flags.color !== undefined) host.setColor(flags.color);
  const [what, ...names] = positionals;
  if (what === undefined)
    throw new UserError('E_VALUE', 'add: what is to be added?', 'see create-pyproject add --help');
  const shown = flags.in ?? '.';
  const additions = (await generator.additions?.()) ?? [];
  const code = additions.find(({ name }) => name === what);
  if (code) {
    const unused = ONLY_FOLLOWING.find((name) => flags[name] !== undefined);
    if (unused !== undefined)
      throw new UserError('E_FLAG', `add ${what} takes no --${unused}`, 'leave it out');
    const name = onlyName(what, names);
    repaired(host, shown, flags);
    const { addCode } = await import('./add-code.js');
    return addCode(host, generator.version, code, { shown, name, flags }, startWriting);
  }
  repaired(host, shown, flags);
  const opened = await openProject(host, generator, {
    shown,
    packs: flags.pack ?? [],
    offline: flags.offline === true,
  });
  const { options } = opened.pack;
  const option = Object.hasOwn(options, what) ? options[what] : undefined;
  if (option?.type === 'list')
    return items(host, generator.version, opened, { name: what, option, names, flags }, startWriting);
  const [name, value] = part(options, what, additions);
  if (names.length > 0)
    throw new UserError('E_VALUE', `add ${what} takes no name, such as ${names[0]}`, `add ${what}`);
  const { record } = opened;
  if (record.answers[name] === value) {
    tellThere(host, generator.version, opened, `it is there already: ${name} is ${value}`, flags);
    return EXIT.done;
  }
  const notes =
    record.version === generator.version
      ? []
      : [`the project was written by create-pyproject ${visible(record.version)}: this updates it, too`];
  const set = { [name]: { value, from: `add ${what}` } };
  return update(host, generator.version, opened, { set, notes }, flags, startWriting);
}

/** Tells that nothing is to be done. */
function tellThere(
  host: Host,
  version: string,
  { shown, directory, record }: OpenedProject,
  note: string,
  { json, quiet, diff }: FollowFlags,
): void {
  if (json) {
    const none = { changedAnswers: [], files: [], conflicts: [], baseless: [] };
    const told = { version, from: record.version, directory, answers: record.answers, ...none };
    host.out.write(`${JSON.stringify({ ...told, notes: [note], next: [] }, null, 2)}\n`);
  } else if (!quiet && !diff) host.out.write(`${shown}: ${note}\n`);
}

function onlyName(what: string, names: readonly string[]): string {
  const [name, more] = names;
  const hint = 'see create-pyproject add --help';
  if (name === undefined) throw new UserError('E_VALUE', `add ${what} needs a name`, hint);
  if (more !== undefined)
    throw new UserError('E_VALUE', `add ${what} takes one name, not ${names.length}`, hint);
  return name;
}

async function items(
  host: Host,
  version: string,
  opened: OpenedProject,
  list: {
    readonly name: string;
    readonly option: ListOption;
    readonly names: readonly string[];
    readonly flags: FollowFlags;
  },
  startWriting: () => Promise<void>,
): Promise<number> {
  const { name, option, names, flags } = list;
  if (names.length === 0)
    throw new UserError('E_VALUE', `add ${name} needs a ${option.value}`, `${name}: ${option.help}`);
  const { runItems } = await import('./run-items.js');
  return runItems(host, version, opened, { name, option, items: names, flags }, startWriting);
}

/** The value of an option that means to have it; undefined for an option with several of them, or with none. */
function wish(options: OptionTable, name: string): Value | undefined {
  const option = options[name];
  if (option?.type === 'flag') return true;
  if (option?.type !== 'choice' || !Object.hasOwn(option.choices, 'none')) return undefined;
  const [only, ...others] = Object.keys(option.choices).filter((choice) => choice !== 'none');
  return others.length === 0 ? only : undefined;
}

/**
 * The answer that a word stands for: the name of an option, or the value of one that has no other.
 * @throws {@link UserError} E_VALUE
 */
function part(options: OptionTable, word: string, additions: readonly Pack[]): [name: string, value: Value] {
  const names = Object.keys(options);
  const wishes = names.flatMap((name) => {
    const value = wish(options, name);
    return value === undefined ? [] : [[name, value] as [string, Value]];
  });
  const named = wishes.find(([name]) => name === word);
  const [only, ...others] = wishes.filter(([, value]) => value === word);
  const found = named ?? (others.length === 0 ? only : undefined);
  if (found) return found;
  if (names.includes(word))
    throw new UserError(
      'E_VALUE',
      `add ${word}: it has several values`,
      `create-pyproject update --set ${word}=VALUE`,
    );
  const lists = names.filter((name) => options[name]?.type === 'list');
  const known = [...wishes.map(([name]) => name), ...lists, ...additions.map(({ name }) => name)];
  throw new UserError('E_VALUE', `add: ${noneOf(word, known)}`, 'see create-pyproject add --help');
}
