/** `create-pyproject adopt`: puts the standard under a project that exists. */
import { adoption } from '../adopt/adoption.js';
import { readProject } from '../adopt/read-project.js';
import { understand } from '../adopt/understand.js';
import { type GivenAnswers, settle } from '../answers/settle.js';
import { targetPath } from '../answers/target.js';
import { inspect } from '../disk/changes.js';
import { apply } from '../disk/disk.js';
import { readPresent } from '../disk/present.js';
import { isThere } from '../disk/read.js';
import { changedFiles } from '../git/dirty.js';
import { inRepository } from '../git/repository.js';
import type { Host } from '../host/host.js';
import { paint } from '../host/paint.js';
import { EXIT, UserError } from '../model/errors.js';
import type { Draft, Machine, Value } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import { visible } from '../model/redact.js';
import { plan } from '../plan/plan.js';
import { FLAGS, optionFlags, USAGE } from './adopt-flags.js';
import { migrated } from './adopt-migration.js';
import { document, found } from './adopt-report.js';
import type { Generator } from './cli.js';
import { answersFile } from './gather.js';
import { layersOf } from './layers.js';
import type { Asking } from './questions.js';
import { refuseChanged } from './refuse-dirty.js';
import { changesByFolder, differences, UPDATE_WORDS } from './report.js';
import { writes as isWriting, repaired } from './run-update.js';
import { subcommandFlags, subcommandHelp } from './subcommand-flags.js';
import { closing, noteLines } from './summary.js';

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
  const writes = isWriting(flags);
  if (inspect(host, directory).kind !== 'full')
    throw new UserError(
      'E_DIRECTORY',
      `${shown} has no files to adopt`,
      'create-pyproject DIRECTORY makes a new project',
    );
  repaired(host, shown, flags);
  const gitNote = writes && !flags.force ? await refuseDirty(host, directory) : '';

  const mayAsk = flags.yes !== true && flags.json !== true && host.stdinIsTTY && host.out.isTTY;
  const asking = mayAsk
    ? await import('./questions.js').then(({ loadAsking }) => loadAsking(host.out))
    : undefined;
  const pack = forAdoption(await load());
  const typed = (flags as Readonly<Record<string, Value>>).module;
  const project = readProject(host, directory, typeof typed === 'string' ? typed : undefined);
  const claims = project.readings.flatMap((reading) => reading.claims);
  const understood = understand(pack.options, claims);
  const remarks = [...project.readings.flatMap((reading) => reading.remarks), ...understood.remarks];
  const fromFlags = Object.fromEntries(
    Object.entries(flags as Readonly<Record<string, Value>>).flatMap(([name, value]) =>
      Object.hasOwn(pack.options, name)
        ? [[name, { value, from: `--${value === false ? 'no-' : ''}${name}` }]]
        : [],
    ),
  );
  const chosen: GivenAnswers = {
    ...(flags.answers !== undefined && (await answersFile(host, flags.answers, pack))),
    ...fromFlags,
  };
  const before = flags.answers === undefined ? await recorded(host, directory, pack) : {};
  const explicit: GivenAnswers = { ...before, ...chosen };
  const known: GivenAnswers = { ...understood.given, ...explicit };
  for (const [name, reason] of understood.refused)
    if (!Object.hasOwn(explicit, name))
      throw new UserError(
        'E_VALUE',
        reason,
        `the standard cannot follow this project as it is; --${name} states another`,
      );
  if (project.hasCode && !project.layout && explicit.module === undefined)
    throw new UserError(
      'E_VALUE',
      'module: which package or module the project distributes was not found',
      'say it with --module NAME',
    );
  const machine: Machine = { directory: host.platform.path.basename(directory), user: '', email: '' };
  if (asking) host.out.write(found(host, shown, known, understood, remarks));
  const given = (await asking?.options(pack, known, machine, {})) ?? known;
  const answers = settle(pack, given, machine);
  await pack.ready?.(answers);
  const planned = plan(pack, answers, readPresent(host, directory, pack.mayStandIn), generator.version);

  // Asked, or given for this run.
  const licensed =
    chosen.license !== undefined || (known.license === undefined && given.license !== undefined);
  const base = { replace: checked(flags.replace ?? [], planned.files), licensed };
  const migration = await migrated(host, directory, project, {
    migrate: flags.migrate,
    trust: flags.trust === true,
    asking,
    license: given.license === undefined ? undefined : String(answers.license),
  });
  const adopt = (replace: readonly string[]) =>
    adoption(
      host,
      directory,
      pack,
      planned,
      project,
      { ...base, ...migration.wish, replace },
      generator.version,
    );
  const first = adopt(base.replace);
  const more = asking ? await askReplaced(asking, first.left) : [];
  const result = more.length === 0 ? first : adopt([...base.replace, ...more]);
  const all = [...result.changes, ...migration.changes].sort((a, b) => (a.path < b.path ? -1 : 1));
  const notes = [
    gitNote,
    ...migration.notes,
    ...result.notes,
    ...(project.hasMetadata ? [] : planned.notes),
    ...planned.pending,
  ].filter((note) => note !== '');
  const isNothing = all.every(({ action }) => action === 'same' || action === 'kept');

  if (flags.json) {
    if (writes && !isNothing) await write();
    host.out.write(
      document(generator.version, directory, answers, given, all, {
        left: result.left,
        remarks,
        notes,
        next: next(),
      }),
    );
    return EXIT.done;
  }
  if (flags.diff) {
    host.out.write(await differences(all));
    return EXIT.done;
  }
  if (!flags.quiet) {
    if (!asking) host.out.write(found(host, shown, given, understood, remarks));
    host.out.write(`\n${changesByFolder(shown, all, host.out.columns, UPDATE_WORDS)}`);
    host.out.write(noteLines(host.out, notes));
  }
  if (!writes || isNothing) return EXIT.done;
  if (asking && !(await asking.confirm({ message: 'Make these changes?', default: true })))
    throw new UserError('E_INTERRUPTED', 'nothing was written');
  await write();
  if (!flags.quiet) host.out.write(closing(host.out, [], next(), [], paint(host, host.out)));
  return EXIT.done;

  async function write(): Promise<void> {
    await startWriting();
    apply(host, directory, 'full', all);
  }

  function next(): readonly string[] {
    // The commands that run a program belong to the example code.
    const context = { ...planned.context, kind: 'library' };
    const commands = pack.next(context, { shown, installed: false, platform: host.platform });
    return inRepository(host, directory)
      ? [...commands.slice(0, shown === '.' ? 0 : 1), 'git diff', ...commands.slice(shown === '.' ? 0 : 1)]
      : commands;
  }
}

