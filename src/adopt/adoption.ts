/** Plans what adopting a project changes: missing files are added, shared ones merged, and the rest is left alone. */
import type { Change } from '../disk/changes.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Pack } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import { withOwn, writeRecord } from '../model/record.js';
import { readFile } from '../packs/project-files.js';
import type { Plan, PlannedFile } from '../plan/plan.js';
import type { Ground } from './adapt.js';
import { adoptFile, kept, type Wish } from './adopt-file.js';
import { moveRequirements } from './move-requirements.js';
import type { Project } from './read-project.js';
import { EXAMPLE, isWanted } from './wanted.js';

export interface Adoption {
  /** Sorted by path. */
  readonly changes: readonly Change[];
  /** Files of the project that differ from the standard's, and stay. */
  readonly left: readonly string[];
  readonly notes: readonly string[];
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
  const isExample = ({ path }: PlannedFile): boolean => project.hasCode && EXAMPLE.test(path);
  const wanted = files.filter(
    (file) => !isExample(file) && (readFile(host, directory, file.path) || isWanted(file, project, wish)),
  );
  const unwanted = files.filter((file) => !wanted.includes(file)).map(({ path }) => path);
  const ground = groundOf(project, planned, wanted, wish);
  const rules = { host, directory, pack, project, wish, ground };
  const adopted = wanted.map((file) => ({ path: file.path, ...adoptFile(rules, file) }));
  const left = adopted.filter(({ isLeft }) => isLeft).map(({ path }) => path);
  const lists = moveRequirements([
    ...planned.kept.flatMap((name): Change[] => {
      const found = readFile(host, directory, name);
      return found && 'bytes' in found ? [kept(name, found.bytes)] : [];
    }),
    ...adopted.flatMap(({ change }) => change ?? []),
  ]);
  const own = [...new Set([...unwanted, ...left].map(ownName))].sort();
  const record = withOwn(
    writeRecord({ pack: pack.name, version, answers: planned.answers, layers: pack.layers }, files),
    own,
  );
  const changes = [...lists.changes, recordChange(host, directory, record)];
  return {
    changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)),
    left,
    notes: [
      ...sparedWorkflows(unwanted, project),
      ...adopted.flatMap(({ notes = [] }) => notes),
      ...lists.notes,
    ],
  };
}

/** What the standard's files are adapted to. */
function groundOf(
  project: Project,
  { answers }: Plan,
  wanted: readonly PlannedFile[],
  { pyproject, removed = [] }: Wish,
): Ground {
  const names = new Set([...project.names, ...wanted.map(({ path }) => path.split('/')[0] ?? '')]);
  for (const name of removed) names.delete(name);
  // The Makefile reads the oldest Python in this one form.
  const python = String(answers.python ?? '');
  const text = pyproject ?? project.texts.get('pyproject.toml') ?? '';
  const isSame = text.split(/\r?\n/).includes(`requires-python = ">=${python}"`);
  const isOther = project.hasMetadata && !isSame && python !== '';
  return { layout: project.layout, names, python: isOther ? python : undefined };
}

/** A note on the workflows that a project with its own does not get. */
function sparedWorkflows(unwanted: readonly string[], { workflows }: Project): readonly string[] {
  const spared = unwanted.filter((path) => path.startsWith('.github/workflows/'));
  if (spared.length === 0) return [];
  return [`no ${spared.join(', ')}: the project has ${workflows.join(', ')}`];
}

/** What the record says of a file that the project does without: of example code the folder, whatever a later version has in it. */
const ownName = (path: string): string => (EXAMPLE.test(path) ? path.replace(/\/.*$/s, '/') : path);

/** @throws {@link UserError} E_EXISTS for a record that is no plain file */
function recordChange(host: Host, directory: string, content: string): Change {
  const after = Buffer.from(content, 'utf8');
  const found = readFile(host, directory, RECORD);
  if (!found) return { path: RECORD, action: 'create', after, before: undefined, mode: '0644' };
  if ('reason' in found)
    throw new UserError('E_EXISTS', `${RECORD} is ${found.reason}`, 'move it away', [RECORD]);
  const action = after.equals(found.bytes) ? 'same' : 'renew';
  return { path: RECORD, action, after, before: found.bytes, mode: '0644' };
}
