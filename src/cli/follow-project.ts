/** Plans a project again from its record, and compares it with its files: what `update`, `check` and `add` have in common. */
import { type GivenAnswers, settle } from '../answers/settle.js';
import { isThere } from '../disk/read.js';
import { firstOf, gitBase, renderedBase } from '../follow/base.js';
import { type Followings, follow } from '../follow/follow.js';
import type { Conflicts } from '../follow/follow-file.js';
import { unresolvedIn } from '../follow/markers.js';
import { movedByHand, parentOf, renamedPaths, renameOthers } from '../follow/moves.js';
import { publishedBase } from '../follow/published-base.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Draft, Machine, Value } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import type { ProjectRecord } from '../model/record.js';
import { visible } from '../model/redact.js';
import { listFiles } from '../packs/project-files.js';
import { type Plan, plan } from '../plan/plan.js';
import { folderIn, type OpenedProject } from './opened-project.js';
import type { Asking } from './questions.js';

/** How to follow a project. */
export interface Wishes {
  /** Answers to change. */
  readonly set: GivenAnswers;
  /** Whether npm may be asked for the version that wrote the project. */
  readonly fetchBase: boolean;
  readonly conflicts: Conflicts;
  /** Asks the questions that the project has not answered; undefined when nothing may be asked. */
  readonly asking: Asking | undefined;
}

export interface FollowedProject extends Followings {
  /** Absolute. */
  readonly directory: string;
  readonly record: ProjectRecord;
  readonly answers: Draft;
  readonly planned: Plan;
  /** The answers that differ from the record's, as `name before -> now`. */
  readonly changedAnswers: readonly string[];
  /** The files in which both sides of an earlier conflict still stand. */
  readonly unresolved: readonly string[];
}

/** @param version of this create-pyproject @throws {@link UserError} */
export async function followProject(
  host: Host,
  version: string,
  opened: OpenedProject,
  wishes: Wishes,
): Promise<FollowedProject> {
  const { path } = host.platform;
  const { directory, record, pack, recorded, unknown, byHand, machine, present } = opened;
  const known: GivenAnswers = { ...recorded, ...byHand, ...wishes.set };
  const given = wishes.asking ? await asked(wishes.asking, pack, record, known, machine) : known;
  const answers = settle(pack, given, machine);
  await pack.ready?.(answers);
  const planned = plan(pack, answers, present, version);
  const before = await asBefore(opened, version, planned);
  const findBase = firstOf(
    renderedBase(before?.files ?? []),
    gitBase(host, directory),
    ...(wishes.fetchBase ? [publishedBase(host, path.join(directory, RECORD), record)] : []),
  );
  const paths = [...record.files.keys()];
  const [from, to] = [folderIn(pack, record.answers), folderIn(pack, answers)];
  const renamed = renamedPaths(paths, new Set(planned.files.map((file) => file.path)), from, to);
  const isMissing = paths.some((file) => !renamed.has(file) && !isThere(host, path.join(directory, file)));
  const ignored = planned.files.find((file) => file.path === '.gitignore')?.content ?? '';
  const files =
    isMissing || renamed.size > 0
      ? (await listFiles(host, directory, ignored)).files
      : ([] as readonly string[]);
  const moved = movedByHand(host, directory, record.files, files);
  const isRenamed = from !== '' && to !== from;
  const rename = (source: string): string => (isRenamed ? pack.following.renamed(source, from, to) : source);
  const result = await follow(host, pack, {
    directory,
    record,
    planned,
    findBase,
    conflicts: wishes.conflicts,
    moved,
    renamed,
    rename,
    label: `create-pyproject ${version}`,
  });
  const parent = isRenamed ? parentOf(paths, from) : undefined;
  const standard = new Set([...paths, ...planned.files.map((file) => file.path), ...moved.values()]);
  const others =
    parent === undefined || byHand[pack.following.folder ?? ''] !== undefined
      ? []
      : renameOthers(host, directory, files, standard, { from, to, parent }, rename);
  return {
    ...result,
    changes: [...result.changes, ...others].sort((a, b) => (a.path < b.path ? -1 : 1)),
    directory,
    record,
    answers,
    planned,
    changedAnswers: changedAnswers(record.answers, answers),
    unresolved: unresolvedIn(host, directory, paths),
    notes: [
      ...(unknown.length > 0
        ? [`answers that this version does not know, and leaves out: ${unknown.map(visible).join(', ')}`]
        : []),
      ...unusedLocks(host, directory, pack, before, planned).map(
        (file) => `no longer used: ${file}; delete it`,
      ),
      ...[...moved].map(([old, now]) => `${old} is ${now} now`),
      ...result.notes,
    ],
  };
}

/** Asks only what the record does not answer. */
async function asked(
  asking: Asking,
  pack: Pack,
  record: ProjectRecord,
  known: GivenAnswers,
  machine: Machine,
): Promise<GivenAnswers> {
  const answered = Object.fromEntries(
    Object.entries(record.answers).map(([name, value]) => [name, { value: value as Value, from: RECORD }]),
  );
  const all = await asking.options(pack, { ...answered, ...known }, machine, known);
  return {
    ...known,
    ...Object.fromEntries(Object.entries(all).filter(([name]) => !Object.hasOwn(answered, name))),
  };
}

/** What this version would have written with the recorded answers; undefined if it does not take them. */
async function asBefore(
  { pack, recorded, machine, present }: OpenedProject,
  version: string,
  planned: Plan,
): Promise<Plan | undefined> {
  try {
    const answers = settle(pack, recorded, machine);
    // Most updates change no answer, and planning is most of their time.
    if (JSON.stringify(answers) === JSON.stringify(planned.answers)) return planned;
    await pack.ready?.(answers);
    return plan(pack, answers, present, version);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** The locks of a manager that the project had before: the manager wrote them, so the record does not know them. */
function unusedLocks(
  host: Host,
  directory: string,
  { following }: Pack,
  before: Plan | undefined,
  now: Plan,
): readonly string[] {
  const used = following.locks(now.context).files;
  return (before ? following.locks(before.context).files : []).filter(
    (file) => !used.includes(file) && isThere(host, host.platform.path.join(directory, file)),
  );
}

/** The answers that differ, as `name before -> now`. */
export const changedAnswers = (before: Readonly<Record<string, unknown>>, now: Draft): readonly string[] =>
  Object.entries(now).flatMap(([name, value]) => {
    if (JSON.stringify(before[name]) === JSON.stringify(value)) return [];
    const word = (one: unknown): string => {
      if (one === undefined) return 'new';
      if (Array.isArray(one)) return visible(one.join(' ')) || 'none';
      return visible(one === '' ? '""' : String(one));
    };
    return [`${name} ${word(before[name])} -> ${word(value)}`];
  });
