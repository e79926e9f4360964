/** Writes items of a list into a project, and makes the locks that follow from them. */
import { apply } from '../disk/disk.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { ListOption } from '../model/options.js';
import { runSteps } from '../setup/setup.js';
import { addItems } from './add-items.js';
import type { OpenedProject } from './opened-project.js';
import { refuseDirty } from './refuse-dirty.js';
import {
  changesOf,
  codeOf,
  type FollowFlags,
  pathsOf,
  report,
  showPreview,
  type Told,
  writes,
} from './run-update.js';

/** What to add, and how. */
export interface Wanted {
  readonly name: string;
  readonly option: ListOption;
  readonly items: readonly string[];
  readonly flags: FollowFlags;
}

/**
 * @param version of this create-pyproject
 * @param startWriting awaited before the first change on disk
 * @returns the exit code
 * @throws {@link UserError} E_VALUE, E_DIRTY, and E_STEP when the locks cannot be made: the files stay written
 */
export async function runItems(
  host: Host,
  version: string,
  opened: OpenedProject,
  { name, option, items, flags }: Wanted,
  startWriting: () => Promise<void>,
): Promise<number> {
  const project = await addItems(host, version, opened, {
    name,
    option,
    items,
    conflicts: flags.conflict ?? 'markers',
  });
  const changes = changesOf(project);
  const { install } = opened.pack.following.locks(project.planned.context);
  const next = project.relock ? [project.relock, install] : [];
  const told = { host, version, shown: opened.shown, project, flags };
  if (changes.length === 0 && !flags.json) {
    if (!flags.quiet && !flags.diff) host.out.write(`${opened.shown}: nothing to add\n`);
    return codeOf(project);
  }
  if (!writes(flags) || changes.length === 0) {
    await report(told, next);
    return codeOf(project);
  }
  // A clean change is as small as one by hand, and needs no commit before it.
  if (!flags.force && project.conflicts.length > 0) await refuseDirty(host, project, pathsOf(changes));
  await startWriting();
  apply(host, project.directory, 'full', changes);
  showPreview(told);
  const isLocked = project.conflicts.length === 0 && !flags.offline && (await lock(told, install));
  await report(told, isLocked ? [install] : next, true);
  return codeOf(project);
}

/** Makes the locks again. @returns false when nothing is to be locked, or the program is not there */
async function lock({ host, shown, project, flags }: Told, install: string): Promise<boolean> {
  const command = project.relock?.split(' ') ?? [];
  if (command[0] === undefined || host.which(command[0]) === undefined) return false;
  const place = { directory: project.directory, shown, resume: install };
  await runSteps(host, place, [{ name: 'lock', commands: [command] }], [], flags.quiet === true);
  return true;
}
