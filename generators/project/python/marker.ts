/** Environment markers, which say when a locked package is wanted: alternatives of conditions, printed as uv does. */
import { compareReleases } from './version.js';

/** Alternatives; all conditions of one of them must hold. `[[]]` is always, `[]` never. */
export type Marker = readonly Term[];
type Term = readonly string[];

export const ALWAYS: Marker = [[]];
export const NEVER: Marker = [];

/** Reads a marker of the lock data: conditions joined by `and`, those joined by `or`, nothing deeper; '' is always. */
export function readMarker(text: string): Marker {
  return text === '' ? ALWAYS : text.split(' or ').map((term) => term.replace(/^\(|\)$/g, '').split(' and '));
}

/** Holds when both do. */
export function both(a: Marker, b: Marker): Marker {
  if (isAlways(a)) return b;
  if (isAlways(b)) return a;
  return tidy(a.flatMap((x) => b.map((y) => [...x, ...y])));
}

/** Holds when one of them does. */
export function either(a: Marker, b: Marker): Marker {
  return isAlways(a) || isAlways(b) ? ALWAYS : tidy([...a, ...b]);
}

/** Leaves out conditions that every Python from `lowest` on decides alike. */
export function fromPython(marker: Marker, lowest: string): Marker {
  if (isAlways(marker)) return ALWAYS;
  const least = `python_full_version >= '${lowest}'`;
  return tidy(both(marker, [[least]]).map((term) => term.filter((condition) => condition !== least)));
}

/** True for most packages, which need no algebra. */
const isAlways = (marker: Marker): boolean => marker.length === 1 && marker[0]?.length === 0;

/** The marker as printed after a pin; '' when it always holds. */
export function printMarker(marker: Marker): string {
  const terms = marker.map((term) => term.join(' and '));
  return terms.map((text) => (terms.length > 1 && text.includes(' and ') ? `(${text})` : text)).join(' or ');
}

/** Cache: the data have few different markers, and every path to a package asks for them again. */
const tidied = new Map<string, Marker>();

/** Without what something else implies or excludes, in uv's order. */
function tidy(marker: Marker): Marker {
  const text = marker.map((term) => term.join(' and ')).join(' or ');
  const made = tidied.get(text) ?? tidyNow(marker);
  tidied.set(text, made);
  return made;
}

function tidyNow(marker: Marker): Marker {
  const terms = marker
    .filter((term) => !term.some((a) => term.some((b) => excludes(a, b))))
    .map((term) => minimal([...new Set(term)], implies).sort(byVariable));
  const unique = [...new Map(terms.map((term) => [term.join(' and '), term])).values()];
  // An alternative that asks for more than another one adds nothing.
  const wider = minimal(unique, (less, more) => less.every((b) => more.some((a) => implies(a, b))));
  return wider.sort((x, y) => (x.join(' and ') < y.join(' and ') ? -1 : 1));
}

/** The items that no other item makes superfluous. */
function minimal<T>(items: readonly T[], beats: (winner: T, loser: T) => boolean): T[] {
  return items.filter((item) => !items.some((other) => other !== item && beats(other, item)));
}

interface Bound {
  readonly operator: string;
  readonly release: readonly number[];
}

/** A bound on Python's version: the only conditions that say something about each other. */
function bound(condition: string): Bound | undefined {
  const [, operator, version] = /^python_full_version (<|>=) '([\d.]+)'$/.exec(condition) ?? [];
  return operator && version ? { operator, release: version.split('.').map(Number) } : undefined;
}

function compareBounds(a: string, b: string, operators: string): number | undefined {
  const [x, y] = [bound(a), bound(b)];
  if (!x || !y || `${x.operator} ${y.operator}` !== operators) return undefined;
  return compareReleases(x.release, y.release);
}

/** `a` cannot hold without `b`. */
function implies(a: string, b: string): boolean {
  return a === b || (compareBounds(a, b, '< <') ?? 1) < 0 || (compareBounds(a, b, '>= >=') ?? -1) > 0;
}

function excludes(a: string, b: string): boolean {
  return (compareBounds(a, b, '< >=') ?? 1) <= 0;
}

/** Python's version comes first, then the other variables by name. */
function byVariable(a: string, b: string): number {
  const rank = (condition: string) => (condition.startsWith('python_full_version') ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
