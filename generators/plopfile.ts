/** The generators, for plop: `npx plop --plopfile …/plopfile.js`, or `plop.load('create-pyproject')` in a plopfile of your own. */
import type { NodePlopAPI } from 'node-plop';
import { nodeHost } from '../src/host.js';
import { packFolder, VERSION } from '../src/package.js';
import { register } from '../src/plop.js';
import { readTemplates } from '../src/read-pack.js';
import { projectPack } from './project/index.js';

/** Registers every generator of this package with its own templates and the real host. */
export default function plopfile(plop: NodePlopAPI): void {
  register(
    plop,
    projectPack(() => readTemplates(packFolder('project'))),
    nodeHost(),
    VERSION,
  );
}
