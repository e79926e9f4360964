/** Adds items to a list answer, such as a requirement, and makes only that change in the project. */
import { parse } from 'smol-toml';
import { accept, settle } from '../answers/settle.js';
import { look } from '../disk/changes.js';
import { renderedBase } from '../follow/base.js';
import { type Followings, follow } from '../follow/follow.js';
import type { Conflicts } from '../follow/follow-file.js';
import { isWritten, textOf } from '../follow/text.js';
import type { Host } from '../host/host.js';
import { blobId } from '../model/blob-id.js';
import { UserError } from '../model/errors.js';
import type { Draft, ListOption } from '../model/options.js';
import { RECORD } from '../model/paths.js';
import { isTable, recordedList } from '../model/record.js';
import { editToml, type Step } from '../packs/toml-edits.js';
import { type Plan, type PlannedFile, plan } from '../plan/plan.js';
import { changedAnswers, type FollowedProject } from './follow-project.js';
import type { OpenedProject } from './opened-project.js';

/** What to add. */
export interface Items {
  /** The name of a list option. */
  readonly name: string;
  readonly option: ListOption;
  readonly items: readonly string[];
  readonly conflicts: Conflicts;
}

/**
 * Both sides of the merge are what this version writes, without the items and with them: a project that is behind its
 * standard stays there.
 * @param version of this create-pyproject
 * @returns the changes, the record among them
 * @throws {@link UserError} E_VALUE for an item, E_ANSWERS when this version does not take the recorded answers
 */
export async function addItems(
  host: Host,
  version: string,
  opened: OpenedProject,
  { name, option, items, conflicts }: Items,
): Promise<FollowedProject> {
  const { directory, pack, record } = opened;
  const { subject } = pack.following;
  const recorded = recordedList(record, name);
  const from = `add ${name}`;
  const planWith = async (list: readonly string[]): Promise<Plan> => {
    const given = { ...opened.recorded, ...opened.byHand, [name]: { value: list, from } };
    const answers = settle(pack, given, opened.machine);
    await pack.ready?.(answers);
    return plan(pack, answers, opened.present, version);
  };

  const written = await planWith(recorded);
  // What stands in the project now is replaced, whoever wrote it.
  const there = listed(host, opened, name).filter((item) => isAccepted(option, item));
  const named = new Set(items.map(subject));
  const present = united(
    recorded,
    there.filter((item) => named.has(subject(item))),
    subject,
  );
  const before = await planWith(present);
  // A name alone asks for no other range than the one that is there.
  const has = (item: string): boolean => there.some((one) => subject(one) === subject(item));
  const wanted = items.filter((item) => !/^[\w.-]+$/.test(item) || !has(item));
  const after = await planWith(united(present, wanted, (item) => subject(item) + markerOf(item)));

  const isRecord = ({ path }: PlannedFile): boolean => path === RECORD;
  const result = await follow(
    host,
    // The standard's own files are as the project has them until an update.
    { ...pack, managed: [] },
    {
      directory,
      record: { ...record, files: idsOf(before.files) },
      planned: { ...after, files: after.files.filter((file) => !isRecord(file)) },
      findBase: renderedBase(before.files),
      conflicts,
      moved: new Map(),
      renamed: new Map(),
      rename: (text) => text,
      label: from,
    },
  );
  const changes = [...result.changes, ...recordChange(host, opened, name, { written, after, result })];
  return {
    ...result,
    changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)),
    directory,
    record,
    answers: after.answers,
    planned: { ...after, notes: [] },
    changedAnswers: changedAnswers({ [name]: recorded }, { [name]: after.answers[name] ?? [] }),
    unresolved: [],
  };
}

/** The blob id of a text, with the line ends that the standard writes. */
const idOf = (bytes: Uint8Array): string => blobId(textOf(bytes)?.text ?? bytes);

const idsOf = (files: readonly PlannedFile[]): ReadonlyMap<string, string> =>
  new Map(
    files.flatMap(({ path, content, bytes }) => (path === RECORD ? [] : [[path, blobId(bytes ?? content)]])),
  );

/** The marker of a requirement: with another one it is about other environments, and stands beside the first. */
const markerOf = (item: string): string => item.replace(/^[^;]*/, '').replace(/[\s'"]/g, '');

/** A list with other items: those about the same take the place of the old ones. */
function united(
  list: readonly string[],
  others: readonly string[],
  subject: (item: string) => string,
): readonly string[] {
  const placed = new Set<string>();
  const inPlace = list.flatMap((item) => {
    const about = subject(item);
    const found = others.filter((one) => subject(one) === about);
    if (found.length === 0) return [item];
    if (placed.has(about)) return [];
    placed.add(about);
    return found;
  });
  return [...inPlace, ...others.filter((item) => !placed.has(subject(item)))];
}

function isAccepted(option: ListOption, item: string): boolean {
  try {
    accept(option, [item]);
    return true;
  } catch {
    return false;
  }
}

/** The items of a list option that are in the project now. */
function listed(host: Host, { directory, pack }: OpenedProject, name: string): readonly string[] {
  const { listed } = pack.following;
  const place = Object.hasOwn(listed, name) ? listed[name] : undefined;
  if (!place) return [];
  const there = look(host, directory, place.file);
  const text = typeof there === 'object' && 'bytes' in there ? textOf(there.bytes)?.text : undefined;
  try {
    const found = place.keys.reduce<unknown>(
      (table, key) => (isTable(table) ? table[key] : undefined),
      parse(text ?? ''),
    );
    return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : [];
  } catch (error) {
    throw new UserError(
      'E_VALUE',
      `${place.file} is no TOML: ${(error as Error).message.split('\n')[0]}`,
      'correct it first',
    );
  }
}

/**
 * The record after the change. Its version stays, and the texts of its files are those of that version: the next update
 * brings the rest.
 */
function recordChange(
  host: Host,
  { directory, text, record }: OpenedProject,
  name: string,
  { written, after, result }: { readonly written: Plan; readonly after: Plan; readonly result: Followings },
): Followings['changes'] {
  const now = idsOf(after.files);
  const steps: Step[] = [];
  const answer = after.answers[name] as Draft[string];
  if (JSON.stringify(record.answers[name]) !== JSON.stringify(answer))
    steps.push({ keys: ['answers', name], set: answer });
  const then = idsOf(written.files);
  for (const { path, action, before, after: bytes } of result.changes) {
    const old = record.files.get(path);
    const isOurs = old !== undefined && old === then.get(path);
    const isUntouched = old !== undefined && before !== undefined && isWritten(before, old);
    const id = isOurs ? now.get(path) : isUntouched ? idOf(bytes) : action === 'create' ? now.get(path) : old;
    if (action === 'delete' && isUntouched) steps.push({ keys: ['files', path], remove: true });
    else if (id !== undefined && id !== old) steps.push({ keys: ['files', path], set: id });
  }
  if (steps.length === 0) return [];
  const there = look(host, directory, RECORD);
  if (there === 'nothing' || 'obstacle' in there) return [];
  const isCrlf = textOf(there.bytes)?.crlf === true;
  const edited = editToml(text.replaceAll('\r\n', '\n'), steps);
  const bytes = Buffer.from(isCrlf ? edited.replaceAll('\n', '\r\n') : edited, 'utf8');
  return [{ path: RECORD, action: 'renew', after: bytes, before: there.bytes, mode: there.mode }];
}
