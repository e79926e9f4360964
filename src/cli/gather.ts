/** Turns a request into a directory and complete answers: from flags, else the file, else questions, else defaults. */

import type { RecordedAnswers } from '../answers/answers.js';
import {
  adjusted,
  drafts,
  fromDirectory,
  type GivenAnswers,
  refuseWrong,
  settle,
} from '../answers/settle.js';
import { targetPath } from '../answers/target.js';
import { isThere, readPlain } from '../disk/read.js';
import { identity } from '../git/identity.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Draft, Machine, OptionTable } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import { visible } from '../model/redact.js';
import type { Request } from './argv.js';
import type { Asking } from './questions.js';

export interface Gathered {
  /** The directory as typed, for messages and for commands to type. */
  readonly shown: string;
  /** Absolute. */
  readonly directory: string;
  readonly answers: Draft;
  /** The given and asked answers, without defaults. */
  readonly given: GivenAnswers;
  /** The answers in the directory's record; given answers win over them. */
  readonly recorded: GivenAnswers;
  readonly machine: Machine;
  /** The sources of packs, as typed. */
  readonly packs: readonly string[];
  /** Where each answer comes from: a flag, a file, a pack, git, or the generator's default. */
  readonly origins: Readonly<Record<string, string>>;
  /** Notes for the user, such as names that were changed to be accepted. */
  readonly notes: readonly string[];
}

/** The answers of a file. @throws {@link UserError} E_ANSWERS when the file cannot be read or is invalid */
export async function answersFile(host: Host, file: string, pack: Pack): Promise<GivenAnswers> {
  // Load the TOML parser only if there is an answers file.
  const { answersText, MOST, parseAnswers } = await import('../answers/answers.js');
  const name = file === '-' ? 'standard input' : file;
  const where = host.platform.path.resolve(host.cwd, file);
  let bytes: Uint8Array;
  try {
    if (file === '-') bytes = await host.readStdin(MOST);
    // Opening a pipe waits for a writer and blocks signal handlers.
    else if (host.fs.lstat(where)?.isFIFO())
      throw new UserError(
        'E_ANSWERS',
        `${name} is a named pipe`,
        `read it from standard input: --answers - < ${host.platform.word(file)}`,
      );
    else bytes = host.fs.readFile(where, MOST);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      'E_ANSWERS',
      `${name}: ${(error as Error).message.replace(/, \w+ '.*$/s, '')}`,
      'name a TOML file that can be read, or - for standard input',
    );
  }
  // Let Node handle a signal that arrived while a pipe was read.
  await new Promise((resolve) => setImmediate(resolve));
  return parseAnswers(answersText(bytes, name), name, pack.options);
}

/**
 * The answers of an existing project in the directory.
 * @throws {@link UserError} E_ANSWERS when its record cannot be read
 */
async function ownRecord(host: Host, directory: string, pack: Pack): Promise<RecordedAnswers> {
  const { path } = host.platform;
  const file = path.join(directory, RECORD);
  const none = { given: {}, unknown: [], layers: [] };
  if (!isThere(host, file)) return none;
  const { answersText, MOST, parseRecord } = await import('../answers/answers.js');
  const name = recordName(host, directory);
  try {
    const found = readPlain(host, file, MOST);
    return found ? parseRecord(answersText(found.bytes, name), name, pack.options) : none;
  } catch (error) {
    // A link or an unreadable file is reported as a conflict later.
    if (!(error instanceof UserError)) return none;
    throw new UserError(error.code, error.message, `${error.hint}; --answers FILE replaces it`);
  }
}

/** The path of the record, relative to the current directory. */
const recordName = ({ platform, cwd }: Host, directory: string): string =>
  platform.path.relative(cwd, platform.path.join(directory, RECORD));

/** The names of answers that come from git's settings. */
function namesFromGit(
  options: OptionTable,
  given: GivenAnswers,
  machine: Machine,
  answers: Draft,
): readonly string[] {
  const told = [machine.user, machine.email].filter((text) => text !== '');
  // An answer may equal git's value by chance, as when a project is named after its author. Compare with the answers
  // without git.
  const without = drafts(options, given, { ...machine, user: '', email: '' });
  return Object.keys(answers).filter(
    (name) => told.some((text) => text === answers[name]) && answers[name] !== without[name],
  );
}

