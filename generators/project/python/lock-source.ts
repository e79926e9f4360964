/** A lock's inputs, and the key under which its pins are stored. */

/** A file that names direct requirements. With `project`, the pyproject.toml of that project. */
export interface LockSource {
  readonly file: string;
  readonly project?: string;
  readonly requirements: readonly string[];
}

/** A stored pin: the name with its extras, which of the package's versions, its marker, and what requires it; a number is a source's index. */
export type PreparedPin = readonly [
  name: string,
  version: number,
  condition: string,
  ...via: (string | number)[],
];

/** What the pins depend on: the lowest Python and each source's requirements, in any order. */
export const keyOf = (python: string, sources: readonly LockSource[]): string =>
  [python, ...sources.map(({ requirements }) => requirements.toSorted().join(','))].join('|');

/** A source as uv names it after `# via`. */
export const labelOf = ({ file, project }: LockSource): string =>
  project ? `${project} (${file})` : `-r ${file}`;

/** A package's name without its extras. */
export const bareName = (name: string): string => name.replace(/\[.*/, '');
