/** The locks that a package manager makes from pyproject.toml or from a Pipfile. */
import { poetryRequirement } from '../../adopt/poetry.js';
import type { Project } from '../project.js';
import {
  always,
  beside,
  byName,
  type Lock,
  OPTIONAL,
  type Required,
  requiredIn,
  requiredInAll,
} from './lock.js';
import { lastOf } from './packages.js';
import { normalized, requirementOf } from './requirements.js';
import type { Table } from './toml.js';

/** Keys of a dependency that decide where it is installed, or from where. */
const CONDITIONS =
  /^(?:python|markers|platform|sys_platform|os_name|python_version|python_full_version|platform_\w+|implementation_\w+)$/;

const isConditional = (value: unknown): boolean =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && Object.keys(value).some((key) => CONDITIONS.test(key)));

/** The requirements in a table of Poetry, a name in each key. */
const requiredByPoetry = (file: string, pyproject: Table, ...place: readonly string[]): readonly Required[] =>
  pyproject
    .entries(...place)
    .filter(([name, value]) => name.toLowerCase() !== 'python' && !isConditional(value))
    .flatMap(([name, value]) =>
      always(
        { text: name, file, line: pyproject.line(...place, name) },
        requirementOf(poetryRequirement(name, value) ?? name),
      ),
    );

const POETRY = ['tool', 'poetry'];

const SOURCES: Readonly<
  Record<string, (file: string, pyproject: Table, lock: Table) => readonly Required[]>
> = {
  'poetry.lock': (file, pyproject) => [
    ...requiredIn(file, pyproject, 'project', 'dependencies'),
    ...requiredInAll(file, pyproject, OPTIONAL),
    ...requiredByPoetry(file, pyproject, ...POETRY, 'dependencies'),
    ...requiredByPoetry(file, pyproject, ...POETRY, 'dev-dependencies'),
    ...pyproject
      .entries(...POETRY, 'group')
      .flatMap(([name]) => requiredByPoetry(file, pyproject, ...POETRY, 'group', name, 'dependencies')),
  ],
  // It always holds every extra and every group.
  'uv.lock': (file, pyproject) => [
    ...requiredIn(file, pyproject, 'project', 'dependencies'),
    ...requiredInAll(file, pyproject, OPTIONAL),
    ...requiredInAll(file, pyproject, ['dependency-groups']),
    ...requiredIn(file, pyproject, 'tool', 'uv', 'dev-dependencies'),
  ],
  'pdm.lock': (file, pyproject, lock) => {
    const groups = lock.strings('metadata', 'groups');
    return [
      ...(groups.length === 0 || groups.includes('default')
        ? requiredIn(file, pyproject, 'project', 'dependencies')
        : []),
      ...requiredInAll(file, pyproject, OPTIONAL, groups),
      ...requiredInAll(file, pyproject, ['dependency-groups'], groups),
    ];
  },
};

/** Names whose version, or whose place in the lock, a setting decides instead of the requirement. */
const decidedElsewhere = (pyproject: Table): ReadonlySet<string> =>
  new Set([
    ...['override-dependencies', 'exclude-dependencies']
      .flatMap((key) => pyproject.strings('tool', 'uv', key))
      .map((text) => requirementOf(text)?.name ?? ''),
    ...pyproject.entries('tool', 'pdm', 'resolution', 'overrides').map(([name]) => normalized(name)),
    ...pyproject.strings('tool', 'pdm', 'resolution', 'excludes').map(normalized),
  ]);

type Entry = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The version of a package from an index: Poetry calls indexes `legacy`, uv `registry`. */
function versionOf(entry: Entry): string | undefined {
  const { version, source } = entry;
  const elsewhere = ['git', 'url', 'path', 'editable'].some((key) => key in entry);
  const given = !isTable(source) || 'registry' in source || source.type === 'legacy';
  return typeof version === 'string' && given && !elsewhere ? version : undefined;
}

/** @returns undefined for a lock of another kind */
const lockedIn = (lock: Table): Lock['locked'] | undefined => {
  const packages: unknown = lock.get('package');
  if (!Array.isArray(packages)) return undefined;
  return byName(
    packages
      .filter(isTable)
      .flatMap((entry) => (typeof entry.name === 'string' ? [[entry.name, versionOf(entry)] as const] : [])),
  );
};

/** The locks of Poetry, uv and PDM: tables with a name for each package. */
export const tableLocks = (project: Project): readonly Lock[] =>
  project.own(/(?:^|\/)(?:poetry|uv|pdm)\.lock$/).flatMap((file) => {
    const name = lastOf(file);
    const source = beside(file, 'pyproject.toml');
    const [lock, pyproject] = [project.toml(file), project.toml(source)];
    const read = SOURCES[name];
    const locked = lock && lockedIn(lock);
    if (!locked || !pyproject || !read) return [];
    const elsewhere = decidedElsewhere(pyproject);
    const required = read(source, pyproject, lock).filter((one) => !elsewhere.has(one.name));
    return [{ file, locked, required, renew: `${name.replace('.lock', '')} lock` }];
  });

/** Pipfile.lock: one object of names for each group. */
export const pipfileLocks = (project: Project): readonly Lock[] =>
  project.own(/(?:^|\/)Pipfile\.lock$/).flatMap((file) => {
    const source = beside(file, 'Pipfile');
    const [pipfile, text] = [project.toml(source), project.text(file)];
    if (!pipfile || text === undefined) return [];
    try {
      const lock = JSON.parse(text) as Record<string, Record<string, unknown> | undefined>;
      if (!isTable(lock.default)) return [];
      const locked = byName(
        [...Object.entries(lock.default), ...Object.entries(lock.develop ?? {})].map(([name, entry]) => {
          const version = isTable(entry) ? entry.version : undefined;
          return [name, typeof version === 'string' ? version.replace(/^==/, '') : undefined] as const;
        }),
      );
      const required = ['packages', 'dev-packages'].flatMap((key) =>
        pipfile
          .entries(key)
          .filter(([, value]) => !isConditional(value))
          .flatMap(([name, value]) => {
            const version = isTable(value) ? value.version : value;
            const versions = typeof version === 'string' && version !== '*' ? version : '';
            return always(
              { text: name, file: source, line: pipfile.line(key, name) },
              requirementOf(`${name}${versions}`),
            );
          }),
      );
      return [{ file, locked, required, renew: 'pipenv lock' }];
    } catch {
      return [];
    }
  });
