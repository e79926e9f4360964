/** The packs of this package. Their data are compressed. */
import { brotliDecompressSync } from 'node:zlib';
import { commandPack } from '../../generators/command/index.js';
import { modulePack } from '../../generators/module/index.js';
import { type ProjectData, projectPack } from '../../generators/project/index.js';
import type { Pack, Template } from '../model/pack.js';
import { readData } from './data.js';

/** Reads packed data. @param name a file that scripts/build/data.ts writes */
export const unpacked = (name: string): unknown =>
  JSON.parse(brotliDecompressSync(readData(name)).toString());

/** The generator of Python projects. */
export const project: Pack = projectPack(() => unpacked('project.json.br') as ProjectData);

/** The generator of modules. */
export const module: Pack = modulePack(() => unpacked('module.json.br') as readonly Template[]);

/** The generator of commands. */
export const command: Pack = commandPack(
  () => unpacked('command.json.br') as readonly Template[],
  async () => (await import('../packs/toml-editor.js')).tomlEditor,
);
