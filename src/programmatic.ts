/** Turns a program's answers into a project, without a command line, questions or steps. */
import { options } from '../generators/project/options.js';
import { project } from './built-in.js';
import { type Change, readPresent } from './changes.js';
import { UserError } from './errors.js';
import type { Disk } from './host.js';
import type { Draft, Value } from './options.js';
import { VERSION } from './package.js';
import { type Plan, plan } from './plan.js';
import { writePlan } from './plop.js';
import { repair } from './repair.js';
import { type Given, settle } from './settle.js';
import { noneOf } from './suggest.js';
import { targetPath } from './target.js';

/** What a caller passes: from JavaScript it may be anything. */
export type Values = unknown;

/** @param directory the last part of the target's path, of which the project's name is made @throws {@link UserError} */
function settled(values: Values, directory: string): Draft {
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    throw new UserError(
      'E_ANSWERS',
      'the answers are no object',
      "pass an object such as { name: 'my-app' }",
    );
  const given: Record<string, Given> = {};
  for (const [name, value] of Object.entries(values)) {
    if (!Object.hasOwn(options, name))
      throw new UserError(
        'E_ANSWERS',
        `${name}: ${noneOf(name, Object.keys(options))}`,
        'see options for the names',
      );
    if (value !== undefined) given[name] = { value: value as Value, from: name };
  }
  return settle(project, given, { directory, user: '', email: '' });
}

/** Plans for a directory that is not there. @throws {@link UserError} E_VALUE, E_CONFLICT, E_ANSWERS */
export const planFor = (values: Values): Plan => plan(project, settled(values, ''), new Map(), VERSION);

/**
 * Writes a project on a disk.
 * @param directory absolute
 * @throws {@link UserError} E_VALUE, E_CONFLICT, E_ANSWERS, E_DIRECTORY, E_EXISTS, E_DISK
 */
export function createOn(
  disk: Disk,
  values: Values,
  directory: string,
  force: boolean,
): { answers: Draft; changes: readonly Change[]; notes: readonly string[] } {
  const { path } = disk.platform;
  if (typeof directory !== 'string' || !path.isAbsolute(directory))
    throw new UserError(
      'E_DIRECTORY',
      `directory: ${JSON.stringify(directory)} is not an absolute path`,
      'resolve it first',
    );
  const target = targetPath(disk.platform, directory, directory);
  const answers = settled(values, path.basename(target));
  const repaired = repair(disk, target);
  const present = readPresent(disk, target, project.mayStandIn);
  const planned = plan(project, answers, present, VERSION);
  const changes = writePlan(disk, project, target, planned, force);
  return { answers, changes, notes: [...repaired, ...planned.notes, ...planned.pending] };
}
