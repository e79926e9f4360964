/** Plans what adopting a project changes: missing files are added, shared ones merged, and the rest is left alone. */
import { mergeLines } from '../disk/added-lines.js';
import type { Change } from '../disk/changes.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Pack } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import { withOwn, writeRecord } from '../model/record.js';
import { LARGEST } from '../packs/never-taken.js';
import { readFile } from '../packs/project-files.js';
import type { Plan, PlannedFile } from '../plan/plan.js';
import { adapted, type Ground } from './adapt.js';
import { configuredElsewhere } from './elsewhere.js';
import { mergePyproject } from './merge-pyproject.js';
import type { Project } from './read-project.js';
import { isLock } from './read-requirements.js';

export interface Adoption {
  /** Sorted by path. */
  readonly changes: readonly Change[];
  /** Files of the project that differ from the standard's, and stay. */
  readonly left: readonly string[];
  readonly notes: readonly string[];
}

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

/** Example code, and its tests: a project with code of its own has no use for them. */
const EXAMPLE = /^(src|tests|rust)\/|^(meson\.build|CMakeLists\.txt)$/;

/** What the record says of a file that the project does without: of example code the folder, whatever a later version has in it. */
const ownName = (path: string): string => (EXAMPLE.test(path) ? path.replace(/\/.*$/s, '/') : path);

/** Files that take the place of a planned one under another name. */
const OTHER_NAMES: Readonly<Record<string, RegExp>> = {
  'CHANGELOG.md': /^(change(s|log)|history|news|release[-_ ]?notes)(\.(md|rst|txt))?$/i,
};

/** Whether the project is to get this file although it lacks it. */
function isWanted(file: PlannedFile, project: Project, { licensed, removed = [] }: Wish): boolean {
  const { path } = file;
  if (/^(LICENSE|COPYING)$/.test(path)) return licensed;
  // It explains the example code.
  if (path === 'README.md') return !project.hasCode;
  // It would change the line ends of files in git.
  if (path === '.gitattributes') return ![...project.texts.values()].some((text) => text.includes('\r\n'));
  if (/^\.github\/workflows\/(ci|publish)\.yml$/.test(path)) return project.workflows.length === 0;
  // Either would change what is built.
  if (path === 'MANIFEST.in') return !project.hasMetadata && removed.length === 0;
  return !project.names.some((name) => name !== path && OTHER_NAMES[path]?.test(name));
}

/**
 * @param planned the standard with the project's answers
 * @param version of create-pyproject, for the record
 */
