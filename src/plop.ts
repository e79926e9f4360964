/** A pack as a plop generator: the same questions, the same plan, the same writer, whoever runs it. */
import path from 'node:path';
import type { NodePlopAPI } from 'node-plop';
import { type Change, compare, inspect, readPresent, refuseBlocked } from './changes.js';
import { apply } from './disk.js';
import type { Host } from './host.js';
import type { Draft, Machine, OptionTable, Value } from './options.js';
import type { Pack } from './pack.js';
import { plan } from './plan.js';
import { askDirectory, askOptions, loadPrompts } from './questions.js';
import { repair } from './repair.js';
import { settle } from './settle.js';

/** What a generator's prompts return and its actions take: the directory beside the answers. */
export type PlopAnswers = Draft & { readonly directory: string };

/** What a write did, for whoever wants to report it; plop itself keeps only texts. */
export interface Hooks {
  written?(changes: readonly Change[]): void;
  failed?(error: unknown): void;
}

/**
 * Registers a pack as a generator of its name.
 *
 * Prompts are a function, so that they come from inquirer itself and not from the version that plop carries. The one
 * action is a function that writes a whole plan, all or nothing: plop's own `add` escapes HTML, follows links, and leaves
 * half a project when a file fails. plop's `--force` is the command's.
 */
export function register(
  plop: NodePlopAPI,
  pack: Pack,
  host: Host,
  version: string,
  hooks: Hooks = {},
): void {
  const resolve = (directory: string): string => path.resolve(plop.getDestBasePath() || host.cwd, directory);
  const machineFor = (directory: string): Machine => ({
    directory: path.basename(resolve(directory)),
    user: '',
    email: '',
  });

  plop.setGenerator(pack.name, {
    description: pack.description,
    prompts: (async () => {
      const prompts = await loadPrompts();
      const directory = (await askDirectory(pack, {}, machineFor, prompts)).trim();
      const given = await askOptions(pack, {}, machineFor(directory), prompts);
      return {
        directory,
        ...Object.fromEntries(Object.entries(given).map(([name, { value }]) => [name, value])),
      };
    }) as never,
    actions: () => [
      // async: plop reports what an action rejects with, not what it throws.
      async (data, config) => {
        try {
          const { directory, ...values } = data as unknown as PlopAnswers;
          const answers = settle(pack, givenBy(pack.options, values), machineFor(directory));
          const changes = write(
            host,
            pack,
            resolve(directory),
            answers,
            version,
            (config as { force?: boolean } | undefined)?.force === true,
          );
          hooks.written?.(changes);
          return directory;
        } catch (error) {
          hooks.failed?.(error);
          throw error;
        }
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

/** Plans against the directory as it is now, and writes. @throws {@link UserError} E_EXISTS, E_DISK, E_PACK */
function write(
  host: Host,
  pack: Pack,
  directory: string,
  answers: Draft,
  version: string,
  force: boolean,
): readonly Change[] {
  for (const note of repair(host, directory)) host.err.write(`${note}\n`);
  const existing = inspect(host, directory);
  const present = readPresent(host, directory, existing, pack.mayStandIn);
  const changes = compare(host, plan(pack, answers, present, version), directory, pack.merged, force);
  refuseBlocked(changes);
  apply(host, directory, existing.kind, changes);
  return changes;
}
