/** Adds code to a project that is there, by a generator of this package: nothing that exists is replaced. */
import { settle } from '../answers/settle.js';
import { targetPath } from '../answers/target.js';
import { type Change, compare } from '../disk/changes.js';
import { apply } from '../disk/disk.js';
import { readPresent } from '../disk/present.js';
import { inProject } from '../disk/project-view.js';
import { isThere } from '../disk/read.js';
import type { Host } from '../host/host.js';
import { paint } from '../host/paint.js';
import { EXIT, UserError } from '../model/errors.js';
import { NOBODY } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { type Plan, plan } from '../plan/plan.js';
import { fileReport } from './document.js';
import { changesByFolder, differences } from './report.js';
import { type FollowFlags, writes } from './run-update.js';
import { closing } from './summary.js';

/** What to add, and where. */
export interface Code {
  /** The project's directory, as typed. */
  readonly shown: string;
  readonly name: string;
  readonly flags: FollowFlags;
}

/**
 * @param pack a generator with one option, which has its name
 * @param startWriting awaited before the first change on disk
 * @returns the exit code
 * @throws {@link UserError} E_DIRECTORY, E_VALUE, E_EXISTS, E_DISK
 */
export async function addCode(
  host: Host,
  version: string,
  pack: Pack,
  { shown, name, flags }: Code,
  startWriting: () => Promise<void>,
): Promise<number> {
  const directory = targetPath(host.platform, host.cwd, shown);
  if (pack.addsTo !== undefined && !isThere(host, host.platform.path.join(directory, pack.addsTo)))
    throw new UserError(
      'E_DIRECTORY',
      `${shown} has no ${pack.addsTo}`,
      'name a project with --in DIRECTORY',
    );
  const answers = settle(pack, { [pack.name]: { value: name, from: `add ${pack.name}` } }, NOBODY);
  await pack.ready?.(answers);
  const present = readPresent(host, directory, pack.mayStandIn, false);
  const planned = plan(pack, inProject(host, pack, directory, answers), present, version);
  const changes = compare(host, planned, directory, pack.merged, false);
  refuseTaken(changes);
  if (writes(flags)) {
    await startWriting();
    apply(host, directory, 'full', changes);
  }
  await report(host, version, { shown, directory, pack, planned, changes }, flags);
  return EXIT.done;
}

/** @throws {@link UserError} E_EXISTS when a file of it is there, even the same */
function refuseTaken(changes: readonly Change[]): void {
  const taken = changes.filter(({ action }) => action !== 'create' && action !== 'replace');
  if (taken.length === 0) return;
  const paths = taken.map(({ path, obstacle }) => obstacle ?? path);
  throw new UserError(
    'E_EXISTS',
    `${paths.join(', ')} ${paths.length === 1 ? 'exists' : 'exist'} already`,
    'choose another name',
    paths,
  );
}

interface Added {
  readonly shown: string;
  readonly directory: string;
  readonly planned: Plan;
  readonly changes: readonly Change[];
  readonly pack: Pack;
}

async function report(
  host: Host,
  version: string,
  { shown, directory, pack, planned, changes }: Added,
  flags: FollowFlags,
): Promise<void> {
  const { context } = planned;
  const hints = pack.hints(context);
  const next = pack.next(context, { shown, installed: false, platform: host.platform });
  if (flags.json) {
    const files = changes.map((change) => fileReport(change));
    const told = { version, directory, answers: planned.answers, files, notes: planned.notes, next, hints };
    host.out.write(`${JSON.stringify(told, null, 2)}\n`);
  } else if (flags.diff) host.out.write(await differences(changes));
  else if (!flags.quiet) {
    host.out.write(changesByFolder(shown, changes, host.out.columns, { replace: 'changed' }));
    if (writes(flags)) host.out.write(closing(host.out, [], next, hints, paint(host, host.out)));
  }
}
