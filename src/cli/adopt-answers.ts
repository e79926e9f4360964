/** The answers for an adoption: given for this run, else recorded by an earlier one, else as the files say, else asked. */
import { type GivenAnswers, settle } from '../answers/settle.js';
import { isThere } from '../disk/read.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Draft, Machine } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import { answersFile } from './gather.js';
import type { Asking } from './questions.js';
import type { UnderstoodProject } from './understood-project.js';

/** What people state, now and in an earlier run. */
export interface StatedAnswers {
  /** Given for this run, by flags and the answers file. */
  readonly chosen: GivenAnswers;
  /** These, over the recorded ones. */
  readonly stated: GivenAnswers;
}

/** The answers after the last question. */
export interface CompleteAnswers {
  /** The known and the asked ones. */
  readonly given: GivenAnswers;
  /** These, and defaults for all others. */
  readonly answers: Draft;
  /** Whether the license was asked, or given for this run. */
  readonly isLicenseChosen: boolean;
}

/**
 * @param typed the answers in the flags
 * @param file the answers file as typed; its answers replace the recorded ones
 * @throws {@link UserError} E_ANSWERS
 */
export async function statedAnswers(
  host: Host,
  directory: string,
  pack: Pack,
  typed: GivenAnswers,
  file: string | undefined,
): Promise<StatedAnswers> {
  const fromFile = file === undefined ? {} : await answersFile(host, file, pack);
  const recorded = file === undefined ? await recordedAnswers(host, directory, pack) : {};
  const chosen = { ...fromFile, ...typed };
  return { chosen, stated: { ...recorded, ...chosen } };
}

/**
 * The answers before the first question: the stated ones, over what the files say.
 * @throws {@link UserError} E_VALUE for what only the user can tell, and has not
 */
export function knownAnswers(project: UnderstoodProject, { stated }: StatedAnswers): GivenAnswers {
  refuseUnstated(project, stated);
  return { ...project.understood.given, ...stated };
}

/** The answers of an earlier run. */
async function recordedAnswers(host: Host, directory: string, pack: Pack): Promise<GivenAnswers> {
  const file = host.platform.path.join(directory, RECORD);
  if (!isThere(host, file) || !host.fs.lstat(file)?.isFile()) return {};
  return answersFile(host, host.platform.path.relative(host.cwd, file), pack);
}

/** @throws {@link UserError} E_VALUE when neither the files nor people state what the standard needs to know */
function refuseUnstated({ existing, understood }: UnderstoodProject, stated: GivenAnswers): void {
  for (const [name, reason] of understood.refused)
    if (!Object.hasOwn(stated, name))
      throw new UserError(
        'E_VALUE',
        reason,
        `the standard cannot follow this project as it is; --${name} states another`,
      );
  if (existing.hasCode && !existing.layout && stated.module === undefined)
    throw new UserError(
      'E_VALUE',
      'module: which package or module the project distributes was not found',
      'say it with --module NAME',
    );
}

/**
 * Asks what is not known, and adds the defaults.
 * @param chosen the answers that were given for this run
 * @param asking undefined when nothing may be asked
 * @throws {@link UserError} E_VALUE
 */
export async function completeAnswers(
  host: Host,
  { directory, pack, existing }: UnderstoodProject,
  known: GivenAnswers,
  chosen: GivenAnswers,
  asking: Asking | undefined,
): Promise<CompleteAnswers> {
  const machine: Machine = { directory: host.platform.path.basename(directory), user: '', email: '' };
  const given = (await asking?.options(pack, known, machine, {})) ?? known;
  const isAsked = known.license === undefined && given.license !== undefined;
  return {
    given,
    answers: settle(pack, existing.hasMetadata ? given : { ...unlicensed(pack, given), ...given }, machine),
    isLicenseChosen: isAsked || chosen.license !== undefined,
  };
}

/** A project without metadata and license has none, unless a pack or the user's configuration says another one. */
function unlicensed({ options: { license } }: Pack, given: GivenAnswers): GivenAnswers {
  const isOpen = license?.type === 'choice' && !license.lockedBy && !license.defaultFrom;
  return isOpen && 'none' in license.choices && given.license === undefined
    ? { license: { value: 'none', from: 'the files' } }
    : {};
}
