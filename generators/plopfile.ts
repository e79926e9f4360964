/** The generators for plop: `npx plop` in this repository, or `plop.load('create-pyproject')` in your plopfile. */
import type { NodePlopAPI } from 'node-plop';
import { module, project } from '../src/entry/built-in.js';
import { register } from '../src/entry/plop.js';
import { teamPack } from '../src/entry/team-pack.js';
import { VERSION } from '../src/entry/version.js';
import { nodeHost } from '../src/host/node-host.js';

/** Registers every generator of this package with its own templates and the real host. */
export default function plopfile(plop: NodePlopAPI): void {
  const host = nodeHost();
  for (const pack of [project, module, teamPack]) register(plop, pack, host, VERSION);
}
