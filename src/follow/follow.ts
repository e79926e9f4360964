/** Compares a project with what its standard has now, and merges what both have changed. */
import { mergeLines as addLines, type Change, type Found, look } from '../disk/changes.js';
import type { Disk } from '../host/host.js';
import { blobId } from '../model/blob-id.js';
import { UserError } from '../model/errors.js';
import type { Pack } from '../model/pack.js';
import { badPath, RECORD } from '../model/paths.js';
import type { ProjectRecord } from '../model/record.js';
import type { Plan, PlannedFile } from '../plan/plan.js';
import type { FindBase } from './base.js';
import { mergeFile } from './merge-file.js';
import { isConflict, linesOf, type Region, type Resolution } from './regions.js';
import { rejected } from './rejected.js';
import { bytesOf, idOf, textOf } from './text.js';

/** How conflicts are written: `rej` keeps the file's own lines, and puts the others into a file beside it. */
export type Conflicts = Resolution | 'rej';

/** The remark on a file that people edited and the standard manages. */
export const MANAGED = 'managed by the standard';

/** A project to compare. */
export interface Followed {
  /** Absolute. */
  readonly directory: string;
  readonly record: ProjectRecord;
  readonly planned: Plan;
  readonly findBase: FindBase;
  readonly conflicts: Conflicts;
  /** Recorded path -> the path where the file is now: it was moved by hand. */
  readonly moved: ReadonlyMap<string, string>;
  /** Recorded path -> planned path: the folder of the code has another name in the answers. */
  readonly renamed: ReadonlyMap<string, string>;
  /** The text of a file of code after that. */
  rename(text: string): string;
  /** Names the standard in a conflict's marker. */
  readonly label: string;
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
  const { directory, record, planned, moved, renamed } = followed;
  const { files: recorded } = record;
  const from = new Map([...renamed].map(([old, now]) => [now, old]));
  const changes: Change[] = [];
  const conflicts: string[] = [];
  const baseless: string[] = [];
  const isLock = matcher(pack.following.locks(planned.context).files);

