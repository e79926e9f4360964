/** Prepares a run: answers, plan and what it means for the directory. */
import { type Gathered, gather } from '../answers/gather.js';
import { type Change, compare, readPresent, refuseTaken } from '../disk/changes.js';
import { repair } from '../disk/repair.js';
import type { Host } from '../host/host.js';
import type { Pack } from '../plan/pack.js';
import { RECORD } from '../plan/paths.js';
import type { Plan } from '../plan/plan.js';
import type { Request } from './argv.js';
import type { Asking } from './questions.js';

/** What a run would do, before it does anything. */
export interface Prepared extends Gathered {
  readonly planned: Plan;
  readonly changes: readonly Change[];
}

/**
 * Everything up to the first change of the disk, but for what a dead run has left there.
 * @param asking undefined when nothing may be asked
 * @throws {@link UserError}
 */
export async function prepare(
  request: Request,
  host: Host,
  pack: Pack,
  version: string,
  asking: Asking | undefined,
): Promise<Prepared> {
  const { run } = request;
  const writes = !run.diff && !run['dry-run'];
  // Before anything is compared: what a dead run has left half done is neither ours nor in the way.
  const tidy = (directory: string): void => {
    for (const note of writes ? repair(host, directory) : [])
      if (!run.quiet) host.err.write(`create-pyproject: ${note}\n`);
  };
  const gathered = await gather(host, request, pack, asking, (directory) => {
    tidy(directory);
    if (writes && !run.force) refuseTaken(host, directory, pack.landmark);
  });
  const { directory } = gathered;
  // Once more where questions were asked: another run may have died meanwhile.
  tidy(directory);
  const present = readPresent(host, directory, pack.mayStandIn);
  // Each of these is loaded when it is its turn: the first question waits for none of them.
  const { plan } = await import('../plan/plan.js');
  const planned = plan(pack, gathered.answers, present, version);
  const changes = compare(host, planned, directory, pack.merged, run.force === true);
  const record = changes.find(({ path, action }) => path === RECORD && action === 'replace');
  const left = record
    ? await import('../disk/dropped.js').then(({ dropped }) => dropped(host, directory, record, changes))
    : [];
  return { ...gathered, planned, changes, notes: [...gathered.notes, ...left] };
}

/** What there is to say of a run. @param installed whether it sets the project up */
export const notesOf = (prepared: Prepared, installed: boolean): readonly string[] => [
  ...prepared.notes,
  ...prepared.planned.notes,
  ...(installed ? [] : prepared.planned.pending),
];
