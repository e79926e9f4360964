/** Finds the packages that a lock needs, each with its marker and with what requires it. */
import { type LockSource, labelOf } from './lock-source.js';
import { ALWAYS, both, either, fromPython, type Marker, NEVER, printMarker, readMarker } from './marker.js';
import { parseRequirement } from './requirement.js';

/** One version of a package, and what it requires by its own metadata. */
export interface LockedPackage {
  readonly version: string;
  /** Where this version is used, if another one is locked for other Pythons. */
  readonly when?: string;
  /** Whether only some environments can reach it: what it would require in the others is unknown. */
  readonly partial?: true;
  /** `name`, `name[extra]`, `name ; marker`. */
  readonly requires: readonly string[];
  readonly extras?: Readonly<Record<string, readonly string[]>>;
  /** The sha256 of every file of the release, raw and sorted, as base64. */
  readonly sha256: string;
}

/** The whole data: every package that a generated project can lock, with one version (more if it is forked). */
export type LockData = Readonly<Record<string, readonly LockedPackage[]>>;

/** A line of a lock. */
export interface Pin {
  readonly locked: LockedPackage;
  readonly marker: Marker;
  /** Every extra that something asks for: pip before 23.3 takes `coverage==7` for no pin of `coverage[toml]`. */
  readonly extras: readonly string[];
  readonly via: readonly string[];
}

/** Looks up own properties only: `constructor`, which every object inherits, is a valid package name. */
export const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** Follows every edge from the direct requirements, and unites the markers of all paths to a package. */
export function resolve(sources: readonly LockSource[], python: string, data: LockData): Map<string, Pin[]> {
  const pins = new Map<string, Pin[]>();
  const reached = new Map<readonly string[], Marker>();

  /** Follows a list of edges, unless that was already done under this marker. */
  const follow = (edges: readonly string[], from: Marker, parent: string): void => {
    const known = reached.get(edges) ?? NEVER;
    const grown = either(known, from);
    if (reached.has(edges) && printMarker(grown) === printMarker(known)) return;
    reached.set(edges, grown);
    for (const edge of edges) visit(edge, grown, parent);
  };

  const visit = (edge: string, from: Marker, parent: string): void => {
    const [, name = '', extras = '', condition = ''] =
      /^([^\s[]+)(?:\[(.*)\])?(?: ; (.*))?$/.exec(edge) ?? [];
    const found = own(data, name);
    if (!found) throw new Error(`the lock data has no ${name}: run npm run pins`);
    const versions =
      pins.get(name) ?? found.map((locked) => ({ locked, marker: NEVER, extras: [], via: [] }));
    const ways = versions.map(({ locked: { when = '' } }) =>
      fromPython(both(both(from, readMarker(condition)), readMarker(when)), python),
    );
    const asked = extras === '' ? [] : extras.split(',');
    const grow = (pin: Pin, way: Marker): Pin =>
      way.length === 0
        ? pin
        : {
            ...pin,
            marker: either(pin.marker, way),
            extras: [...new Set([...pin.extras, ...asked])],
            via: [...new Set([...pin.via, parent])],
          };
    pins.set(
      name,
      versions.map((pin, i) => grow(pin, ways[i] ?? NEVER)),
    );
    for (const [i, { locked }] of versions.entries()) {
      const way = ways[i] ?? NEVER;
      if (way.length === 0) continue;
      follow(locked.requires, way, name);
      for (const extra of asked) follow(own(locked.extras ?? {}, extra) ?? [], way, name);
    }
  };

  for (const source of sources)
    for (const { name, extras } of source.requirements.map(parseRequirement))
      visit(`${name}[${extras}]`, ALWAYS, labelOf(source));
  return new Map([...pins].map(([name, list]) => [name, list.filter(({ marker }) => marker.length > 0)]));
}