  for (const file of planned.files) {
    const old = from.get(file.path) ?? file.path;
    const id = recorded.get(old);
    const at = moved.get(old) ?? old;
    const there = look(disk, directory, at, file.mode);
    // A renamed file has to be free at its new place.
    const goal = old === file.path ? at : file.path;
    const taken = goal === at ? 'nothing' : look(disk, directory, goal, file.mode);
    const moves = goal !== at && taken === 'nothing' && there !== 'nothing';
    const found = await one({ ...file, path: goal }, taken === 'nothing' ? there : taken, id);
    if (!moves) changes.push(...found);
    else
      changes.push(
        ...found.map((change): Change => (change.path === goal ? appearing(change, at) : change)),
        removal(at, there),
      );
  }
  const kept = new Set([...planned.files.map(({ path }) => path), ...renamed.keys(), ...planned.kept]);
  const edited: string[] = [];
  for (const [path, id] of recorded) {
    if (kept.has(path) || badPath(path) !== undefined) continue;
    const at = moved.get(path) ?? path;
    const there = look(disk, directory, at);
    if (there === 'nothing' || 'obstacle' in there) continue;
    if (idOf(there.bytes) === id) changes.push(removal(at, there));
    else edited.push(at);
  }
  changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    changes,
    conflicts,
    baseless,
    notes:
      edited.length === 0
        ? []
        : [`no longer part of the standard, but edited: ${edited.join(', ')}; delete what you do not need`],
    relock: relock(changes, planned, pack),
  };

  /** The changes of one planned file; none for one that was deleted by hand. */
  async function one(file: PlannedFile, there: Found, id: string | undefined): Promise<Change[]> {
    const { path, mode } = file;
    const after = Buffer.from(file.bytes ?? Buffer.from(file.content, 'utf8'));
    const isManaged = pack.managed.some((name) =>
      name.endsWith('/') ? path.startsWith(name) : path === name,
    );
    if (there === 'nothing') {
      if (id !== undefined && !isManaged) return [];
      const remark = id === undefined ? {} : { remark: MANAGED };
      return [{ path, action: 'create', after, before: undefined, mode, ...remark }];
    }
    if ('obstacle' in there)
      throw new UserError(
        'E_EXISTS',
        `${there.obstacle} is a folder, a link, a device or a huge file`,
        'move it away: it is neither followed nor replaced',
        [there.obstacle],
      );
    const { bytes: before } = there;
    const same: Change = { path, action: 'same', after: before, before, mode: there.mode };
    const stays = (remark?: string): Change[] => [{ ...same, action: 'kept', ...(remark && { remark }) }];
    if (after.equals(before)) return [same];
    const text = textOf(before);
    // A checkout on Windows has other line ends.
    const renewed = text?.crlf && textOf(after) ? bytesOf(textOf(after)?.text ?? '', true) : after;
    if (Buffer.compare(renewed, before) === 0) return [same];
    const renew: Change = { path, action: 'renew', after: renewed, before, mode };
    if (path === RECORD || idOf(before) === id) return [renew];
    if (isManaged) return [{ ...renew, action: 'replace', remark: MANAGED }];
    const isUnchanged = id === (file.bytes ? blobId(file.bytes) : blobId(file.content));
    if (isUnchanged) return [same];
    if (isLock(path)) return stays('a lock is made again, not merged');
    if (id === undefined && file.seed) return stays();
    return merge(file, { bytes: before, mode: there.mode }, id);
  }

  async function merge(
    { path, content, bytes }: PlannedFile,
    there: { readonly bytes: Uint8Array; readonly mode: string },
    id: string | undefined,
  ): Promise<Change[]> {
    const before = there.bytes;
    const ours = textOf(before);
    const write = (action: Change['action'], after: Uint8Array, remark?: string): Change => ({
      path,
      action: Buffer.compare(after, before) === 0 && action === 'merged' ? 'same' : action,
      after,
      before,
      mode: there.mode,
      ...(remark && { remark }),
    });
    if (!ours || bytes !== undefined) {
      conflicts.push(path);
      return followed.conflicts === 'theirs' && bytes
        ? [write('replace', bytes)]
        : [write('kept', before, 'the standard has other bytes: --conflict theirs takes them')];
    }
    if (id === undefined && pack.merged.includes(path))
      return [write('merged', bytesOf(addLines(ours.text, content), ours.crlf))];
    const base = id === undefined ? undefined : await followed.findBase(path, id);
    if (base === undefined) baseless.push(path);
    const own = { ours: followed.rename(ours.text), base: base && followed.rename(base), theirs: content };
    const regions = mergeFile(path, own, pack.following);
    if (!regions.some(isConflict)) return [write('merged', bytesOf(joined(regions, 'ours'), ours.crlf))];
    conflicts.push(path);
    if (followed.conflicts === 'rej') {
      const after = joined(regions, 'ours');
      const name = `${path}.rej`;
      const old = look(disk, directory, name);
      const patch = Buffer.from(rejected(path, after, joined(regions, 'theirs')));
      const beside: Change = {
        path: name,
        action: old === 'nothing' ? 'create' : 'replace',
        after: patch,
        before: old !== 'nothing' && 'bytes' in old ? old.bytes : undefined,
        mode: '0644',
      };
      return [write('merged', bytesOf(after, ours.crlf)), beside];
    }
    const after = bytesOf(joined(regions, followed.conflicts), ours.crlf);
    return [write(followed.conflicts === 'markers' ? 'marked' : 'merged', after)];
  }

  function joined(regions: readonly Region[], resolution: Resolution): string {
    return linesOf(regions, resolution, followed.label).join('\n');
  }
}

/** A file at its new place. */
const appearing = (change: Change, old: string): Change => ({
  ...change,
  action: 'create',
  before: undefined,
  remark: `was ${old}`,
});

function removal(path: string, there: Exclude<Found, 'nothing'>): Change {
  if ('obstacle' in there) throw new Error(`${path} cannot be removed`);
  return { path, action: 'delete', after: new Uint8Array(), before: there.bytes, mode: there.mode };
}

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
  const hasLock = here.some(({ path }) => isLock(path));
  return isChanged && !(hasLock && here.every(isStandard)) ? command : undefined;
}
