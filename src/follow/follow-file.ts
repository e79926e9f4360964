/** What an update does with one file of the standard. */
import { mergeLines as addLines } from '../disk/added-lines.js';
import { type Change, type Found, type FoundFile, look } from '../disk/changes.js';
import type { Disk } from '../host/host.js';
import { blobId } from '../model/blob-id.js';
import { UserError } from '../model/errors.js';
import type { Pack } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import { isOwn, type ProjectRecord, withOwn } from '../model/record.js';
import type { PlannedFile } from '../plan/plan.js';
import type { FindBase } from './base.js';
import { mergeFile } from './merge-file.js';
import { isConflict, linesOf, type Resolution } from './regions.js';
import { rejected } from './rejected.js';
import { bytesOf, isWritten, type Text, textOf } from './text.js';

/** How conflicts are written: `rej` keeps the file's own lines, and puts the others into a file beside it. */
export type Conflicts = Resolution | 'rej';

/** The remark on a file that people edited and the standard manages. */
export const MANAGED = 'managed by the standard';

/** What is the same for all files of a project. */
export interface FileRules {
  readonly disk: Disk;
  readonly pack: Pack;
  /** Absolute. */
  readonly directory: string;
  readonly record: ProjectRecord;
  readonly findBase: FindBase;
  readonly conflicts: Conflicts;
  /** The text of a file of code after its folder got another name. */
  rename(text: string): string;
  isLock(path: string): boolean;
  /** Names the standard in a conflict's marker. */
  readonly label: string;
}

/** What happens to a file of the standard. */
export interface FollowedFile {
  /** None for a file that was deleted by hand; two if a file with the other lines comes beside it. */
  readonly changes: readonly Change[];
  /** Whether both sides changed the same. */
  readonly isConflict?: boolean;
  /** Whether it was merged, or is in conflict, without the text that both come from. */
  readonly isBaseless?: boolean;
  /** The folder, link, device or huge file that stays in its place. */
  readonly obstacle?: string;
}

const NOTHING: FollowedFile = { changes: [] };

/**
 * @param there what is in its place
 * @param id of the text that was written; undefined for a file that is new in the standard
 * @throws {@link UserError} E_EXISTS
 */
export async function followFile(
  rules: FileRules,
  file: PlannedFile,
  there: Found,
  id: string | undefined,
): Promise<FollowedFile> {
  const isManaged = rules.pack.managed.some((name) =>
    name.endsWith('/') ? file.path.startsWith(name) : file.path === name,
  );
  if (isOwn(rules.record, file.path) && !isManaged) return NOTHING;
  if (there === 'nothing') return missing(rules, file, id, isManaged);
  if ('obstacle' in there) return obstructed(file, there.obstacle, id);
  return existing(rules, file, there, id, isManaged);
}

/** The bytes that the standard has. */
function standard({ record }: FileRules, { path, content, bytes }: PlannedFile): Buffer {
  return Buffer.from(bytes ?? Buffer.from(path === RECORD ? withOwn(content, record.own) : content, 'utf8'));
}

/** Whether the standard has the text that was written: what differs was changed by people. */
const isUnchanged = ({ content, bytes }: PlannedFile, id: string | undefined): boolean =>
  id === blobId(bytes ?? content);

/** A new file is created; one that people deleted stays deleted, unless the standard manages it. */
function missing(
  rules: FileRules,
  file: PlannedFile,
  id: string | undefined,
  isManaged: boolean,
): FollowedFile {
  if (id !== undefined && !isManaged) return NOTHING;
  const { path, mode } = file;
  const remark = id === undefined ? {} : { remark: MANAGED };
  return {
    changes: [{ path, action: 'create', after: standard(rules, file), before: undefined, mode, ...remark }],
  };
}

/** People put the obstacle there: it stays, and is no reason to leave the other files alone. */
function obstructed(file: PlannedFile, obstacle: string, id: string | undefined): FollowedFile {
  if (isUnchanged(file, id)) return NOTHING;
  if (id !== undefined) return { changes: [], isConflict: true, obstacle };
  throw new UserError(
    'E_EXISTS',
    `${obstacle} is a folder, a link, a device or a huge file`,
    'move it away: it is neither followed nor replaced',
    [obstacle],
  );
}

