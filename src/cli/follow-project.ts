/** Plans a project again from its record, and compares it with its files: what `update`, `check` and `add` have in common. */
import { parseRecord } from '../answers/answers.js';
import { type GivenAnswers, settle } from '../answers/settle.js';
import { targetPath } from '../answers/target.js';
import { readPresent } from '../disk/changes.js';
import { isThere } from '../disk/read.js';
import { firstOf, gitBase, renderedBase } from '../follow/base.js';
import { type Conflicts, type Followings, follow } from '../follow/follow.js';
import { movedByHand, parentOf, renamedByHand, renamedPaths, renameOthers } from '../follow/moves.js';
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
import type { Generator } from './cli.js';
import { withPacks } from './layers.js';
import type { Asking } from './questions.js';
import { asRecorded, recordedSources, recordIn, setting } from './recorded-project.js';

/** How to follow a project. */
export interface Wishes {
  /** As typed. */
  readonly shown: string;
  /** Answers to change, as `NAME=VALUE`. */
  readonly set: readonly string[];
  /** The sources of packs; those of the record if there are none. */
  readonly packs: readonly string[];
  readonly offline: boolean;
  /** Whether npm may be asked for the version that wrote the project. */
  readonly fetchBase: boolean;
  readonly conflicts: Conflicts;
  /** Asks the questions that the project has not answered; undefined when nothing may be asked. */
  readonly asking: Asking | undefined;
}

export interface FollowedProject extends Followings {
  /** Absolute. */
  readonly directory: string;
  readonly pack: Pack;
  readonly record: ProjectRecord;
  readonly answers: Draft;
  readonly planned: Plan;
  /** The answers that differ from the record's, as `name before -> now`. */
  readonly changedAnswers: readonly string[];
}

/** @throws {@link UserError} */
export async function followProject(
  host: Host,
  generator: Generator,
  wishes: Wishes,
): Promise<FollowedProject> {
  const { path } = host.platform;
  const directory = targetPath(host.platform, host.cwd, wishes.shown);
  const { text, record } = recordIn(host, directory, wishes.shown, generator);
  const sources = wishes.packs.length > 0 ? wishes.packs : recordedSources(host, directory, record);
  const loaded =
    sources.length === 0
      ? await generator.load()
      : await withPacks(host, generator, sources, { offline: wishes.offline });
  const pack = wishes.packs.length > 0 ? loaded : { ...loaded, layers: asRecorded(loaded.layers, record) };
  if (record.pack !== pack.name)
    throw new UserError(
      'E_ANSWERS',
      `${wishes.shown} was made by another generator: ${visible(record.pack)}`,
      'name a project that create-pyproject has made',
    );
  const name = path.join(wishes.shown, RECORD);
  const { given: recorded, unknown } = parseRecord(text, name, pack.options);
  const machine: Machine = { directory: path.basename(directory), user: '', email: '' };
  const set = Object.fromEntries(wishes.set.map((one) => setting(pack, one)));
  const byHand = renamedFolder(host, directory, pack, record);
  const known: GivenAnswers = { ...recorded, ...byHand, ...set };
  const given = wishes.asking ? await asked(wishes.asking, pack, record, known, machine) : known;
  const answers = settle(pack, given, machine);
  await pack.ready?.(answers);

  // What the standard wrote here is merged, and stands in for nothing.
  const present = new Map(
    [...readPresent(host, directory, pack.mayStandIn)].filter(([file]) => !record.files.has(file)),
  );
  const planned = plan(pack, answers, present, generator.version);
  const before = await asBefore(pack, recorded, machine, present, generator.version);
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
    label: `create-pyproject ${generator.version}`,
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
    pack,
    record,
    answers,
    planned,
    changedAnswers: changed(record.answers, answers),
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

/** The folder of the code as an answer, if people renamed it by hand. */
function renamedFolder(host: Host, directory: string, pack: Pack, record: ProjectRecord): GivenAnswers {
  const { folder: option } = pack.following;
  const folder = folderIn(pack, record.answers);
  if (option === undefined || folder === '') return {};
  const value = renamedByHand(host, directory, [...record.files.keys()], folder);
  return value === undefined ? {} : { [option]: { value, from: `the folder ${value}` } };
}

const folderIn = ({ following }: Pack, answers: Readonly<Record<string, unknown>>): string =>
  following.folder === undefined ? '' : String(answers[following.folder] ?? '');

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
  pack: Pack,
  recorded: GivenAnswers,
  machine: Machine,
  present: ReadonlyMap<string, string>,
  version: string,
): Promise<Plan | undefined> {
  try {
    const answers = settle(pack, recorded, machine);
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

const changed = (before: Readonly<Record<string, unknown>>, now: Draft): readonly string[] =>
  Object.entries(now).flatMap(([name, value]) => {
    if (JSON.stringify(before[name]) === JSON.stringify(value)) return [];
    const word = (one: unknown): string =>
      one === undefined ? 'new' : visible(one === '' ? '""' : String(one));
    return [`${name} ${word(before[name])} -> ${word(value)}`];
  });
