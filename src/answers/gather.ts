/** Turns a request into a directory and complete answers: from flags, else the file, else questions, else defaults. */
import type { Request } from '../cli/argv.js';
import type { Asking } from '../cli/questions.js';
import { UserError } from '../errors.js';
import type { Host } from '../host/host.js';
import type { Pack } from '../plan/pack.js';
import { identity } from './identity.js';
import type { Draft, Machine, OptionTable } from './options.js';
import { adjusted, drafts, fromDirectory, type GivenAnswers, refuseWrong, settle } from './settle.js';
import { targetPath } from './target.js';

export interface Gathered {
  /** As typed, for messages and for commands to type. */
  readonly shown: string;
  /** Absolute. */
  readonly directory: string;
  readonly answers: Draft;
  /** What was given or asked, without defaults. */
  readonly given: GivenAnswers;
  readonly machine: Machine;
  /** What was changed to be accepted, in words. */
  readonly notes: readonly string[];
}

/** @throws {@link UserError} E_ANSWERS when the file cannot be read or is not right */
async function answersFile(host: Host, file: string, pack: Pack): Promise<GivenAnswers> {
  // Its parser is for those who have a file.
  const { answersText, MOST, parseAnswers } = await import('./answers.js');
  const name = file === '-' ? 'standard input' : file;
  const where = host.platform.path.resolve(host.cwd, file);
  let bytes: Uint8Array;
  try {
    if (file === '-') bytes = await host.readStdin(MOST);
    // Opening one waits for a writer, and no signal is heard meanwhile.
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
  // A pipe may have kept the run waiting: a signal that came meanwhile is heard now.
  await new Promise((resolve) => setImmediate(resolve));
  return parseAnswers(answersText(bytes, name), name, pack.options);
}

/** What comes from git's settings, not from this run: it is published with the project. In words, or nothing. */
function fromGit(
  options: OptionTable,
  given: GivenAnswers,
  machine: Machine,
  answers: Draft,
): readonly string[] {
  const told = [machine.user, machine.email].filter((text) => text !== '');
  // A project may have the name of its author: what is the same without git does not come from there.
  const without = drafts(options, given, { ...machine, user: '', email: '' });
  const names = Object.keys(answers).filter(
    (name) => told.some((text) => text === answers[name]) && answers[name] !== without[name],
  );
  if (names.length === 0) return [];
  const values = names.map((name) => `${name} ${answers[name]}`).join(', ');
  return [`from git's settings: ${values}`];
}

/**
 * @param asking undefined when nothing may be asked
 * @param beforeAsking may refuse the absolute directory before questions are asked about what goes there
 * @throws {@link UserError} for everything that is wrong with what was given; nothing has been written then
 */
export async function gather(
  host: Host,
  request: Request,
  pack: Pack,
  asking: Asking | undefined,
  beforeAsking: (directory: string) => void,
): Promise<Gathered> {
  const fromFile =
    request.run.answers === undefined ? {} : await answersFile(host, request.run.answers, pack);
  const given: GivenAnswers = { ...fromFile, ...request.given };
  // Who names one of the two is not given somebody else's other one.
  const { user, email } =
    given.author || given.email ? { user: '', email: '' } : await identity(host, host.cwd);
  const { path } = host.platform;
  const machineFor = (directory: string): Machine => ({
    directory: path.basename(targetPath(host.platform, host.cwd, directory)),
    user,
    email,
  });

  if (asking) {
    if (request.directory === undefined) refuseWrong(pack, given, { directory: '', user, email });
    else refuseWrong(pack, given, machineFor(request.directory), [fromDirectory(pack.options)]);
  }
  const shown = request.directory ?? (await asking?.directory(pack, given, machineFor));
  if (shown === undefined) {
    throw new UserError(
      'E_DIRECTORY',
      'DIRECTORY is missing, and there is nobody to ask',
      'name the directory to write to; . is the current one',
    );
  }
  const machine = machineFor(shown);
  const directory = targetPath(host.platform, host.cwd, shown);
  if (asking) beforeAsking(directory);
  const asked = (await asking?.options(pack, given, machine)) ?? given;
  const answers = settle(pack, asked, machine);
  return {
    // A command would take "-" at its beginning for an option.
    shown: shown.replace(/^-/, './-'),
    directory,
    answers,
    given: asked,
    machine,
    notes: [
      ...adjusted(pack.options, asked, machine, answers),
      ...fromGit(pack.options, asked, machine, answers),
    ],
  };
}