/** The pack without defaults that are about example code. */
function forAdoption(pack: Pack): Pack {
  const { description } = pack.options;
  if (description?.type !== 'text' || description.lockedBy !== undefined) return pack;
  const standard = ({ name }: Draft): string => String(name);
  return { ...pack, options: { ...pack.options, description: { ...description, standard } } };
}

/** The answers of an earlier run. */
async function recorded(host: Host, directory: string, pack: Pack): Promise<GivenAnswers> {
  const file = host.platform.path.join(directory, RECORD);
  if (!isThere(host, file) || !host.fs.lstat(file)?.isFile()) return {};
  return answersFile(host, file, pack);
}

/** @throws {@link UserError} E_FLAG for a path that the standard does not have */
function checked(paths: readonly string[], files: readonly { readonly path: string }[]): readonly string[] {
  const unknown = paths.find((path) => !files.some((file) => file.path === path));
  if (unknown === undefined) return paths;
  throw new UserError(
    'E_FLAG',
    `--replace: the standard has no ${visible(unknown)}`,
    '--dry-run lists the files',
  );
}

async function askReplaced(asking: Asking, left: readonly string[]): Promise<readonly string[]> {
  const chosen: string[] = [];
  for (const path of left)
    if (await asking.confirm({ message: `${path} differs from the standard's: replace it`, default: false }))
      chosen.push(path);
  return chosen;
}

/** @returns a note where git cannot help @throws {@link UserError} E_DIRTY */
async function refuseDirty(host: Host, directory: string): Promise<string> {
  if (!inRepository(host, directory) || !host.which('git'))
    return 'not in a git repository: git can neither show these changes nor undo them';
  const changed = await changedFiles(host, directory);
  const hint = 'commit first, so that you can see and undo what changes; --force goes on';
  if (typeof changed === 'string') throw new UserError('E_DIRTY', changed, hint);
  refuseChanged(changed, hint);
  return '';
}
