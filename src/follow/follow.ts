/** Compares a project with what its standard has now, and merges what both have changed. */
import { type Change, type Found, type FoundFile, look } from '../disk/changes.js';
import type { Disk } from '../host/host.js';
import type { UserError } from '../model/errors.js';
import type { Pack } from '../model/pack.js';
import { badPath } from '../model/paths.js';
import type { Plan, PlannedFile } from '../plan/plan.js';
import { type FileRules, type FollowedFile, followFile } from './follow-file.js';
import { isWritten, textOf } from './text.js';

/** A project to compare. */
export interface Followed
  extends Pick<FileRules, 'directory' | 'record' | 'findBase' | 'conflicts' | 'rename' | 'label'> {
  readonly planned: Plan;
  /** Recorded path -> the path where the file is now: it was moved by hand. */
  readonly moved: ReadonlyMap<string, string>;
  /** Recorded path -> planned path: the folder of the code has another name in the answers. */
  readonly renamed: ReadonlyMap<string, string>;
}

export interface Followings {
  /** Sorted by path. */
  readonly changes: readonly Change[];
  /** Files in which both sides changed the same. */
  readonly conflicts: readonly string[];
  /** Files that were merged, or are in conflict, without the text that both come from. */
  readonly baseless: readonly string[];
  readonly notes: readonly string[];
  /** The command that makes the locks again; undefined if they need not be. */
  readonly relock: string | undefined;
}

/** @throws {@link UserError} E_DISK, E_EXISTS */
export async function follow(disk: Disk, pack: Pack, followed: Followed): Promise<Followings> {
  const { planned } = followed;
  const isLock = matcher(pack.following.locks(planned.context).files);
  const rules: FileRules = { ...followed, disk, pack, isLock };
  const files: (FollowedFile & { readonly at: string })[] = [];
  for (const file of planned.files) files.push(await inItsPlace(rules, followed, file));
  const { removed, edited } = noLongerPlanned(disk, followed);
  const changes = [...files.flatMap((file) => file.changes), ...removed];
  changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  const obstacles = new Set(files.flatMap(({ obstacle }) => obstacle ?? []));
  const stays = 'is a folder, a link, a device or a huge file, and stays; the standard has another text';
  return {
    changes,
    conflicts: files.filter(({ isConflict }) => isConflict).map(({ at }) => at),
    baseless: files.filter(({ isBaseless }) => isBaseless).map(({ at }) => at),
    notes: [
      ...[...obstacles].map((name) => `${name} ${stays}`),
      ...(edited.length === 0
        ? []
        : [`no longer part of the standard, but edited: ${edited.join(', ')}; delete what you do not need`]),
    ],
    relock: relock(changes, planned, pack),
  };
}

/** Follows a file where it is: people may have moved it, and its folder may get another name. */
async function inItsPlace(
  rules: FileRules,
  { moved, renamed, record }: Followed,
  file: PlannedFile,
): Promise<FollowedFile & { readonly at: string }> {
  const { disk, directory } = rules;
  const [old = file.path] = [...renamed].find(([, now]) => now === file.path) ?? [];
  const from = moved.get(old) ?? old;
  const at = old === file.path ? from : file.path;
  const there = look(disk, directory, from, file.mode);
  // A renamed file has to be free at its new place.
  const taken = at === from ? 'nothing' : look(disk, directory, at, file.mode);
  const found = await followFile(
    rules,
    { ...file, path: at },
    taken === 'nothing' ? there : taken,
    record.files.get(old),
  );
  const moves = at !== from && taken === 'nothing' && isFile(there);
  if (!moves) return { ...found, at };
  const changes = found.changes.map((change) => (change.path === at ? appearing(change, from) : change));
  return { ...found, at, changes: [...changes, removal(from, there)] };
}

const isFile = (found: Found): found is FoundFile => found !== 'nothing' && 'bytes' in found;

/** The files of an earlier standard: removed as they were written, left where people edited them. */
function noLongerPlanned(
  disk: Disk,
  { directory, record, planned, moved, renamed }: Followed,
): { readonly removed: readonly Change[]; readonly edited: readonly string[] } {
  const kept = new Set([...planned.files.map(({ path }) => path), ...renamed.keys(), ...planned.kept]);
  const removed: Change[] = [];
  const edited: string[] = [];
  for (const [path, id] of record.files) {
    if (kept.has(path) || badPath(path) !== undefined) continue;
    const at = moved.get(path) ?? path;
    const there = look(disk, directory, at);
    if (!isFile(there)) continue;
    if (isWritten(there.bytes, id)) removed.push(removal(at, there));
    else edited.push(at);
  }
  return { removed, edited };
}

/** A file at its new place. */
const appearing = (change: Change, old: string): Change => ({
  ...change,
  action: 'create',
  before: undefined,
  remark: `was ${old}`,
});

const removal = (path: string, there: FoundFile): Change => ({
  path,
  action: 'delete',
  after: new Uint8Array(),
  before: there.bytes,
  mode: there.mode,
});

/** Whether a name is one of some names, in which `*` stands for any text. */
function matcher(names: readonly string[]): (path: string) => boolean {
  const patterns = names.map(
    (name) => new RegExp(`^${name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')}$`),
  );
  return (path) => patterns.some((pattern) => pattern.test(path));
}

/** The locks are as new as their sources only if both are what the standard has. */
function relock(changes: readonly Change[], planned: Plan, pack: Pack): string | undefined {
  const { files, sources, command } = pack.following.locks(planned.context);
  const [isLock, isSource] = [matcher(files), matcher(sources)];
  const texts = new Map(planned.files.map(({ path, content }) => [path, content]));
  const isStandard = ({ path, after }: Change): boolean => texts.get(path) === textOf(after)?.text;
  const here = changes.filter(({ path }) => isLock(path) || isSource(path));
  const isChanged = here.some(({ action }) => action !== 'same');
  // Such a lock lacks requirements that its sources have.
  if (isChanged && planned.files.some(({ path, seed }) => seed && isLock(path))) return command;
  const hasLock = here.some(({ path }) => isLock(path));
  return isChanged && !(hasLock && here.every(isStandard)) ? command : undefined;
}
