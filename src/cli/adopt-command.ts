/** `create-pyproject adopt`: puts the standard under a project that exists. */
import { targetPath } from '../answers/target.js';
import { inspect } from '../disk/changes.js';
import { apply } from '../disk/disk.js';
import type { Host } from '../host/host.js';
import { EXIT, UserError } from '../model/errors.js';
import { completeAnswers, knownAnswers, statedAnswers } from './adopt-answers.js';
import { FLAGS, optionFlags, typedAnswers, USAGE } from './adopt-flags.js';
import { adoptProject } from './adopt-project.js';
import { found, hasChanges, report, showPreview } from './adopt-report.js';
import { agreeTo, askingFor } from './asking.js';
import type { Generator } from './cli.js';
import { layersOf } from './layers.js';
import { refuseUncommitted } from './refuse-dirty.js';
import { repaired, writes } from './run-update.js';
import { subcommandFlags, subcommandHelp } from './subcommand-flags.js';
import { forAdoption, understandProject } from './understood-project.js';

/**
 * @param args the arguments after `adopt`
 * @param startWriting awaited before the first change on disk
 * @returns the exit code
 * @throws {@link UserError}
 */
export async function adoptCommand(
  args: readonly string[],
  host: Host,
  generator: Generator,
  startWriting: () => Promise<void>,
): Promise<number> {
  const { about, load } = await layersOf(args, host, generator);
  const { flags, positionals } = subcommandFlags('adopt', args, { ...optionFlags(about.options), ...FLAGS });
  if (flags.help) {
    host.out.write(subcommandHelp(USAGE, FLAGS, host.out.columns));
    return EXIT.done;
  }
  if (positionals.length > 1)
    throw new UserError('E_DIRECTORY', `adopt takes one directory, not ${positionals.length}`);
  if (flags.color !== undefined) host.setColor(flags.color);
  const [shown = '.'] = positionals;
  const directory = targetPath(host.platform, host.cwd, shown);
  refuseEmpty(host, directory, shown);
  repaired(host, shown, flags);
  const gitNotes = writes(flags) && !flags.force ? await refuseUncommitted(host, directory) : [];

  const asking = await askingFor(host, flags);
  const pack = forAdoption(await load());
  const typed = typedAnswers(pack.options, flags);
  const answers = await statedAnswers(host, directory, pack, typed, flags.answers);
  const understood = understandProject(host, { shown, directory }, pack, answers.stated);
  const known = knownAnswers(understood, answers);
  if (asking) host.out.write(found(host, understood, known));
  const complete = await completeAnswers(host, understood, known, answers.chosen, asking);
  const adopted = await adoptProject(host, generator.version, understood, complete, flags, asking);

  const project = { ...adopted, notes: [...gitNotes, ...adopted.notes] };
  const told = { host, version: generator.version, project, flags };
  showPreview(told, asking !== undefined);
  if (writes(flags) && hasChanges(project)) {
    if (asking) await agreeTo(asking, 'Make these changes?');
    await startWriting();
    apply(host, directory, 'full', project.changes);
  }
  await report(told);
  return EXIT.done;
}

/** @throws {@link UserError} E_DIRECTORY */
function refuseEmpty(host: Host, directory: string, shown: string): void {
  if (inspect(host, directory).kind !== 'full')
    throw new UserError(
      'E_DIRECTORY',
      `${shown} has no files to adopt`,
      'create-pyproject DIRECTORY makes a new project',
    );
}
