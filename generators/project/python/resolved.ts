/** Which pins does a lock have? From what the build has resolved already, or by resolving now. */
import { type LockData, type LockSource, resolve } from './closure.js';
import { lockData, preparedPins } from './locked.js';
import { printMarker } from './marker.js';

/** A pin as it is printed. */
export interface PrintedPin {
  readonly name: string;
  readonly version: string;
  /** Base64; see {@link LockedPackage}. */
  readonly sha256: string;
  /** The marker, or ''. */
  readonly condition: string;
  readonly via: readonly string[];
}

/** The same as it is stored: which of the package's versions, its marker, and for whose sake; a number is a source. */
export type PreparedPin = readonly [
  name: string,
  version: number,
  condition: string,
  ...via: (string | number)[],
];

/** What the pins depend on: the lowest Python and each source's requirements. */
export const keyOf = (python: string, sources: readonly LockSource[]): string =>
  [python, ...sources.map(({ requirements }) => requirements.join(','))].join('|');

const labelOf = ({ file, project }: LockSource): string => (project ? `${project} (${file})` : `-r ${file}`);

/** Sorted by name. @throws Error for what the data has not */
export function pinsOf(sources: readonly LockSource[], python: string, data: LockData): PrintedPin[] {
  const prepared = data === lockData() ? preparedPins()[keyOf(python, sources)] : undefined;
  return (prepared ?? prepare(sources, python, data)).map(([name, index, condition, ...via]) => {
    const locked = data[name]?.[index];
    if (!locked) throw new Error(`the lock data has no ${name}: run npm run pins`);
    const parents = via.map((parent) => {
      const source = typeof parent === 'number' ? sources[parent] : undefined;
      return source ? labelOf(source) : String(parent);
    });
    return { name, version: locked.version, sha256: locked.sha256, condition, via: parents };
  });
}

/** Resolves, in the form that is stored. */
export function prepare(sources: readonly LockSource[], python: string, data: LockData): PreparedPin[] {
  const labels = sources.map(labelOf);
  const numbered = (parent: string): string | number => {
    const index = labels.indexOf(parent);
    return index < 0 ? parent : index;
  };
  return [...resolve(sources, python, data)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, pins]) =>
      pins.map(
        ({ locked, marker, via }): PreparedPin => [
          name,
          data[name]?.indexOf(locked) ?? 0,
          printMarker(marker),
          ...via.map(numbered),
        ],
      ),
    );
}
