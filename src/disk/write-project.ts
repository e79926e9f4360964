/** Writes settled answers to disk as a project, without a command line, for the library and for plop. */
import type { Disk } from '../host/host.js';
import type { Draft } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { COMMAND, LIBRARY, type Wording } from '../model/wording.js';
import { type Plan, plan } from '../plan/plan.js';
import { type Change, compare, inspect, refuseBlocked } from './changes.js';
import { apply } from './disk.js';
import { readPresent } from './present.js';
import { inProject } from './project-view.js';
import { repair } from './repair.js';

/** A project to write. */
export interface Project {
  /** Absolute. */
  readonly directory: string;
  /** Complete and accepted. */
  readonly answers: Draft;
  /** The generator's version, for the record. */
  readonly version: string;
  readonly force: boolean;
}

/**
 * Writes a project into the directory in its current state.
 * @param tell called with each note at once, because a repair stays in effect even if the rest is refused
 * @throws {@link UserError} E_EXISTS, E_DISK
 */
export function writeProject(
  disk: Disk,
  pack: Pack,
  { directory, answers, version, force }: Project,
  tell: (note: string) => void,
): { readonly planned: Plan; readonly changes: readonly Change[] } {
  // Undo an interrupted run before anything is compared.
  for (const note of repair(disk, directory)) tell(note);
  const present = readPresent(disk, directory, pack.mayStandIn, pack.addsTo === undefined);
  const planned = plan(pack, inProject(disk, pack, directory, answers), present, version);
  const changes = writePlan(disk, pack, directory, planned, force, LIBRARY);
  for (const note of [...planned.notes, ...planned.pending]) tell(note);
  return { planned, changes };
}

/**
 * Writes a plan into the directory in its current state. @returns the changes @throws {@link UserError} E_EXISTS,
 * E_DISK
 */
export function writePlan(
  disk: Disk,
  pack: Pack,
  directory: string,
  planned: Plan,
  force: boolean,
  wording: Wording = COMMAND,
): readonly Change[] {
  const { kind } = inspect(disk, directory);
  const changes = compare(disk, planned, directory, pack.merged, force);
  refuseBlocked(changes, wording);
  apply(disk, directory, kind, changes);
  return changes;
}
