/** Proves a migration by building the project before and after, and says which files it changes. */
import type { Change } from '../disk/changes.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { readFile } from '../packs/project-files.js';
import { buildTool, compareBuilt, measure } from './measure.js';
import type { Migration } from './migrate.js';
import type { Project } from './read-project.js';

/** The files that it removes. */
export const removedBy = ({ texts }: Project, { setupCfg }: Migration): readonly string[] => [
  ...(texts.has('setup.py') ? ['setup.py'] : []),
  ...(texts.has('setup.cfg') && setupCfg === '' ? ['setup.cfg'] : []),
];

/** Builds both, which runs the project's code. @throws {@link UserError} E_TOOL, E_MIGRATION */
export async function refuseDifferent(
  host: Host,
  directory: string,
  project: Project,
  made: Migration,
): Promise<void> {
  const tool = await buildTool(host);
  if (!tool)
    throw new UserError('E_TOOL', 'no program was found that builds the project', 'install uv or build');
  const overlay = {
    write: {
      'pyproject.toml': made.pyproject,
      ...(project.texts.has('setup.cfg') && made.setupCfg !== '' && { 'setup.cfg': made.setupCfg }),
    },
    remove: removedBy(project, made),
  };
  const before = await measure(host, directory, { write: {}, remove: [] }, tool);
  if ('failed' in before)
    throw new UserError(
      'E_MIGRATION',
      `the project does not build as it is: ${before.failed}`,
      'nothing was changed',
    );
  const after = await measure(host, directory, overlay, tool);
  if ('failed' in after)
    throw new UserError(
      'E_MIGRATION',
      `the migrated project does not build: ${after.failed}`,
      'nothing was changed',
    );
  const differences = compareBuilt(before, after);
  if (differences.length === 0) return;
  const shown = differences.slice(0, 20).map((line) => `\n  ${line.slice(0, 200)}`);
  throw new UserError(
    'E_MIGRATION',
    `the migrated project builds something else${shown.join('')}`,
    'nothing was changed; migrate by hand',
  );
}

/** The files that it changes or removes, beside pyproject.toml. */
export function changesOf(
  host: Host,
  directory: string,
  { texts }: Project,
  { setupCfg }: Migration,
): readonly Change[] {
  return ['setup.py', 'setup.cfg'].flatMap((path): Change[] => {
    const found = texts.has(path) ? readFile(host, directory, path) : undefined;
    if (!found || !('bytes' in found)) return [];
    const { bytes: before } = found;
    const after = Buffer.from(path === 'setup.cfg' ? setupCfg : '', 'utf8');
    if (after.equals(before)) return [];
    return [
      {
        path,
        action: after.length === 0 ? 'delete' : 'merged',
        after,
        before,
        mode: found.executable ? '0755' : '0644',
      },
    ];
  });
}