/** A note that lists the answers that come from git's settings, since they are published with the project. */
const gitNote = (names: readonly string[], answers: Draft): readonly string[] =>
  names.length === 0
    ? []
    : [`from git's settings: ${names.map((name) => `${name} ${answers[name]}`).join(', ')}`];

/** Where an answer comes from, for programs. */
function originOf(
  name: string,
  options: OptionTable,
  given: GivenAnswers,
  fromGit: readonly string[],
): string {
  const from = given[name]?.from.replace(/: [\w-]+$/, '');
  return from ?? (fromGit.includes(name) ? 'git' : (options[name]?.defaultFrom ?? 'default'));
}

/** The state before the questions are asked. */
export interface Known {
  /** Absolute. */
  readonly directory: string;
  readonly recorded: GivenAnswers;
  /** The answers if every question gets its default. */
  readonly answers: Draft;
}

/** Callbacks at two points in time. */
export interface Stages {
  /** Called with the absolute directory, before anything in it is read. */
  found(directory: string): void;
  /** Called before the questions, if there are any. May refuse a run that cannot succeed. */
  known(known: Known): Promise<void>;
}

/**
 * @param asking undefined when nothing may be asked
 * @throws {@link UserError} for any invalid input; nothing has been written then
 */
export async function gather(
  host: Host,
  request: Request,
  pack: Pack,
  asking: Asking | undefined,
  stages: Stages,
): Promise<Gathered> {
  const fromFile =
    request.run.answers === undefined ? {} : await answersFile(host, request.run.answers, pack);
  const given: GivenAnswers = { ...fromFile, ...request.given };
  // If only author or email is given, do not take the other from git.
  const { user, email } =
    given.author || given.email ? { user: '', email: '' } : await identity(host, host.cwd);
  const { path } = host.platform;
  const machineFor = (directory: string): Machine => ({
    directory: path.basename(targetPath(host.platform, host.cwd, directory)),
    user,
    email,
  });

  let unknown: readonly string[] = [];
  const recordOf = async (typed: string): Promise<GivenAnswers> => {
    const directory = targetPath(host.platform, host.cwd, typed);
    stages.found(directory);
    if (request.run.answers !== undefined) return {};
    const record = await ownRecord(host, directory, pack);
    if (record.layers.length > 0 && pack.layers.length === 0)
      throw new UserError(
        'E_ANSWERS',
        `the project in ${typed} was made with a pack: ${record.layers.map(visible).join(', ')}`,
        'give it with --pack SOURCE',
      );
    unknown = record.unknown;
    return record.given;
  };

  const named = request.directory === undefined ? {} : await recordOf(request.directory);
  if (asking) {
    if (request.directory === undefined) refuseWrong(pack, given, { directory: '', user, email });
    else
      refuseWrong(pack, { ...named, ...given }, machineFor(request.directory), [fromDirectory(pack.options)]);
  }
  const shown = request.directory ?? (await asking?.directory(pack, given, machineFor));
  if (shown === undefined) {
    throw new UserError(
      'E_DIRECTORY',
      'DIRECTORY is missing, and questions need a terminal',
      'name the directory to write to; . is the current one',
    );
  }
  const machine = machineFor(shown);
  const directory = targetPath(host.platform, host.cwd, shown);
  const recorded = request.directory === undefined ? await recordOf(shown) : named;
  if (asking)
    await stages.known({
      directory,
      recorded,
      answers: settle(pack, { ...recorded, ...given }, machine),
    });
  const asked = (await asking?.options(pack, given, machine, recorded)) ?? given;
  const all = { ...recorded, ...asked };
  const answers = settle(pack, all, machine);
  const fromGit = namesFromGit(pack.options, all, machine, answers);
  const origins = Object.keys(answers).map((name) => [name, originOf(name, pack.options, all, fromGit)]);
  return {
    // A command would take a name that begins with "-" for an option.
    shown: shown.replace(/^-/, './-'),
    directory,
    answers,
    given: asked,
    recorded,
    machine,
    packs: request.run.pack ?? [],
    origins: Object.fromEntries(origins) as Record<string, string>,
    notes: [
      ...(Object.keys(recorded).length > 0
        ? [`answers that are not given come from ${recordName(host, directory)}`]
        : []),
      ...(unknown.length > 0
        ? [
            `${recordName(host, directory)} has answers of a later version, which are ignored: ${unknown.map(visible).join(', ')}`,
          ]
        : []),
      ...adjusted(pack.options, all, machine, answers),
      ...gitNote(fromGit, answers),
    ],
  };
}
