/** Bundles the published files: one CommonJS file for each path that a run may take, and no dependencies to install. */
import { type OutputChunk, rolldown } from 'rolldown';
import { helpText } from '../../src/entry/help-text.js';
import { ROOT } from '../../src/entry/package.js';
import { blobIdData } from './blob-id.js';
import { GROUPS, nameOf, withoutRuntime } from './chunks.js';
import { type DataFile, writeData } from './data.js';
import { fromRoot } from './from-root.js';
import { lazyEntries, lazyLoading } from './lazy.js';
import { locksData } from './locks.js';
import { replacing } from './replacing.js';
import { templatesData } from './templates.js';

export interface Chunk {
  readonly file: string;
  readonly bytes: number;
  /** Chunks that are loaded with it. */
  readonly imports: readonly string[];
  /** Chunks that it may load later. */
  readonly lazy: readonly string[];
  /** Path from the root -> bytes that are left of it. */
  readonly modules: Readonly<Record<string, number>>;
}

const ENTRIES = { main: 'build/src/entry/main.js', library: 'build/src/entry/library.js' };

const data = async (): Promise<DataFile[]> => [
  { name: 'help.txt', bytes: Buffer.from(helpText()) },
  ...templatesData(),
  ...locksData(),
  await blobIdData(),
];

/** Writes dist/. @returns what is in it */
export async function bundle(folder: string): Promise<Chunk[]> {
  const replaced = replacing();
  const later = lazyLoading();
  const build = await rolldown({
    input: { ...ENTRIES, ...lazyEntries },
    cwd: ROOT,
    platform: 'node',
    plugins: [replaced.plugin, later.plugin, { name: 'no runtime', renderChunk: withoutRuntime }],
    treeshake: { moduleSideEffects: false },
    // Groups need this: an entry may export more than its own names.
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

const described = (chunk: OutputChunk): Chunk => ({
  file: chunk.fileName,
  bytes: Buffer.byteLength(chunk.code),
  imports: chunk.imports,
  lazy: chunk.dynamicImports,
  modules: Object.fromEntries(
    Object.entries(chunk.modules).map(([id, { renderedLength }]) => [fromRoot(id), renderedLength]),
  ),
});
