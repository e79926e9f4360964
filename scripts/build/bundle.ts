/** Bundles the published code into CommonJS files without dependencies. */
import path from 'node:path';
import { type OutputChunk, rolldown } from 'rolldown';
import { ROOT } from '../root.js';

export interface Chunk {
  readonly file: string;
  /** Chunks that are loaded together with it. */
  readonly imports: readonly string[];
  /** Path from the root -> bytes that remain after bundling. */
  readonly modules: Readonly<Record<string, number>>;
}

const ENTRIES = { main: 'build/src/entry/main.js', library: 'build/src/entry/library.js' };

/** A file's path from the root, "/"-separated. */
const fromRoot = (id: string): string => path.relative(ROOT, id).split(path.sep).join('/');

/** Writes the code into a folder. @returns the content of the bundle */
export async function bundle(folder: string): Promise<Chunk[]> {
  const build = await rolldown({
    input: ENTRIES,
    cwd: ROOT,
    platform: 'node',
    // Drop unused modules even if their package does not declare them free of side effects.
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
  });
  await build.close();
  return output.filter((file): file is OutputChunk => file.type === 'chunk').map(described);
}

const described = (chunk: OutputChunk): Chunk => ({
  file: chunk.fileName,
  imports: chunk.imports,
  modules: Object.fromEntries(
    Object.entries(chunk.modules).map(([id, { renderedLength }]) => [fromRoot(id), renderedLength]),
  ),
});
