/** The bundler's plugin that puts replacements in the place of modules. */
import type { Plugin } from 'rolldown';
import { BLOB_ID_MODULE } from './blob-id.js';
import { textModule } from './data.js';
import { fromRoot } from './from-root.js';
import { locksModule } from './locks.js';
import { REDIRECTS, VERSION_MODULE } from './redirects.js';
import { TEMPLATES_MODULE } from './templates.js';

/** Our own modules whose content is known when the package is built. */
const KNOWN: Readonly<Record<string, () => string>> = {
  'build/src/entry/package.js': () => VERSION_MODULE,
  'build/src/entry/help-text.js': () => textModule('helpText', 'help.txt'),
  'build/src/model/blob-id.js': () => BLOB_ID_MODULE,
  'build/src/entry/templates.js': () => TEMPLATES_MODULE,
  'build/generators/project/python/locked.js': locksModule,
};

/** @throws {Error} when a redirect was never used: the unwanted module may be inside under another name */
export function replacing(): { plugin: Plugin; verify: () => void } {
  const taken = new Set<string>();
  const plugin: Plugin = {
    name: 'replacing',
    resolveId(source, importer) {
      const at = importer === undefined ? '' : fromRoot(importer);
      // A replacement may need the very module that it replaces.
      if (at.includes('?instead=')) return null;
      const index = REDIRECTS.findIndex(({ from, within }) => source === from && at.startsWith(within));
      const found = REDIRECTS[index];
      if (!found) return null;
      taken.add(`${found.within} ${found.from}`);
      // It is placed at the importer, so that its own imports are found from there.
      return { id: `${importer}?instead=${index}`, moduleSideEffects: false };
    },
    load(id) {
      const index = /\?instead=(\d+)$/.exec(id)?.[1];
      if (index !== undefined) return REDIRECTS[Number(index)]?.code ?? null;
      const known = KNOWN[fromRoot(id)];
      if (!known) return null;
      taken.add(fromRoot(id));
      return known();
    },
  };
  const verify = (): void => {
    const wanted = [...REDIRECTS.map(({ from, within }) => `${within} ${from}`), ...Object.keys(KNOWN)];
    const missed = wanted.filter((name) => !taken.has(name));
    if (missed.length > 0)
      throw new Error(`nothing asked for ${missed.join(', ')}: the redirect is out of date`);
  };
  return { plugin, verify };
}
