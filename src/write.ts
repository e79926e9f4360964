/** Writes a project through plop, as any plopfile would: the command is one more user of its own generator. */
import nodePlop from 'node-plop';
import type { Change } from './disk/changes.js';
import { writePlan } from './disk/produce.js';
import type { Host } from './host/host.js';
import type { Pack } from './plan/pack.js';
import type { Plan } from './plan/plan.js';
import { register } from './plop.js';

interface Project {
  /** Absolute. */
  readonly directory: string;
  /** Made for that directory, so that nothing is planned twice. */
  readonly planned: Plan;
  readonly version: string;
  readonly force: boolean;
}

/** @throws {@link UserError} E_EXISTS, E_DISK */
export async function write(host: Host, pack: Pack, project: Project): Promise<readonly Change[]> {
  const { directory, planned, version, force } = project;
  const plop = await nodePlop('', { destBasePath: host.cwd, force });
  let changes: readonly Change[] = [];
  let failure: unknown;
  register(plop, pack, host, version, () => {
    try {
      changes = writePlan(host, pack, directory, planned, force);
    } catch (error) {
      failure = error;
      throw error;
    }
  });
  const { failures } = await plop.getGenerator(pack.name).runActions({ directory, ...planned.answers });
  // plop keeps only an error's text; the error itself has the code and the hint.
  if (failure !== undefined || failures.length > 0) throw failure ?? new Error(failures[0]?.error);
  return changes;
}
