/** Prepares a run: answers, plan, and the changes to the directory. */
import type { GivenAnswers } from '../answers/settle.js';
import { type Change, compare, inspect, refuseBlocked } from '../disk/changes.js';
import { obsoleteFiles } from '../disk/obsolete.js';
import { readPresent } from '../disk/present.js';
import { repair } from '../disk/repair.js';
import { decideRepository, inRepository } from '../git/repository.js';
import type { Host } from '../host/host.js';
import type { Draft, OptionTable, Value } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import { visible } from '../model/redact.js';
import { COMMAND, FORCED, type Wording } from '../model/wording.js';
import type { Plan } from '../plan/plan.js';
import type { Request } from './argv.js';
import { paragraph } from './columns.js';
import { type Gathered, gather, type Known } from './gather.js';
import type { Asking } from './questions.js';
import type { Run } from './runflags.js';

/** A run before it writes: answers, plan and changes. */
export interface Prepared extends Gathered {
  readonly planned: Plan;
  readonly changes: readonly Change[];
}

/**
 * Everything before the first change on disk, except for the repair after a dead run.
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
  // Undo an interrupted run before anything is compared.
  const tidy = (directory: string): void => {
    for (const note of writes ? repair(host, directory) : [])
      if (!run.quiet) host.err.write(`create-pyproject: ${note}\n`);
  };
  // Import each of these only when it is needed, so that the first question waits for none of them.
  const compared = async (
    directory: string,
    answers: Draft,
  ): Promise<Pick<Prepared, 'planned' | 'changes'>> => {
    const present = readPresent(host, directory, pack.mayStandIn);
    await pack.ready?.(answers);
    const { plan } = await import('../plan/plan.js');
    const first = plan(pack, answers, present, version);
    const planned = run.plopfile === undefined ? first : await plopped(run.plopfile, first);
    const changes = compare(host, planned, directory, pack.merged, isForced(run));
    const spare = run.force && !run['force-dirty'];
    return { planned, changes: spare ? await sparing(host, directory, changes) : changes };
  };
  const plopped = async (file: string, planned: Plan): Promise<Plan> => {
    const [{ withPlopfile }, { recorded }] = await Promise.all([
      import('../packs/plopfile.js'),
      import('../plan/plan.js'),
    ]);
    const files = await withPlopfile(host, file, planned.files, planned.answers);
    return { ...planned, files: recorded(pack, planned.answers, version, files) };
  };
  const known = async ({ directory, answers, recorded }: Known): Promise<void> => {
    if (writes) await decideRepository(host, directory, run.git);
    const isProject = Object.keys(recorded).length > 0;
    if (writes && inspect(host, directory).kind === 'full') {
      const { planned, changes } = await compared(directory, answers);
      // Other answers can give other files, but every project has these.
      const sure = isProject ? changes : changes.filter(({ path }) => isAlways(pack, planned, path));
      refuseBlocked(sure, wordingOf(run));
    }
    if (isProject) host.out.write(`${paragraph(host.out, madeWith(pack.options, recorded))}\n`);
  };
  const gathered = await gather(host, request, pack, asking, { found: tidy, known });
  const { directory } = gathered;
  // Repeat this, because another run may have died during the questions.
  tidy(directory);
  const { planned, changes } = await compared(directory, gathered.answers);
  const record = changes.find(({ path, action }) => path === RECORD && action === 'renew');
  const left = record ? obsoleteFiles(host, directory, record, changes) : [];
  return { ...gathered, planned, changes, notes: [...gathered.notes, ...left] };
}

/** Whether conflicting files are replaced. */
export const isForced = (run: Run): boolean => run.force === true || run['force-dirty'] === true;

/** The wording of this run's error messages. */
export const wordingOf = (run: Run): Wording => (run.force ? FORCED : COMMAND);

/** Whether every project has this file. */
function isAlways(pack: Pack, planned: Plan, path: string): boolean {
  const conditional = new Set(pack.parts.filter(({ when }) => when).map(({ name }) => name));
  const from = planned.files.find((file) => file.path === path)?.from ?? [];
  return from.some((part) => !conditional.has(part));
}

/** Shows the recorded answers of an existing project, as far as there are questions about them. */
function madeWith(options: OptionTable, recorded: GivenAnswers): string {
  const asked = Object.entries(recorded).filter(([name]) => options[name]?.question);
  const word = (value: Value): string =>
    typeof value === 'boolean' ? (value ? 'yes' : 'no') : visible(String(value));
  const answers = asked.map(([name, { value }]) => `${name} ${word(value)}`).join(', ');
  return `This project was made with ${answers}. Enter keeps an answer.`;
}

/** The changes; a file that is not committed stays a conflict. */
async function sparing(
  host: Host,
  directory: string,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  const replaced = changes.filter(({ action }) => action === 'replace').map(({ path }) => path);
  if (replaced.length === 0 || !inRepository(host, directory) || !host.which('git')) return changes;
  const { uncommitted } = await import('../git/dirty.js');
  const lost = await uncommitted(host, directory, replaced);
  return changes.map((change): Change => {
    const reason = lost.get(change.path);
    return reason === undefined ? change : { ...change, action: 'conflict', remark: reason };
  });
}

/** The notes of a run. @param installed whether --install is given */
export const notesOf = (prepared: Prepared, installed: boolean): readonly string[] => [
  ...prepared.notes,
  ...prepared.planned.notes,
  ...(installed ? [] : prepared.planned.pending),
];
