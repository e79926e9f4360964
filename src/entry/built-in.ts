/** The packs of this package. Their data are compressed. */
import { brotliDecompressSync } from 'node:zlib';
import { modulePack } from '../../generators/module/index.js';
import { packPack } from '../../generators/pack/index.js';
import { type ProjectData, projectPack } from '../../generators/project/index.js';
import { settle } from '../answers/settle.js';
import type { Pack, Template } from '../model/pack.js';
import { testedFiles } from '../packs/tested-files.js';
import { plan } from '../plan/plan.js';
import { readData } from './data.js';
import { VERSION } from './version.js';

const unpacked = (name: string): unknown => JSON.parse(brotliDecompressSync(readData(name)).toString());

/** The generator of Python projects. */
export const project: Pack = projectPack(() => unpacked('project.json.br') as ProjectData);

const module: Pack = modulePack(() => unpacked('module.json.br') as readonly Template[]);

/** The generator of team packs. */
export const teamPack: Pack = packPack(
  () => unpacked('pack.json.br') as readonly Template[],
  VERSION,
  () => {
    const given = { name: { value: 'my-app', from: 'name' } };
    const answers = settle(project, given, { directory: '', user: '', email: '' });
    return testedFiles(project, plan(project, answers, new Map(), VERSION).files);
  },
);

/** Every generator, for plop. */
export const packs: readonly Pack[] = [project, module, teamPack];
