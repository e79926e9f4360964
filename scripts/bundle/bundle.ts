/** The published files: one CommonJS file for each path that a run may take, and nothing to install beside them. */
import path from 'node:path';
import { type OutputChunk, type Plugin, rolldown } from 'rolldown';
import { helpText } from '../../src/help-text.js';
import { ROOT, VERSION } from '../../src/package.js';
import { BLOB_ID_MODULE, blobIdData } from './blob-id.js';
import { type DataFile, textModule, writeData } from './data.js';
import { lazyEntries, lazyLoading } from './lazy.js';
import { locksData, locksModule } from './locks.js';
import { REDIRECTS } from './redirects.js';
import { TEMPLATES_MODULE, templatesData } from './templates.js';

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

/** Modules of ours that are known when the package is built. */
const KNOWN: Readonly<Record<string, () => string>> = {
  'build/src/package.js': () => `export const VERSION = ${JSON.stringify(VERSION)};`,
  'build/src/help-text.js': () => textModule('helpText', 'help.txt'),
  'build/src/blob-id.js': () => BLOB_ID_MODULE,
  'build/src/templates.js': () => TEMPLATES_MODULE,
  'build/generators/project/python/locked.js': locksModule,
};

const data = async (): Promise<DataFile[]> => [
  { name: 'help.txt', bytes: Buffer.from(helpText()) },
  ...templatesData('project'),
  ...locksData(),
  await blobIdData(),
];

const RUNTIME = /^const require_rolldown_runtime = require\(.*\);$/m;

/**
 * Of the bundler's runtime most chunks need one function of a few lines: where it is alone, it takes the place of the file,
 * which is then not loaded. The tests name the files that each run loads.
 */
function withoutRuntime(code: string): string | null {
  const uses = [...code.matchAll(/require_rolldown_runtime\.(\w+)(\(\{)?/g)];
  const names = new Set(uses.map(([, name]) => name));
  // It alone takes an object of functions.
  if (names.size !== 1 || !uses.every(([, , object]) => object) || !RUNTIME.test(code)) return null;
  const exportAll = `(all) => {
    const target = {};
    for (const name in all) Object.defineProperty(target, name, { get: all[name], enumerable: true });
    return target;
  }`;
  return code.replace(RUNTIME, `const require_rolldown_runtime = { ${[...names]}: ${exportAll} };`);
}

const fromRoot = (id: string): string => path.relative(ROOT, id).split(path.sep).join('/');

/** @throws {Error} when a redirect had nothing to redirect: then something unwanted may be inside under another name */
function replacing(): { plugin: Plugin; verify: () => void } {
  const taken = new Set<string>();
  const plugin: Plugin = {
    name: 'replacing',
    resolveId(source, importer) {
      const at = importer === undefined ? '' : fromRoot(importer);
      // What takes a module's place may need that very module.
      if (at.includes('?instead=')) return null;
      const index = REDIRECTS.findIndex(({ from, within }) => source === from && at.startsWith(within));
      const found = REDIRECTS[index];
      if (!found) return null;
      taken.add(`${found.within} ${found.from}`);
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
    renderChunk: withoutRuntime,
  };
  const verify = (): void => {
    const wanted = [...REDIRECTS.map(({ from, within }) => `${within} ${from}`), ...Object.keys(KNOWN)];
    const missed = wanted.filter((name) => !taken.has(name));
    if (missed.length > 0)
      throw new Error(`nothing asked for ${missed.join(', ')}: the redirect is out of date`);
  };
  return { plugin, verify };
}

/** Writes dist/. @returns what is in it */
export async function bundle(folder: string): Promise<Chunk[]> {
  const replaced = replacing();
  const later = lazyLoading();
  const build = await rolldown({
    input: { ...ENTRIES, ...lazyEntries },
    cwd: ROOT,
    platform: 'node',
    plugins: [replaced.plugin, later.plugin],
    treeshake: { moduleSideEffects: false },
    // What groups need: an entry may export more than its own names.
    preserveEntrySignatures: 'allow-extension',
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
    chunkFileNames: ({ moduleIds }) => `${nameOf(moduleIds.map(fromRoot))}.cjs`,
    codeSplitting: { groups: GROUPS },
    sourcemap: false,
  });
  await build.close();
  replaced.verify();
  later.verify();
  writeData(folder, await data());
  return output.filter((file): file is OutputChunk => file.type === 'chunk').map(described);
}

/**
 * What is kept together although the bundler would part it: each file costs a third of a millisecond before anything of it
 * runs. An earlier one wins.
 */
const GROUPS = [
  {
    name: 'core',
    modules:
      /^build\/src\/(command|paint|formats|redact)\.js$|^build\/generators\/project\/python\/pins\.js$/,
    withImports: true,
  },
  { name: 'create', modules: /^build\/src\/(create|built-in)\.js$/, withImports: true },
  {
    name: 'prompts',
    modules: /^build\/src\/(questions|equivalent)\.js(\?|$)|^node_modules\/@inquirer\//,
    withImports: true,
  },
  { name: 'report', modules: /^build\/src\/(report|document)\.js$/, withImports: true },
  {
    name: 'plan',
    modules: /^build\/src\/(plan|write|plop|disk)\.js(\?|$)|^node_modules\/node-plop\//,
    withImports: true,
  },
].map(({ name, modules, withImports }, index) => ({
  name,
  test: (id: string) => modules.test(fromRoot(id)),
  includeDependenciesRecursively: withImports,
  priority: 9 - index,
}));

/** Chunks that the bundler makes are named after what is in them. */
const NAMES: readonly (readonly [name: string, module: RegExp])[] = [
  ['runtime', /rolldown\/runtime/],
  ['completion', /^build\/src\/completion\./],
  ['failure', /^build\/src\/failure/],
  ['answers', /^build\/src\/answers/],
  ['core', /^build\/src\/command\./],
  ['plan', /^build\/src\/plan\./],
  ['finish', /^build\/src\/finish\./],
  ['git', /^build\/src\/git\./],
  ['create', /^build\/src\/create\./],
  ['toml', /^node_modules\/smol-toml\//],
  ['prompts', /^build\/src\/questions\./],
  ['report', /^build\/src\/report\./],
  ['diff', /^node_modules\/diff\//],
];

function nameOf(modules: readonly string[]): string {
  // The bundler asks for the group of its own runtime before it knows what is in it.
  if (modules.length === 0) return 'runtime';
  const [name] = NAMES.find(([, pattern]) => modules.some((module) => pattern.test(module))) ?? [];
  if (name === undefined) throw new Error(`a chunk has no name: ${modules.join(', ')}`);
  return name;
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
