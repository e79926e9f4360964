/** The packs that come with this package. */
import { brotliDecompressSync } from 'node:zlib';
import { type ProjectData, projectPack } from '../../generators/project/index.js';
import type { Pack } from '../model/pack.js';
import { readData } from './data.js';

/** The generator of Python projects. Its data are packed, which makes the package a quarter smaller. */
export const project: Pack = projectPack(
  () => JSON.parse(brotliDecompressSync(readData('project.json.br')).toString()) as ProjectData,
);
