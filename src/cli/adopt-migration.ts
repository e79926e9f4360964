/** The part of `adopt` that moves metadata from older files into the project file, when that is wanted. */
import type { Wish } from '../adopt/adopt-file.js';
import type { Project } from '../adopt/read-project.js';
import type { Change } from '../disk/changes.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Asking } from './questions.js';

/** How the user wants it. */
export interface How {
  readonly migrate: boolean | undefined;
  /** Whether the project's own code may run, for a build. */
  readonly trust: boolean;
  readonly asking: Asking | undefined;
  /** The license that was chosen, if any. */
  readonly license: string | undefined;
}

/** What a migration brings to the adoption. */
export interface Migrated {
  readonly wish: Partial<Wish>;
  /** Files that it changes or removes, beside the project file. */
  readonly changes: readonly Change[];
  readonly notes: readonly string[];
}

const NONE: Migrated = { wish: {}, changes: [], notes: [] };

/**
 * Moves the metadata, and builds the project before and after to compare.
 * @throws {@link UserError} E_FLAG without consent to run code; E_MIGRATION when something was not
 * understood, or the builds differ; E_TOOL
 */
export async function migrated(host: Host, directory: string, project: Project, how: How): Promise<Migrated> {
  if (how.migrate === false) return NONE;
  // Few projects have anything to move, and the editor of TOML is large.
  if (how.migrate !== true && !project.texts.has('setup.py') && !project.texts.has('setup.cfg')) return NONE;
  const [{ isMigratable, migrate }, { changesOf, refuseDifferent, removedBy }] = await Promise.all([
    import('../adopt/migrate.js'),
    import('../adopt/prove.js'),
  ]);
  if (!isMigratable(project)) {
    if (how.migrate) throw new UserError('E_FLAG', '--migrate: there is nothing to migrate', 'leave it out');
    return NONE;
  }
  const made = migrate(project, how.license);
  const offer = 'the metadata can move into one file: --migrate --trust';
  if (how.migrate === undefined) {
    if (!how.asking || 'faults' in made) return 'faults' in made ? NONE : { ...NONE, notes: [offer] };
    const wanted = await how.asking.confirm({
      message:
        'Move the metadata into the project file (this builds it before and after, which runs its code)',
      default: false,
    });
    if (!wanted) return NONE;
  } else if ('faults' in made) {
    const shown = made.faults.slice(0, 10).map((fault) => `\n  ${fault}`);
    throw new UserError(
      'E_MIGRATION',
      `--migrate: not everything was understood${shown.join('')}`,
      'make these literal, or migrate by hand',
    );
  } else if (!how.trust) {
    throw new UserError(
      'E_FLAG',
      '--migrate builds the project before and after, which runs its code',
      'read it, and add --trust',
    );
  }
  if ('faults' in made) return NONE;
  await refuseDifferent(host, directory, project, made);
  return {
    wish: { pyproject: made.pyproject, removed: removedBy(project, made) },
    changes: changesOf(host, directory, project, made),
    notes: made.notes,
  };
}
