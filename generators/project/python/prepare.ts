/** Resolves a lock's pins: during the build, which stores them, or in a run that finds none stored. */
import { type LockData, resolve } from './closure.js';
import { type LockSource, labelOf, type PreparedPin } from './lock-source.js';
import { printMarker } from './marker.js';

/** The resolved pins in the form in which they are stored. */
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
        ({ locked, marker, extras, via }): PreparedPin => [
          extras.length > 0 ? `${name}[${extras.toSorted().join(',')}]` : name,
          data[name]?.indexOf(locked) ?? 0,
          printMarker(marker),
          ...via.map(numbered),
        ],
      ),
    );
}
