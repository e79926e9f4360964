/** The published files: one CommonJS file for each path that a run may take, and nothing to install beside them. */
import path from 'node:path';
import { type OutputChunk, type Plugin, rolldown } from 'rolldown';
import { packages } from '../../generators/project/python/lock-data.js';
import { ROOT, VERSION } from '../../src/package.js';
import { templatesOf } from '../../src/templates.js';
import { REDIRECTS } from './redirects.js';

export interface Chunk {
  readonly file: string;
  readonly bytes: number;
  /** Chunks that are loaded with it. */
  readonly imports: readonly string[];
  /** Chunks that it may load later. */
  readonly lazy: readonly string[];
  /** Path from the root -> bytes of what is left of it. */
  readonly modules: Readonly<Record<string, number>>;
}

const ENTRIES = { main: 'build/src/main.js', library: 'build/src/library.js' };

/** V8 reads JSON faster than the same as an expression. */
const asJson = (value: unknown): string => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;

/** Modules of ours that are known when the package is built. */
const KNOWN: Readonly<Record<string, () => string>> = {
  'build/src/package.js': () => `export const VERSION = ${JSON.stringify(VERSION)};`,
  'build/src/templates.js': () =>
    `const all = ${asJson({ project: templatesOf('project') })}; export const templatesOf = (pack) => all[pack];`,
  'build/generators/project/python/lock-data.js': () => `export const packages = ${asJson(packages)};`,
};

const fromRoot = (id: string): string => path.relative(ROOT, id).split(path.sep).join('/');

/** @throws {Error} when a redirect had nothing to redirect: then something unwanted may be inside under another name */
function replacing(): { plugin: Plugin; verify: () => void } {
  const taken = new Set<string>();
  const plugin: Plugin = {
    name: 'replacing',
    resolveId(source, importer) {
      const at = importer === undefined ? '' : fromRoot(importer);
      const index = REDIRECTS.findIndex(({ from, within }) => source === from && at.startsWith(within));
      const found = REDIRECTS[index];
      if (!found) return null;
      taken.add(found.from);
      // The file's place is the importer's, so that what it imports is found from there.
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
    const wanted = [...REDIRECTS.map(({ from }) => from), ...Object.keys(KNOWN)];
    const missed = wanted.filter((name) => !taken.has(name));
    if (missed.length > 0)
      throw new Error(`nothing asked for ${missed.join(', ')}: the redirect is out of date`);
  };
  return { plugin, verify };
}

/** Writes dist/. @returns what is in it */
export async function bundle(folder: string): Promise<Chunk[]> {
  const { plugin, verify } = replacing();
  const build = await rolldown({
    input: ENTRIES,
    cwd: ROOT,
    platform: 'node',
    plugins: [plugin],
    treeshake: { moduleSideEffects: false },
    onLog(level, log) {
      throw new Error(`${level}: ${log.message}`);
    },
  });
  const { output } = await build.write({
    dir: folder,
    format: 'cjs',
    exports: 'named',
    minify: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    sourcemap: false,
  });
  await build.close();
  verify();
  return output.filter((file): file is OutputChunk => file.type === 'chunk').map(described);
}

const described = (chunk: OutputChunk): Chunk => ({
  file: chunk.fileName,
  bytes: Buffer.byteLength(chunk.code),
  imports: chunk.imports,
  lazy: chunk.dynamicImports,
  modules: Object.fromEntries(
    Object.entries(chunk.modules).map(([id, { renderedLength }]) => [fromRoot(id), renderedLength]),
  ),
});