function existing(
  rules: FileRules,
  file: PlannedFile,
  there: FoundFile,
  id: string | undefined,
  isManaged: boolean,
): FollowedFile | Promise<FollowedFile> {
  const { path, mode } = file;
  const { bytes: before } = there;
  const after = standard(rules, file);
  const same: Change = { path, action: 'same', after: before, before, mode: there.mode };
  const [ours, theirs] = [textOf(before), textOf(after)];
  // A checkout may have other line ends than the standard writes: those on disk stay.
  const renewed = ours && theirs ? bytesOf(theirs.text, ours.crlf) : after;
  if (after.equals(before) || Buffer.compare(renewed, before) === 0) return { changes: [same] };
  // Nobody knows which mode was written, and a script that cannot be run is worse than a text that can.
  const renew: Change = {
    path,
    action: 'renew',
    after: renewed,
    before,
    mode: there.mode === '0755' ? there.mode : mode,
  };
  if (path === RECORD || (id !== undefined && isWritten(before, id))) return { changes: [renew] };
  if (isManaged) return { changes: [{ ...renew, action: 'replace', remark: MANAGED }] };
  if (isUnchanged(file, id)) return { changes: [same] };
  if (rules.isLock(path))
    return { changes: [{ ...same, action: 'kept', remark: 'a lock is made again, not merged' }] };
  if (id === undefined && file.seed) return { changes: [{ ...same, action: 'kept' }] };
  if (!ours || !theirs) return bytesInConflict(rules, file, there);
  return merged(rules, file, { ...there, text: ours }, theirs.text, id);
}

/** The change that writes these bytes into a file. */
const written = (
  path: string,
  { bytes: before, mode }: FoundFile,
  action: Change['action'],
  after: Uint8Array,
): Change => ({
  path,
  action: action === 'merged' && Buffer.compare(after, before) === 0 ? 'same' : action,
  after,
  before,
  mode,
});

function bytesInConflict(
  { conflicts }: FileRules,
  { path, bytes }: PlannedFile,
  there: FoundFile,
): FollowedFile {
  if (conflicts === 'theirs' && bytes)
    return { changes: [written(path, there, 'replace', bytes)], isConflict: true };
  const remark = 'the standard has other bytes: --conflict theirs takes them';
  return { changes: [{ ...written(path, there, 'kept', there.bytes), remark }], isConflict: true };
}

async function merged(
  rules: FileRules,
  { path }: PlannedFile,
  there: FoundFile & { readonly text: Text },
  theirs: string,
  id: string | undefined,
): Promise<FollowedFile> {
  const { pack, rename, label } = rules;
  const { text: ours, crlf } = there.text;
  const change = (action: Change['action'], text: string): Change =>
    written(path, there, action, bytesOf(text, crlf));
  if (id === undefined && pack.merged.includes(path))
    return { changes: [change('merged', addLines(ours, theirs))] };
  const base = id === undefined ? undefined : await rules.findBase(path, id);
  const isBaseless = base === undefined;
  const plain = base && (textOf(Buffer.from(base))?.text ?? base);
  const regions = mergeFile(
    path,
    { ours: rename(ours), base: plain && rename(plain), theirs },
    pack.following,
  );
  const joined = (resolution: Resolution): string => linesOf(regions, resolution, label).join('\n');
  if (!regions.some(isConflict)) return { changes: [change('merged', joined('ours'))], isBaseless };
  if (rules.conflicts === 'rej') {
    const patch = rejected(path, joined('ours'), joined('theirs'));
    return {
      changes: [change('merged', joined('ours')), beside(rules, `${path}.rej`, patch)],
      isConflict: true,
      isBaseless,
    };
  }
  const action = rules.conflicts === 'markers' ? 'marked' : 'merged';
  return { changes: [change(action, joined(rules.conflicts))], isConflict: true, isBaseless };
}

/** A file of ours beside that of the user. */
function beside({ disk, directory }: FileRules, path: string, text: string): Change {
  const old = look(disk, directory, path);
  return {
    path,
    action: old === 'nothing' ? 'create' : 'replace',
    after: Buffer.from(text),
    before: old !== 'nothing' && 'bytes' in old ? old.bytes : undefined,
    mode: '0644',
  };
}
