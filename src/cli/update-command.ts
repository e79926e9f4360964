/** `create-pyproject update`: brings what the standard has now into a project, and keeps what its people changed. */
import { apply } from '../disk/disk.js';
import { repair } from '../disk/repair.js';
import { changedFiles } from '../git/dirty.js';
import { inRepository } from '../git/repository.js';
import type { Host } from '../host/host.js';
import { paint } from '../host/paint.js';
import { EXIT, UserError } from '../model/errors.js';
import { RECORD } from '../model/paths.js';
import type { Generator } from './cli.js';
import { paragraph } from './columns.js';
import { fileReport } from './document.js';
import { type FollowedProject, followProject } from './follow-project.js';
import { changesByFolder, differences, UPDATE_WORDS } from './report.js';
import { RUN_FLAGS } from './runflags.js';
import { subcommandFlags, subcommandHelp } from './subcommand-flags.js';
import { closing, noteLines } from './summary.js';

const USAGE = `Usage: create-pyproject update [DIRECTORY] [FLAGS]

Makes the changes of a newer create-pyproject, of newer packs or of other answers in a project that
create-pyproject has made. What you have changed stays: files that both sides changed are merged.

  create-pyproject update                      the project in this directory
  create-pyproject update --set docker=true    with another answer
  create-pyproject update --diff               look first; nothing is written

The exit code is 0, or 3 when both sides changed the same lines: those stand between markers.
`;

const FLAGS = {
  set: { type: 'string', list: true, value: 'NAME=VALUE', help: 'change an answer (repeatable)' },
  to: { type: 'string', value: 'VERSION', help: 'update with this version of create-pyproject, from npm' },
  pack: { ...RUN_FLAGS.pack, help: 'use this pack instead of those in the record (repeatable)' },
  offline: RUN_FLAGS.offline,
  'fetch-base': {
    type: 'boolean',
    help: 'let npm fetch the version that wrote the project, for texts that git does not have',
  },
  conflict: {
    type: 'string',
    value: 'HOW',
    choices: {
      markers: 'both sides between markers',
      ours: "the project's lines",
      theirs: "the standard's lines",
      rej: "the project's lines, and the others in FILE.rej",
    },
    help: 'where both sides changed the same lines: markers (default), ours, theirs, rej',
  },
  'dry-run': { type: 'boolean', help: 'list the files and what would happen to each; write nothing' },
  diff: { type: 'boolean', help: 'show how existing files would change; write nothing' },
  json: RUN_FLAGS.json,
  yes: { type: 'boolean', short: 'y', help: 'ask nothing: new questions take their defaults' },
  force: { type: 'boolean', help: 'also with changes that are not committed, and outside a repository' },
  quiet: RUN_FLAGS.quiet,
  color: RUN_FLAGS.color,
  help: RUN_FLAGS.help,
} as const;

/**
 * @param args the arguments after `update`
 * @param startWriting awaited before the first change on disk
 * @returns the exit code
 * @throws {@link UserError}
 */
export async function updateCommand(
  args: readonly string[],
  host: Host,
  generator: Generator,
  startWriting: () => Promise<void>,
): Promise<number> {
  const { flags, positionals } = subcommandFlags('update', args, FLAGS);
  if (flags.help) {
    host.out.write(subcommandHelp(USAGE, FLAGS, host.out.columns));
    return EXIT.done;
  }
  if (positionals.length > 1)
    throw new UserError('E_DIRECTORY', `update takes one directory, not ${positionals.length}`);
  if (flags.color !== undefined) host.setColor(flags.color);
  if (flags.to !== undefined && flags.to !== generator.version) {
    const { runVersion } = await import('./other-version.js');
    return runVersion(host, flags.to, ['update', ...withoutTo(args)]);
  }
  const [shown = '.'] = positionals;
  const writes = !flags.diff && !flags['dry-run'];
  const directory = host.platform.path.resolve(host.cwd, shown);
  for (const note of writes ? repair(host, directory) : []) host.err.write(`create-pyproject: ${note}\n`);
  const mayAsk = flags.yes !== true && flags.json !== true && host.stdinIsTTY && host.out.isTTY;
  const asking = mayAsk
    ? await import('./questions.js').then(({ loadAsking }) => loadAsking(host.out))
    : undefined;
  const project = await followProject(host, generator, {
    shown,
    set: flags.set ?? [],
    packs: flags.pack ?? [],
    offline: flags.offline === true,
    fetchBase: flags['fetch-base'] === true,
    conflicts: flags.conflict ?? 'markers',
    asking,
  });
  const changes = project.changes.filter(({ action }) => action !== 'same');
  if (writes && changes.length > 0) {
    if (!flags.force)
      await refuseDirty(
        host,
        project,
        changes.map(({ path }) => path),
      );
    if (asking) {
      host.out.write(`${preview(host, shown, project)}\n`);
      const isSure = await asking.confirm({ message: 'Make these changes?', default: true });
      if (!isSure) throw new UserError('E_INTERRUPTED', 'nothing was written');
    }
    await startWriting();
    apply(host, project.directory, 'full', changes);
  }
  const code = project.conflicts.length > 0 ? EXIT.exists : EXIT.done;
  if (flags.json) host.out.write(document(generator.version, project));
  else if (flags.diff) host.out.write(await differences(changes));
  else if (!flags.quiet) {
    if (!asking || !writes) host.out.write(preview(host, shown, project));
    if (changes.length > 0 && writes) host.out.write(ending(host, shown, project));
  }
  return code;
}

