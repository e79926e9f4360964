/** Compares, shows, writes and reports: what `update` and `add` have in common. */
import type { GivenAnswers } from '../answers/settle.js';
import type { Change } from '../disk/changes.js';
import { apply } from '../disk/disk.js';
import { repair } from '../disk/repair.js';
import { inRepository } from '../git/repository.js';
import type { Host } from '../host/host.js';
import { paint } from '../host/paint.js';
import { EXIT } from '../model/errors.js';
import { RECORD } from '../model/paths.js';
import { agreeTo, askingFor } from './asking.js';
import { paragraph } from './columns.js';
import { fileReport } from './document.js';
import { type FollowedProject, followProject } from './follow-project.js';
import type { OpenedProject } from './opened-project.js';
import { refuseDirty } from './refuse-dirty.js';
import { changesByFolder, differences, UPDATE_WORDS } from './report.js';
import { type FlagValues, RUN_FLAGS } from './runflags.js';
import { closing, noteLines } from './summary.js';

/** The flags of every command that changes a project in the way of an update. */
export const FOLLOW_FLAGS = {
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

export type FollowFlags = FlagValues<typeof FOLLOW_FLAGS>;

/** Whether the run changes files. */
export const writes = (flags: Pick<FollowFlags, 'diff' | 'dry-run'>): boolean =>
  !flags.diff && !flags['dry-run'];

/** Undoes what an interrupted run has left, before a run that writes. @param shown the directory as typed */
export function repaired(host: Host, shown: string, flags: Pick<FollowFlags, 'diff' | 'dry-run'>): void {
  const directory = host.platform.path.resolve(host.cwd, shown);
  for (const note of writes(flags) ? repair(host, directory) : [])
    host.err.write(`create-pyproject: ${note}\n`);
}

/** What is special about an update. */
export interface Update {
  /** Answers to change. */
  readonly set: GivenAnswers;
  /** More notes about it. */
  readonly notes?: readonly string[];
}

/**
 * Updates a project, with other answers if some are given.
 * @param startWriting awaited before the first change on disk
 * @returns the exit code
 * @throws {@link UserError}
 */
export async function update(
  host: Host,
  version: string,
  opened: OpenedProject,
  { set, notes = [] }: Update,
  flags: FollowFlags,
  startWriting: () => Promise<void>,
): Promise<number> {
  const asking = await askingFor(host, flags);
  const followed = await followProject(host, version, opened, {
    set,
    fetchBase: flags['fetch-base'] === true,
    conflicts: flags.conflict ?? 'markers',
    asking,
  });
  const project = { ...followed, notes: [...notes, ...followed.notes] };
  const { shown } = opened;
  const changes = changesOf(project);
  if (writes(flags) && changes.length > 0) {
    if (!flags.force) await refuseDirty(host, project, pathsOf(changes));
    if (asking) {
      host.out.write(`${preview(host, shown, project)}\n`);
      await agreeTo(asking, 'Make these changes?');
    }
    await startWriting();
    apply(host, project.directory, 'full', changes);
  }
  const told = { host, version, shown, project, flags };
  await report(told, project.relock ? [project.relock] : [], asking !== undefined && writes(flags));
  return codeOf(project);
}

/** The changes that are something on disk. */
export const changesOf = ({ changes }: FollowedProject): readonly Change[] =>
  changes.filter(({ action }) => action !== 'same');

/** Their paths. */
export const pathsOf = (changes: readonly Change[]): readonly string[] => changes.map(({ path }) => path);

/** The exit code after a merge, or while an earlier one waits for somebody. */
export const codeOf = ({ conflicts, unresolved }: FollowedProject): number =>
  conflicts.length > 0 || unresolved.length > 0 ? EXIT.exists : EXIT.done;

/** A project, and how to tell what happens in it. */
export interface Told {
  readonly host: Host;
  readonly version: string;
  /** The project's directory, as typed. */
  readonly shown: string;
  readonly project: FollowedProject;
  readonly flags: FollowFlags;
}

/** Shows people what changes, by folder. */
export function showPreview({ host, shown, project, flags }: Told): void {
  if (!flags.json && !flags.diff && !flags.quiet) host.out.write(preview(host, shown, project));
}

/**
 * Prints what was done, or would be.
 * @param next the commands that come next
 * @param isShown whether people have seen the changes
 */
export async function report(told: Told, next: readonly string[], isShown = false): Promise<void> {
  const { host, version, shown, project, flags } = told;
  const changes = changesOf(project);
  if (flags.json) host.out.write(document(version, project, next));
  else if (flags.diff) host.out.write(await differences(changes));
  else {
    if (!isShown) showPreview(told);
    if (!flags.quiet && changes.length > 0 && writes(flags))
      host.out.write(ending(host, shown, project, next));
  }
}

/** What the update does, by folder, with its notes. */
function preview(host: Host, shown: string, project: FollowedProject): string {
  const { changes, changedAnswers } = project;
  const real = changes.filter(({ action, path }) => action !== 'same' && path !== RECORD);
  if (real.length === 0)
    return `${shown} is up to date${changes.some(({ action }) => action !== 'same') ? ': only its record changes' : ''}\n${noteLines(host.out, unresolvedNotes(project))}`;
  const answers = changedAnswers.length === 0 ? '' : `  answers: ${changedAnswers.join(', ')}\n`;
  return `${changesByFolder(shown, changes, host.out.columns, UPDATE_WORDS)}${answers}${noteLines(host.out, notesOf(project))}`;
}

const unresolvedNotes = ({ unresolved }: FollowedProject): readonly string[] =>
  unresolved.length === 0
    ? []
    : [`both sides of an earlier conflict still stand in ${unresolved.join(', ')}: keep what is right`];

const notesOf = (project: FollowedProject): readonly string[] => [
  ...project.notes,
  ...project.planned.notes,
  ...unresolvedNotes(project),
  ...(project.baseless.length === 0
    ? []
    : [
        `nobody knows what these were made from, so that each difference counts as a conflict: ${project.baseless.join(', ')}; --fetch-base may help`,
      ]),
];

function ending(
  host: Host,
  shown: string,
  { conflicts, directory }: FollowedProject,
  next: readonly string[],
): string {
  const { word } = host.platform;
  const place = shown === '.' ? [] : [`cd ${word(shown)}`];
  const look = inRepository(host, directory) ? ['git diff'] : [];
  const told =
    conflicts.length === 0
      ? ''
      : `\n${paragraph(host.out, `Both sides changed the same in ${conflicts.join(', ')}: look at each, and keep what is right.`)}\n`;
  return told + closing(host.out, [], [...place, ...look, ...next], [], paint(host, host.out));
}

function document(version: string, project: FollowedProject, next: readonly string[]): string {
  const { directory, answers, changes, conflicts, unresolved, baseless, changedAnswers, record } = project;
  const files = changes.map((change) => fileReport(change));
  const told = {
    version,
    from: record.version,
    directory,
    answers,
    changedAnswers,
    files,
    conflicts,
    unresolved,
    baseless,
  };
  return `${JSON.stringify({ ...told, notes: notesOf(project), next }, null, 2)}\n`;
}
