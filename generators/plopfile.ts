/** The generators for plop: `npx plop` in this repository, or `plop.load('create-pyproject')` in your plopfile. */
import type { NodePlopAPI } from 'node-plop';
import { withPacks } from '../src/cli/layers.js';
import { command, module, project } from '../src/entry/built-in.js';
import { register } from '../src/entry/plop.js';
import { teamPack } from '../src/entry/team-pack.js';
import { VERSION } from '../src/entry/version.js';
import { nodeHost } from '../src/host/node-host.js';

/** The second argument of `plop.load`. */
export interface PlopConfig {
  /** Sources of team packs, as after `--pack`; a relative folder is relative to the current directory. */
  readonly packs?: readonly string[];
}

/** Registers every generator of this package with its own templates and the real host. */
export default async function plopfile(plop: NodePlopAPI, { packs = [] }: PlopConfig = {}): Promise<void> {
  const host = nodeHost();
  const generator = { about: project, version: VERSION, load: async () => project };
  const made =
    packs.length === 0 ? project : await withPacks(host, generator, packs, { offline: false, all: true });
  for (const pack of [made, module, command, teamPack]) register(plop, pack, host, VERSION);
}