/** The arguments without `--to VERSION`. */
const withoutTo = (args: readonly string[]): readonly string[] =>
  args.filter((arg, i) => !/^--to(=|$)/.test(arg) && args[i - 1] !== '--to');

/** @throws {@link UserError} E_DIRTY: an update can be taken back only where git has everything */
async function refuseDirty(
  host: Host,
  { directory }: FollowedProject,
  paths: readonly string[],
): Promise<void> {
  const hint = 'commit first, so that you can see and undo the update; --force updates anyway';
  if (!inRepository(host, directory) || !host.which('git'))
    throw new UserError('E_DIRTY', 'the project is in no git repository', hint);
  const changed = await changedFiles(host, directory);
  if (typeof changed === 'string') throw new UserError('E_DIRTY', changed, hint);
  const { uncommitted } = await import('../git/dirty.js');
  const there = paths.filter((path) => host.fs.lstat(host.platform.path.join(directory, path)) !== undefined);
  const lost =
    changed.length > 0 || there.length === 0 ? new Map() : await uncommitted(host, directory, there);
  const all = [...new Set([...changed, ...lost.keys()])];
  if (all.length === 0) return;
  throw new UserError(
    'E_DIRTY',
    `not committed: ${all.slice(0, 5).join(', ')}${all.length > 5 ? ' …' : ''}`,
    hint,
  );
}

/** What the update does, by folder, with its notes. */
function preview(host: Host, shown: string, project: FollowedProject): string {
  const { changes, changedAnswers } = project;
  const real = changes.filter(({ action, path }) => action !== 'same' && path !== RECORD);
  if (real.length === 0)
    return `${shown} is up to date${changes.some(({ action }) => action !== 'same') ? ': only its record changes' : ''}\n`;
  const answers = changedAnswers.length === 0 ? '' : `  answers: ${changedAnswers.join(', ')}\n`;
  return `${changesByFolder(shown, changes, host.out.columns, UPDATE_WORDS)}${answers}${noteLines(host.out, notesOf(project))}`;
}

const notesOf = ({ notes, baseless, planned }: FollowedProject): readonly string[] => [
  ...notes,
  ...planned.notes,
  ...(baseless.length === 0
    ? []
    : [
        `nobody knows what these were made from, so that each difference counts as a conflict: ${baseless.join(', ')}; --fetch-base may help`,
      ]),
];

function ending(host: Host, shown: string, { conflicts, relock }: FollowedProject): string {
  const { word } = host.platform;
  const place = shown === '.' ? [] : [`cd ${word(shown)}`];
  const told =
    conflicts.length === 0
      ? ''
      : `\n${paragraph(host.out, `Both sides changed the same in ${conflicts.join(', ')}: look at each, and keep what is right.`)}\n`;
  return (
    told +
    closing(host.out, [], [...place, 'git diff', ...(relock ? [relock] : [])], [], paint(host, host.out))
  );
}

function document(version: string, project: FollowedProject): string {
  const { directory, answers, changes, conflicts, baseless, relock, changedAnswers, record } = project;
  const files = changes.map((change) => fileReport(change));
  const told = {
    version,
    from: record.version,
    directory,
    answers,
    changedAnswers,
    files,
    conflicts,
    baseless,
  };
  return `${JSON.stringify({ ...told, notes: notesOf(project), next: relock ? [relock] : [] }, null, 2)}\n`;
}
