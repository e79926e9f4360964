/** Plans the adoption of a project: what changes in it, and which of its files the standard's replace. */
import { type Adoption, adoption } from '../adopt/adoption.js';
import { readPresent } from '../disk/present.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { visible } from '../model/redact.js';
import { type Plan, plan } from '../plan/plan.js';
import type { CompleteAnswers } from './adopt-answers.js';
import type { AdoptFlags } from './adopt-flags.js';
import { migrated } from './adopt-migration.js';
import type { Asking } from './questions.js';
import type { UnderstoodProject } from './understood-project.js';

/** An adoption before it writes. Its changes and notes include those of a migration. */
export interface AdoptedProject extends UnderstoodProject, CompleteAnswers, Adoption {
  readonly planned: Plan;
}

/**
 * @param version of this create-pyproject
 * @param asking undefined when nothing may be asked
 * @throws {@link UserError} E_FLAG, E_EXISTS, and those of a migration: E_MIGRATION, E_TOOL
 */
export async function adoptProject(
  host: Host,
  version: string,
  project: UnderstoodProject,
  complete: CompleteAnswers,
  flags: Pick<AdoptFlags, 'replace' | 'migrate' | 'trust'>,
  asking: Asking | undefined,
): Promise<AdoptedProject> {
  const { directory, pack, existing } = project;
  const { given, answers, isLicenseChosen } = complete;
  await pack.ready?.(answers);
  const planned = plan(pack, answers, readPresent(host, directory, pack.mayStandIn), version);
  const { replace = [] } = flags;
  refuseUnknown(replace, planned);
  const migration = await migrated(host, directory, existing, {
    migrate: flags.migrate,
    trust: flags.trust === true,
    asking,
    license: given.license === undefined ? undefined : String(answers.license),
  });
  const replacing = (paths: readonly string[]): Adoption => {
    const wish = { licensed: isLicenseChosen, replace: paths, ...migration.wish };
    return adoption(host, directory, pack, planned, existing, wish, version);
  };
  const first = replacing(replace);
  const more = asking ? await askReplaced(asking, first.left) : [];
  const { changes, left, notes } = more.length === 0 ? first : replacing([...replace, ...more]);
  return {
    ...project,
    ...complete,
    planned,
    left,
    changes: [...changes, ...migration.changes].sort((a, b) => (a.path < b.path ? -1 : 1)),
    notes: [...migration.notes, ...notes, ...(existing.hasMetadata ? [] : planned.notes), ...planned.pending],
  };
}

/** @throws {@link UserError} E_FLAG for a path that the standard does not have */
function refuseUnknown(paths: readonly string[], { files }: Plan): void {
  const unknown = paths.find((path) => !files.some((file) => file.path === path));
  if (unknown !== undefined)
    throw new UserError(
      'E_FLAG',
      `--replace: the standard has no ${visible(unknown)}`,
      '--dry-run lists the files',
    );
}

/** The files that the user wants to be replaced. @param left those that differ from the standard's */
async function askReplaced(asking: Asking, left: readonly string[]): Promise<readonly string[]> {
  const chosen: string[] = [];
  for (const path of left)
    if (await asking.confirm({ message: `${path} differs from the standard's: replace it`, default: false }))
      chosen.push(path);
  return chosen;
}