export function adoption(
  host: Host,
  directory: string,
  pack: Pack,
  planned: Plan,
  project: Project,
  wish: Wish,
  version: string,
): Adoption {
  const files = planned.files.filter(({ path }) => path !== RECORD);
  const notes: string[] = [];
  const own: string[] = [];
  const left: string[] = [];
  const changes: Change[] = planned.kept.flatMap((name): Change[] => {
    const found = readFile(host, directory, name);
    return found && 'bytes' in found ? [kept(name, found.bytes)] : [];
  });
  const isExample = ({ path }: PlannedFile): boolean => project.hasCode && EXAMPLE.test(path);
  const wanted = files.filter(
    (file) => !isExample(file) && (readFile(host, directory, file.path) || isWanted(file, project, wish)),
  );
  const spared = files.filter((file) => file.path.startsWith('.github/workflows/') && !wanted.includes(file));
  if (spared.length > 0)
    notes.push(
      `no ${spared.map(({ path }) => path).join(', ')}: the project has ${project.workflows.join(', ')}`,
    );
  const names = new Set([...project.names, ...wanted.map(({ path }) => path.split('/')[0] ?? '')]);
  for (const name of wish.removed ?? []) names.delete(name);
  const ground: Ground = { layout: project.layout, names, python: otherPython() };
  for (const file of files) {
    const { path, mode } = file;
    if (!wanted.includes(file)) {
      own.push(path);
      continue;
    }
    const text = file.bytes ? undefined : adapted(path, file.content, ground);
    const after = Buffer.from(file.bytes ?? Buffer.from(text ?? '', 'utf8'));
    const found = readFile(host, directory, path);
    if (!found) {
      const start = path === 'pyproject.toml' && project.hasMetadata ? merge('', text ?? '') : undefined;
      const made =
        path === 'pyproject.toml' && wish.pyproject !== undefined ? merge(wish.pyproject, text ?? '') : start;
      changes.push({ path, action: 'create', after: made ?? after, before: undefined, mode });
      continue;
    }
    if ('reason' in found || found.bytes.length > LARGEST) {
      const reason = 'reason' in found ? found.reason : 'larger than 1 MiB';
      notes.push(`${path} is left alone: ${reason}`);
      own.push(path);
      left.push(path);
      continue;
    }
    const before = found.bytes;
    const now = found.executable ? '0755' : '0644';
    if (after.equals(before)) changes.push({ path, action: 'same', after, before, mode: now });
    else if (path === 'pyproject.toml' && !wish.replace.includes(path)) pyproject(before, text ?? '', now);
    else if (pack.merged.includes(path.split('/').at(-1) ?? '') && !before.includes(0))
      ignored(path, before, after, now);
    else if (wish.replace.includes(path)) changes.push({ path, action: 'replace', after, before, mode });
    else {
      own.push(path);
      left.push(path);
      changes.push(kept(path, before));
    }
  }
  moveRequirements();
  changes.push(recordChange());
  changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { changes, left, notes };

  /** The Makefile reads the oldest Python in this one form. */
  function otherPython(): string | undefined {
    const python = String(planned.answers.python ?? '');
    const text = wish.pyproject ?? project.texts.get('pyproject.toml') ?? '';
    const isSame = text.split(/\r?\n/).includes(`requires-python = ">=${python}"`);
    return project.hasMetadata && !isSame && python !== '' ? python : undefined;
  }

  function merge(ours: string, theirs: string): Uint8Array {
    const merged = mergePyproject(ours, theirs, {
      hasMetadata: project.hasMetadata,
      elsewhere: configuredElsewhere(project),
    });
    notes.push(...merged.notes);
    return Buffer.from(merged.text, 'utf8');
  }

  function pyproject(before: Uint8Array, theirs: string, mode: string): void {
    const path = 'pyproject.toml';
    try {
      if (!project.texts.has(path)) throw new Error('it cannot be read');
      const after = merge(wish.pyproject ?? project.texts.get(path) ?? '', theirs);
      const action = Buffer.compare(after, before) === 0 ? 'same' : 'merged';
      changes.push({ path, action, after, before, mode });
    } catch (error) {
      notes.push(`${path} is left alone: ${(error as Error).message.split('\n')[0]}`);
      own.push(path);
      left.push(path);
      changes.push(kept(path, before));
    }
  }

  function ignored(path: string, before: Uint8Array, wanted: Uint8Array, mode: string): void {
    const text = mergeLines(Buffer.from(before).toString('latin1'), Buffer.from(wanted).toString('latin1'));
    const after = Buffer.from(text, 'latin1');
    const action = after.equals(before) ? 'same' : 'merged';
    changes.push({ path, action, after, before, mode });
  }

  /** requirements.txt becomes a lock: its lines move to requirements.in, from which the lock is made. */
  function moveRequirements(): void {
    const lock = changes.find(({ path }) => path === 'requirements.txt');
    const source = changes.findIndex(({ path }) => path === 'requirements.in');
    if (!lock?.before || source < 0) return;
    const lines = Buffer.from(lock.before).toString('utf8');
    if (lock.action === 'kept') {
      if (!isLock(lines))
        notes.push(
          'requirements.txt stays as it is, but make install needs a lock there: --replace requirements.txt moves its lines to requirements.in',
        );
      return;
    }
    const into = changes[source];
    if (lock.action !== 'replace' || !into || isLock(lines)) return;
    const start = Buffer.from(into.action === 'kept' ? (into.before ?? into.after) : into.after).toString(
      'utf8',
    );
    const after = Buffer.from(`${start.trimEnd()}\n\n${lines.replaceAll('\r\n', '\n').trimEnd()}\n`, 'utf8');
    changes[source] = { ...into, after, action: into.before ? 'merged' : 'create' };
    notes.push('the lines of requirements.txt are in requirements.in now: run make lock sync');
  }

  function recordChange(): Change {
    const about = { pack: pack.name, version, answers: planned.answers, layers: pack.layers };
    const content = withOwn(writeRecord(about, files), [...new Set(own.map(ownName))].sort());
    const after = Buffer.from(content, 'utf8');
    const found = readFile(host, directory, RECORD);
    if (!found) return { path: RECORD, action: 'create', after, before: undefined, mode: '0644' };
    if ('reason' in found)
      throw new UserError('E_EXISTS', `${RECORD} is ${found.reason}`, 'move it away', [RECORD]);
    const action = after.equals(found.bytes) ? 'same' : 'renew';
    return { path: RECORD, action, after, before: found.bytes, mode: '0644' };
  }
}

const kept = (path: string, bytes: Uint8Array): Change => ({
  path,
  action: 'kept',
  after: bytes,
  before: bytes,
  mode: '0644',
});
