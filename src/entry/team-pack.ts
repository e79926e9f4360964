/** The generator of team packs, with a test case that holds a default project. */
import { packPack } from '../../generators/pack/index.js';
import { settle } from '../answers/settle.js';
import { NOBODY } from '../model/options.js';
import type { Pack, Template } from '../model/pack.js';
import { testedFiles } from '../packs/tested-files.js';
import { plan } from '../plan/plan.js';
import { project, unpacked } from './built-in.js';
import { VERSION } from './version.js';

function sample(): ReturnType<typeof testedFiles> {
  const given = { name: { value: 'my-app', from: 'name' } };
  const answers = settle(project, given, NOBODY);
  return testedFiles(project, plan(project, answers, new Map(), VERSION).files);
}

/** The generator of team packs. */
export const teamPack: Pack = packPack(
  () => unpacked('pack.json.br') as readonly Template[],
  VERSION,
  sample,
);
