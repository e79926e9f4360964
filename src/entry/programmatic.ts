/** Creates a project from a program's answers, without a command line, questions or steps. */
import { options } from '../../generators/project/options.js';
import { type GivenAnswers, settle } from '../answers/settle.js';
import { targetPath } from '../answers/target.js';
import type { Change } from '../disk/changes.js';
import { writeProject } from '../disk/write-project.js';
import type { Disk } from '../host/host.js';
import { type ErrorCode, UserError } from '../model/errors.js';
import type { Draft, Value } from '../model/options.js';
import { withoutCredentials } from '../model/redact.js';
import { noneOf } from '../model/suggest.js';
import { LIBRARY } from '../model/wording.js';
import { type Plan, plan } from '../plan/plan.js';
import { project } from './built-in.js';
import { VERSION } from './version.js';

/** The answers of a caller, which in JavaScript may have any type. */
export type Values = unknown;

/** @throws {@link UserError} with a hint about the correct arguments */
function entriesOf(
  values: Values,
  known: readonly string[],
  { code, called, instead }: { code: ErrorCode; called: string; instead: string },
): readonly (readonly [name: string, value: unknown])[] {
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    throw new UserError(code, `${called}: must be an object`, instead);
  const entries = Object.entries(values);
  const unknown = entries.find(([name]) => !known.includes(name));
  if (unknown) throw new UserError(code, `${called}: ${noneOf(unknown[0], known)}`, instead);
  return entries.filter(([, value]) => value !== undefined);
}

/** @throws {@link UserError} E_ANSWERS */
function givenBy(values: Values): GivenAnswers {
  const entries = entriesOf(values, Object.keys(options), {
    code: 'E_ANSWERS',
    called: 'answers',
    instead: "pass an object such as { name: 'my-app' }; options lists the names",
  });
  return Object.fromEntries(entries.map(([name, value]) => [name, { value: value as Value, from: name }]));
}

/**
 * @param directory the last part of the target's path, which is the default for the name
 * @throws {@link UserError}
 */
const settled = (given: GivenAnswers, directory: string): Draft =>
  settle(project, given, { directory, user: '', email: '' }, LIBRARY);

/** Calls `act`, and removes credentials from its errors, because a program's errors end up in its logs. */
function withoutSecrets<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { code, message, hint, files } = error;
    throw new UserError(code, withoutCredentials(message), withoutCredentials(hint), files);
  }
}

/** Plans for a missing directory. @throws {@link UserError} E_VALUE, E_CONFLICT, E_ANSWERS */
export const planFor = (values: Values): Plan =>
  withoutSecrets(() => {
    const given = givenBy(values);
    // The default for the name is the directory's name.
    if (!given.name)
      throw new UserError('E_VALUE', 'name: is required without a directory', "pass { name: 'my-app' }");
    return plan(project, settled(given, ''), new Map(), VERSION);
  });

/** @returns an absolute path, and whether files are replaced @throws {@link UserError} E_DIRECTORY */
function targetOf({ platform }: Disk, target: unknown): { directory: string; force: boolean } {
  const instead = 'pass { directory }, an absolute path, and force: true to replace files';
  const refuse = (reason: string): never => {
    throw new UserError('E_DIRECTORY', reason, instead);
  };
  const about = { code: 'E_DIRECTORY', called: 'target', instead } as const;
  const { directory, force = false } = Object.fromEntries(entriesOf(target, ['directory', 'force'], about));
  if (typeof directory !== 'string') return refuse('directory: must be a string');
  if (!platform.path.isAbsolute(directory))
    return refuse(`directory: ${JSON.stringify(directory)} is not an absolute path`);
  if (typeof force !== 'boolean') return refuse('force: must be true or false');
  return { directory: targetPath(platform, directory, directory), force };
}

/**
 * Writes a project on a disk.
 * @param target `{ directory, force }`
 * @throws {@link UserError} E_VALUE, E_CONFLICT, E_ANSWERS, E_DIRECTORY, E_EXISTS, E_DISK
 */
export const createOn = (
  disk: Disk,
  values: Values,
  target: unknown,
): { answers: Draft; changes: readonly Change[]; notes: readonly string[] } =>
  withoutSecrets(() => {
    const { directory, force } = targetOf(disk, target);
    const answers = settled(givenBy(values), disk.platform.path.basename(directory));
    const notes: string[] = [];
    const { changes } = writeProject(disk, project, { directory, answers, version: VERSION, force }, (note) =>
      notes.push(note),
    );
    return { answers, changes, notes };
  });
