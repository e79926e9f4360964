/** Registers a pack as a plop generator: the questions of its table, and one action that plans and writes. */
import type { NodePlopAPI } from 'node-plop';
import { directoryQuestion, type Question, questionsOf } from '../answers/questions.js';
import { accept, drafts, type GivenAnswers, settle } from '../answers/settle.js';
import { targetPath } from '../answers/target.js';
import { isThere } from '../disk/read.js';
import { writeProject } from '../disk/write-project.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Machine, OptionTable, Value } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { OURS } from '../model/plop-mark.js';
import { LIBRARY } from '../model/wording.js';
import { packageFolder } from './data.js';

/**
 * The answers of the prompts, for the actions. A pack that adds to a project has no directory question: it writes to
 * plop's destination.
 */
type PlopAnswers = Readonly<Record<string, Value | undefined>> & { readonly directory?: string };

/**
 * Registers a pack as a generator of its name.
 *
 * The action is a function that writes a whole plan, all or nothing: plop's own `add` escapes HTML, follows links, and
 * leaves half a project when a file fails. plop's `--force` is the command's.
 */
export function register(plop: NodePlopAPI, pack: Pack, host: Host, version: string): void {
  const { path } = host.platform;
  const resolve = (directory: string): string =>
    targetPath(host.platform, plop.getDestBasePath() || host.cwd, directory);
  const machineFor = (directory: string): Machine => ({
    directory: path.basename(resolve(directory)),
    user: '',
    email: '',
  });
  const defaultOf =
    (name: string) =>
    ({ directory = '.', ...values }: PlopAnswers): Value | undefined =>
      drafts(pack.options, givenBy(pack.options, values), machineFor(directory))[name];

  const write = async ({ directory = '.', ...values }: PlopAnswers, force: boolean): Promise<string> => {
    const answers = settle(pack, givenBy(pack.options, values), machineFor(directory), LIBRARY);
    const target = resolve(directory);
    refuseTarget(host, pack, target);
    await pack.ready?.(answers);
    const project = { directory: target, answers, version, force };
    const { planned } = writeProject(host, pack, project, (note) => host.err.write(`${note}\n`));
    const { context } = planned;
    const shown = path.relative(host.cwd, target) || '.';
    const next = pack.next(context, { shown, installed: false, platform: host.platform });
    return [
      directory,
      ...(next.length > 0 ? ['', 'Next:', ...next.map((command) => `  ${command}`)] : []),
      '',
      ...pack.hints(context),
    ].join('\n');
  };

  const promptOf = (question: Question): object => {
    const option = pack.options[question.name];
    return {
      ...question,
      ...(option?.question?.required ? {} : { default: defaultOf(question.name) }),
      // plop can bypass only known types by value, so provide a function.
      ...(option && question.type === 'select'
        ? { type: selectType(plop), bypass: (typed: string) => accept(option, typed) }
        : {}),
    };
  };

  plop.setGenerator(pack.name, {
    description: pack.description,
    ...{ [OURS]: true },
    prompts: [
      ...(pack.addsTo ? [] : [directoryQuestion(pack, {}, machineFor)]),
      ...questionsOf(pack.options).map(promptOf),
    ] as never,
    // Use the answers of this call, because a wrapping generator may have changed them.
    actions: (answers) => [
      // async, because plop reports a rejected promise, but not a thrown error.
      async (_, config) => {
        try {
          return await write(
            answers as PlopAnswers,
            (config as { force?: boolean } | undefined)?.force === true,
          );
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          // plop shows only the message.
          throw new Error(`${error.message} (${error.code}); ${error.hint}`, { cause: error });
        }
      },
    ],
  });
}

/** @throws {@link UserError} E_DIRECTORY */
function refuseTarget(host: Host, { addsTo }: Pack, target: string): void {
  const { path } = host.platform;
  const inside = path.relative(packageFolder(), target);
  if (!inside.startsWith('..') && !path.isAbsolute(inside))
    throw new UserError(
      'E_DIRECTORY',
      'the directory is inside create-pyproject itself',
      'give plop another one with --dest',
    );
  if (addsTo && !isThere(host, path.join(target, addsTo)))
    throw new UserError('E_DIRECTORY', `${target} has no ${addsTo}`, 'give plop a project with --dest');
}

/**
 * The type of a choice in inquirer: `list` in version 9, which plop contains, `select` in later versions. inquirer
 * treats an unknown type as text input.
 */
function selectType(plop: object): string {
  const { inquirer } = plop as { inquirer?: { prompt?: { prompts?: object } } };
  return 'select' in (inquirer?.prompt?.prompts ?? {}) ? 'select' : 'list';
}

const givenBy = (options: OptionTable, values: PlopAnswers): GivenAnswers =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value !== undefined && Object.hasOwn(options, name) ? [[name, { value, from: name }]] : [],
    ),
  );
