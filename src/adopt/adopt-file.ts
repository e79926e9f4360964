/** What adopting a project does with one file of the standard. */
import { mergeLines } from '../disk/added-lines.js';
import type { Change, FoundFile } from '../disk/changes.js';
import type { Host } from '../host/host.js';
import type { Pack } from '../model/pack.js';
import { LARGEST } from '../packs/never-taken.js';
import { readFile } from '../packs/project-files.js';
import type { PlannedFile } from '../plan/plan.js';
import { adapted, type Ground } from './adapt.js';
import { configuredElsewhere } from './elsewhere.js';
import { mergePyproject } from './merge-pyproject.js';
import type { Project } from './read-project.js';

/** What people want of an adoption. */
export interface Wish {
  /** Files to replace by the standard's. */
  readonly replace: readonly string[];
  /** Whether the license was chosen for this run: no license file is added to a project without one otherwise. */
  readonly licensed: boolean;
  /** The text of pyproject.toml after a migration. */
  readonly pyproject?: string;
  /** Files that the migration removes. */
  readonly removed?: readonly string[];
}

/** What is the same for all files of a project. */
export interface AdoptionRules {
  readonly host: Host;
  /** Absolute. */
  readonly directory: string;
  readonly pack: Pack;
  readonly project: Project;
  readonly wish: Wish;
  readonly ground: Ground;
}

/** What happens to a file of the standard. */
export interface AdoptedFile {
  /** undefined for a file that cannot be read: it is left alone. */
  readonly change?: Change;
  /** Whether the project's file differs, and stays. */
  readonly isLeft?: boolean;
  readonly notes?: readonly string[];
}

const PYPROJECT = 'pyproject.toml';

/** @param file one that the project is to have */
export function adoptFile(rules: AdoptionRules, file: PlannedFile): AdoptedFile {
  const { host, directory, pack, wish, ground } = rules;
  const { path, mode } = file;
  const text = file.bytes ? '' : adapted(path, file.content, ground);
  const after = Buffer.from(file.bytes ?? Buffer.from(text, 'utf8'));
  const found = readFile(host, directory, path);
  if (!found) return path === PYPROJECT ? newPyproject(rules, file, text) : { change: created(file, after) };
  if ('reason' in found || found.bytes.length > LARGEST)
    return leftAlone(path, 'reason' in found ? found.reason : 'larger than 1 MiB');
  const { bytes: before } = found;
  const there = { bytes: before, mode: found.executable ? '0755' : '0644' };
  const isReplaced = wish.replace.includes(path);
  if (after.equals(before)) return { change: written(path, there, before) };
  if (path === PYPROJECT && !isReplaced) return mergedPyproject(rules, there, text);
  if (pack.merged.includes(path.split('/').at(-1) ?? '') && !before.includes(0))
    return { change: written(path, there, withLines(before, after)) };
  if (isReplaced) return { change: { path, action: 'replace', after, before, mode } };
  return { change: kept(path, before), isLeft: true };
}

const created = ({ path, mode }: PlannedFile, after: Uint8Array): Change => ({
  path,
  action: 'create',
  after,
  before: undefined,
  mode,
});

const leftAlone = (path: string, reason: string): AdoptedFile => ({
  isLeft: true,
  notes: [`${path} is left alone: ${reason}`],
});

/** The change of a file that keeps its mode. */
const written = (path: string, { bytes: before, mode }: FoundFile, after: Uint8Array): Change => ({
  path,
  action: Buffer.compare(after, before) === 0 ? 'same' : 'merged',
  after,
  before,
  mode,
});

/** A file that stays. */
export const kept = (path: string, bytes: Uint8Array): Change => ({
  path,
  action: 'kept',
  after: bytes,
  before: bytes,
  mode: '0644',
});

/** The lines of a file, and the wanted ones that it lacks. latin1 keeps every byte. */
const withLines = (before: Uint8Array, wanted: Uint8Array): Uint8Array =>
  Buffer.from(
    mergeLines(Buffer.from(before).toString('latin1'), Buffer.from(wanted).toString('latin1')),
    'latin1',
  );

/** @param ours the project's text, or that of a migration @param theirs the standard's */
function merge({ project }: AdoptionRules, ours: string, theirs: string) {
  const { text, notes } = mergePyproject(ours, theirs, {
    hasMetadata: project.hasMetadata,
    elsewhere: configuredElsewhere(project),
  });
  return { bytes: Buffer.from(text, 'utf8'), notes };
}

/** The metadata of a project without pyproject.toml is elsewhere, or there is none. */
function newPyproject(rules: AdoptionRules, file: PlannedFile, theirs: string): AdoptedFile {
  const { project, wish } = rules;
  const ours = wish.pyproject ?? (project.hasMetadata ? '' : undefined);
  if (ours === undefined) return { change: created(file, Buffer.from(theirs, 'utf8')) };
  const { bytes, notes } = merge(rules, ours, theirs);
  return { change: created(file, bytes), notes };
}

function mergedPyproject(rules: AdoptionRules, there: FoundFile, theirs: string): AdoptedFile {
  try {
    const ours = rules.project.texts.get(PYPROJECT);
    if (ours === undefined) throw new Error('it cannot be read');
    const { bytes, notes } = merge(rules, rules.wish.pyproject ?? ours, theirs);
    return { change: written(PYPROJECT, there, bytes), notes };
  } catch (error) {
    const [reason = ''] = (error as Error).message.split('\n');
    return { ...leftAlone(PYPROJECT, reason), change: kept(PYPROJECT, there.bytes) };
  }
}
