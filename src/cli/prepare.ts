/** Prepares a run: answers, plan and what it means for the directory. */
import { type Gathered, gather } from '../answers/gather.js';
import { type Change, compare, readPresent, refuseTaken } from '../disk/changes.js';
import { dropped } from '../disk/dropped.js';
import { repair } from '../disk/repair.js';
import type { Host } from '../host/host.js';
import type { Pack } from '../plan/pack.js';
import { RECORD } from '../plan/paths.js';
import type { Plan } from '../plan/plan.js';
import { inRepository } from '../setup/repository.js';
import type { Request } from './argv.js';
import type { Asking } from './questions.js';
import type { Run } from './runflags.js';

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
    if (writes && !isForced(run)) refuseTaken(host, directory, pack.landmark);
  });
  const { directory } = gathered;
  // Once more where questions were asked: another run may have died meanwhile.
  tidy(directory);
  const present = readPresent(host, directory, pack.mayStandIn);
  // Each of these is loaded when it is its turn: the first question waits for none of them.
  const { plan } = await import('../plan/plan.js');
  const planned = plan(pack, gathered.answers, present, version);
  const compared = compare(host, planned, directory, pack.merged, isForced(run));
  const changes = run.force && !run['force-dirty'] ? await sparing(host, directory, compared) : compared;
  const record = changes.find(({ path, action }) => path === RECORD && action === 'renew');
  const left = record ? dropped(host, directory, record, changes) : [];
  return { ...gathered, planned, changes, notes: [...gathered.notes, ...left] };
}

/** Whether files in the way are replaced. */
export const isForced = (run: Run): boolean => run.force === true || run['force-dirty'] === true;

/** The changes, in which a file that git could not give back stays in the way. */
async function sparing(
  host: Host,
  directory: string,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  const replaced = changes.filter(({ action }) => action === 'replace').map(({ path }) => path);
  if (replaced.length === 0 || !inRepository(host, directory) || !host.which('git')) return changes;
  const { uncommitted } = await import('../setup/dirty.js');
  const lost = await uncommitted(host, directory, replaced);
  return changes.map((change): Change => {
    const reason = lost.get(change.path);
    return reason === undefined ? change : { ...change, action: 'differ', remark: reason };
  });
}

/** What there is to say of a run. @param installed whether it sets the project up */
export const notesOf = (prepared: Prepared, installed: boolean): readonly string[] => [
  ...prepared.notes,
  ...prepared.planned.notes,
  ...(installed ? [] : prepared.planned.pending),
];
