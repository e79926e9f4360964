/** Moves functions that few runs call, though all could, to chunks that are loaded at the first call. */
import path from 'node:path';
import type { Plugin } from 'rolldown';
import { ROOT } from '../../src/entry/package.js';
import { fromRoot } from './from-root.js';

/** Chunk -> its modules -> the functions callable from outside the chunk. */
const LAZY: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  // For requirements of the user's own: the build has resolved those that projects come with.
  requirements: {
    'build/generators/project/python/closure.js': [],
    'build/generators/project/python/direct.js': ['directRequirement'],
    'build/generators/project/python/marker.js': [],
    'build/generators/project/python/prepare.js': ['prepare'],
    'build/generators/project/python/requirement.js': ['parseRequirement'],
    'build/generators/project/python/unlocked.js': ['unlocked'],
    'build/generators/project/python/version.js': [],
  },
  leftovers: { 'build/src/disk/leftovers.js': ['removeStaging', 'takeBackLeft'] },
  document: { 'build/src/cli/document.js': ['document'] },
  exec: { 'build/src/host/node-exec.js': ['run', 'which'] },
  preview: {
    'build/src/cli/preview.js': ['agree', 'show', 'showEquivalent'],
    'build/src/cli/report.js': [],
  },
  seldom: {
    'build/src/cli/help.js': [],
    'build/src/cli/information.js': ['information'],
    'build/src/cli/meant.js': ['keptNote', 'meant'],
    'build/src/host/node-input.js': ['standardInput'],
    'build/src/cli/schema.js': [],
    'build/src/model/suggest.js': ['suggest', 'noneOf'],
  },
};

const ENTRY = 'lazy:';
const LATER = '?later';

/** These chunks as entries of the bundle, besides its own. */
export const lazyEntries: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(LAZY).map((chunk) => [chunk, `${ENTRY}${chunk}`]),
);

/** Source of a chunk's entry: everything callable from outside. */
const entry = (chunk: string): string =>
  Object.entries(LAZY[chunk] ?? {})
    .filter(([, names]) => names.length > 0)
    .map(([module, names]) => `export { ${names} } from ${JSON.stringify(path.join(ROOT, module))};`)
    .join('\n');

/** Source of a module's stand-in outside its chunk. It loads the chunk at the first call. */
const standIn = (chunk: string, names: readonly string[]): string =>
  [
    `const load = () => require(__dirname + '/${chunk}.cjs');`,
    ...names.map((name) => `export const ${name} = (...args) => load().${name}(...args);`),
  ].join('\n');

/** @throws {Error} when anything not listed is imported from outside, or nothing asks for a chunk */
export function lazyLoading(): { plugin: Plugin; verify: () => void } {
  const asked = new Set<string>();
  const plugin: Plugin = {
    name: 'lazy loading',
    resolveId(source, importer) {
      if (source.startsWith(ENTRY)) return source;
      if (importer === undefined || importer.startsWith(ENTRY) || !source.startsWith('.')) return null;
      const file = path.resolve(path.dirname(importer), source);
      const [chunk, modules] =
        Object.entries(LAZY).find(([, all]) => Object.hasOwn(all, fromRoot(file))) ?? [];
      if (chunk === undefined || Object.hasOwn(modules ?? {}, fromRoot(importer))) return null;
      asked.add(chunk);
      return `${file}${LATER}`;
    },
    load(id) {
      if (id.startsWith(ENTRY)) return entry(id.slice(ENTRY.length));
      if (!id.endsWith(LATER)) return null;
      const module = fromRoot(id.slice(0, -LATER.length));
      const [chunk = '', modules] = Object.entries(LAZY).find(([, all]) => Object.hasOwn(all, module)) ?? [];
      return standIn(chunk, modules?.[module] ?? []);
    },
  };
  const verify = (): void => {
    const missed = Object.keys(LAZY).filter((chunk) => !asked.has(chunk));
    if (missed.length > 0) throw new Error(`nothing asked for ${missed}: these are no chunks of their own`);
  };
  return { plugin, verify };
}
