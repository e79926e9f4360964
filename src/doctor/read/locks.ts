/** Locks, with the requirements that each was made from. */
import type { Project } from '../project.js';
import type { Declared } from './metadata.js';
import { normalized, requirementLines, requirementOf } from './requirements.js';
import type { Table } from './toml.js';

/** A lock and the names that its source requires. */
export interface Lock {
  readonly file: string;
  /** The line to show. */
  readonly line: number;
  /** The names that it has locked. */
  readonly names: ReadonlySet<string>;
  /** What its source requires now. */
  readonly required: readonly (Declared & { readonly name: string })[];
  /** How it is renewed. */
  readonly renew: string;
}

const requiredIn = (pyproject: Table, ...place: readonly string[]): Lock['required'] =>
  pyproject.strings(...place).flatMap((text) => {
    const requirement = requirementOf(text);
    return requirement
      ? [{ text, file: 'pyproject.toml', line: pyproject.lineOfItem(text, ...place), name: requirement.name }]
      : [];
  });

const namesIn = (table: Table): Set<string> => {
  const packages = table.get('package');
  return new Set(
    (Array.isArray(packages) ? packages : []).flatMap((one: unknown) => {
      const name = typeof one === 'object' && one !== null && 'name' in one ? one.name : undefined;
      return typeof name === 'string' ? [normalized(name)] : [];
    }),
  );
};

/** The locks of Poetry, uv and PDM: tables with a name for each package. */
function tableLocks(project: Project): readonly Lock[] {
  const { pyproject } = project;
  if (!pyproject) return [];
  const standard = requiredIn(pyproject, 'project', 'dependencies');
  const poetry = pyproject
    .entries('tool', 'poetry', 'dependencies')
    .filter(([name]) => name.toLowerCase() !== 'python')
    .map(([name]) => ({
      text: name,
      file: 'pyproject.toml',
      line: pyproject.line('tool', 'poetry', 'dependencies', name),
      name: normalized(name),
    }));
  return [
    ['poetry.lock', [...standard, ...poetry], 'poetry lock'] as const,
    ['uv.lock', standard, 'uv lock'] as const,
    ['pdm.lock', standard, 'pdm lock'] as const,
  ].flatMap(([file, required, renew]) => {
    const table = project.toml(file);
    return table ? [{ file, line: 1, names: namesIn(table), required, renew }] : [];
  });
}

/** Pipfile.lock: one object of names for each group. */
function pipfileLock(project: Project): readonly Lock[] {
  const [pipfile, text] = [project.toml('Pipfile'), project.text('Pipfile.lock')];
  if (!pipfile || text === undefined) return [];
  try {
    const lock = JSON.parse(text) as Record<string, Record<string, unknown> | undefined>;
    const names = new Set(
      [...Object.keys(lock.default ?? {}), ...Object.keys(lock.develop ?? {})].map((name) =>
        normalized(name),
      ),
    );
    const required = ['packages', 'dev-packages'].flatMap((group) =>
      pipfile.entries(group).map(([name]) => ({
        text: name,
        file: 'Pipfile',
        line: pipfile.line(group, name),
        name: normalized(name),
      })),
    );
    return [{ file: 'Pipfile.lock', line: 1, names, required, renew: 'pipenv lock' }];
  } catch {
    return [];
  }
}

/** The command in the header of what pip-compile and uv write. */
const HEADER = /^#\s+(?:(?:\w+=\S+\s+)*)((?:pip-compile|uv pip compile)\b.*)$/m;

/** Requirements files that pip-compile or uv has made from `.in` files. */
function compiled(project: Project): readonly Lock[] {
  return project.own(/(?:^|\/)[\w.-]+\.txt$/).flatMap((file) => {
    const text = project.text(file) ?? '';
    const [, command] = HEADER.exec(text.slice(0, 1000)) ?? [];
    if (command === undefined || text.length > 1_000_000) return [];
    const sources = command.split(/\s+/).filter((word) => /\.in$/.test(word) && !word.startsWith('-'));
    // Constraints and groups come from elsewhere.
    if (sources.length === 0 || /pyproject|setup\.|--(?:group|extra|all-extras|no-emit|unsafe)/.test(command))
      return [];
    const folder = file.split('/').slice(0, -1);
    const required = sources.flatMap((source) => {
      const found = [
        source,
        [...folder, source].join('/'),
        [...folder, source.split('/').at(-1)].join('/'),
      ].find((path) => project.has(path));
      return found === undefined ? [] : requiredByFile(project, found);
    });
    const names = new Set(requirementLines(text).flatMap(({ requirement }) => requirement?.name ?? []));
    return [{ file, line: 1, names, required, renew: command.slice(0, 200) }];
  });
}

/** pip-compile leaves these out by default. */
const UNSAFE = /^(?:pip|setuptools|distribute|wheel)$/;

const requiredByFile = (project: Project, file: string): Lock['required'] =>
  requirementLines(project.text(file) ?? '').flatMap(({ requirement, text, line }) =>
    requirement && requirement.marker === '' && !UNSAFE.test(requirement.name)
      ? [{ text, file, line, name: requirement.name }]
      : [],
  );

/** Every lock of the project. */
export const locksOf = (project: Project): readonly Lock[] => [
  ...tableLocks(project),
  ...pipfileLock(project),
  ...compiled(project),
];
