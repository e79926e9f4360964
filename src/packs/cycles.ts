/** Finds defaults that name each other: none of them has a value. */
import type { Parse } from './lazy-template.js';
import type { OwnOption } from './manifest.js';
import { namesIn } from './names-in.js';

/** Which options of the pack's own the default of one names. */
function namedBy(options: Readonly<Record<string, OwnOption>>, name: string, parse: Parse): string[] {
  const { type, default: value } = options[name] ?? {};
  if (type !== 'text' || typeof value !== 'string') return [];
  try {
    return [...new Set(namesIn(parse(value)))].filter((other) => Object.hasOwn(options, other));
  } catch {
    return []; // told elsewhere
  }
}

/** Each cycle once, from the first of its options in the manifest back to it: a, b, a. */
export function cyclesOf(options: Readonly<Record<string, OwnOption>>, parse: Parse): string[][] {
  const names = Object.keys(options);
  const named = new Map(names.map((name) => [name, namedBy(options, name, parse)]));
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]): void => {
    const start = path.indexOf(name);
    if (start >= 0) cycles.push([...path.slice(start), name]);
    if (start >= 0 || done.has(name)) return;
    for (const other of named.get(name) ?? []) visit(other, [...path, name]);
    done.add(name);
  };
  for (const name of names) visit(name, []);
  return cycles;
}
