/** A pack as a plop generator: the same questions, the same plan, the same writer, whoever runs it. */
import type { NodePlopAPI } from 'node-plop';
import { settle } from '../answers/settle.js';
import { targetPath } from '../answers/target.js';
import { writeProject } from '../disk/write-project.js';
import type { Host } from '../host/host.js';
import type { Draft, Machine, OptionTable, Value } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { LIBRARY } from '../model/wording.js';

/** What a generator's prompts return and its actions take: the directory beside the answers. */
type PlopAnswers = Draft & { readonly directory: string };

/**
 * Registers a pack as a generator of its name.
 *
 * Prompts are a function, so that they come from inquirer itself and not from the version that plop carries. The one
 * action is a function that writes a whole plan, all or nothing: plop's own `add` escapes HTML, follows links, and leaves
 * half a project when a file fails. plop's `--force` is the command's.
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

  const write = ({ directory, ...values }: PlopAnswers, force: boolean): void => {
    const answers = settle(pack, givenBy(pack.options, values), machineFor(directory), LIBRARY);
    const project = { directory: resolve(directory), answers, version, force };
    writeProject(host, pack, project, (note) => host.err.write(`${note}\n`));
  };

  plop.setGenerator(pack.name, {
    description: pack.description,
    prompts: (async () => {
      const { loadAsking } = await import('../cli/questions.js');
      const asking = await loadAsking(host.out);
      const directory = await asking.directory(pack, {}, machineFor);
      const given = await asking.options(pack, {}, machineFor(directory), {});
      return {
        directory,
        ...Object.fromEntries(Object.entries(given).map(([name, { value }]) => [name, value])),
      };
    }) as never,
    actions: () => [
      // async: plop reports what an action rejects with, not what it throws.
      async (data, config) => {
        const answers = data as unknown as PlopAnswers;
        write(answers, (config as { force?: boolean } | undefined)?.force === true);
        return answers.directory;
      },
    ],
  });
}

const givenBy = (
  options: OptionTable,
  values: Readonly<Record<string, Value>>,
): Record<string, { value: Value; from: string }> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => Object.hasOwn(options, name))
      .map(([name, value]) => [name, { value, from: name }]),
  );
