/** A lock, and what both of its kinds have in common: the requirements of its source. */
import type { Declared } from './metadata.js';
import { folderOf } from './packages.js';
import { normalized, type Requirement, requirementOf } from './requirements.js';
import type { Table } from './toml.js';

/** What the source of a lock requires, wherever it is installed. */
export interface Required extends Declared {
  readonly name: string;
  /** The version specifiers; '' if any version will do, or if they are not known. */
  readonly versions: string;
}

/** A lock, and what its source requires now. */
export interface Lock {
  readonly file: string;
  /** Each name -> its versions; '' for one that comes from git, an address or a folder. */
  readonly locked: ReadonlyMap<string, readonly string[]>;
  readonly required: readonly Required[];
  /** How it is renewed. */
  readonly renew: string;
}

/** A requirement with a marker need not be in a lock, and its version there may be that of another environment. */
export const always = (place: Declared, requirement: Requirement | undefined): readonly Required[] =>
  requirement === undefined || requirement.name === '' || requirement.marker !== ''
    ? []
    : [{ ...place, name: requirement.name, versions: requirement.versions }];

/** The names and versions of a lock. A version that is not known is undefined. */
export const byName = (entries: Iterable<readonly [string, string | undefined]>): Lock['locked'] => {
  const found = new Map<string, string[]>();
  for (const [name, version = ''] of entries)
    found.set(normalized(name), [...(found.get(normalized(name)) ?? []), version]);
  return found;
};

/** The requirements in a list of pyproject.toml; an extra of the project itself is in no lock. */
export const requiredIn = (
  file: string,
  pyproject: Table,
  ...place: readonly string[]
): readonly Required[] =>
  pyproject
    .strings(...place)
    .flatMap((text) =>
      always({ text, file, line: pyproject.lineOfItem(text, ...place) }, requirementOf(text)),
    )
    .filter(({ name }) => name !== normalized(pyproject.string('project', 'name') ?? ''));

/** The requirements in every list of a table, or in those with these names. */
export const requiredInAll = (
  file: string,
  pyproject: Table,
  table: readonly string[],
  names?: readonly string[],
): readonly Required[] =>
  pyproject
    .entries(...table)
    .filter(([name]) => names === undefined || names.map(normalized).includes(normalized(name)))
    .flatMap(([name]) => requiredIn(file, pyproject, ...table, name));

/** Where pyproject.toml has its extras. */
export const OPTIONAL = ['project', 'optional-dependencies'];

/** The path of a file in the folder of another. */
export const beside = (file: string, name: string): string =>
  folderOf(file) === '' ? name : `${folderOf(file)}/${name}`;
