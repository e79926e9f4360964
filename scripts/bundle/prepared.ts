/** Resolves locks during the build, so that no run has to: for every project without dependencies of the user's own. */
import { type LockedProject, lockSources } from '../../generators/project/python/lock.js';
import { packages } from '../../generators/project/python/lock-data.js';
import { keyOf } from '../../generators/project/python/lock-source.js';
import type { Prepared } from '../../generators/project/python/locked.js';
import { prepare } from '../../generators/project/python/prepare.js';
import { reachableProjects } from '../pins/projects.js';

/** Many projects share a lock. */
const pins = (projects: readonly LockedProject[]): Prepared['pins'] =>
  Object.fromEntries(
    projects.flatMap((project) =>
      Object.values(lockSources(project)).map((sources) => [
        keyOf(project.python, sources),
        prepare(sources, project.python, packages),
      ]),
    ),
  );

/** Keyed by the lowest Python: a run needs just one of these. */
export function preparedLocks(): Record<string, Prepared> {
  const all = [...reachableProjects().values()];
  return Object.fromEntries(
    [...new Set(all.map(({ python }) => python))].map((python) => {
      const projects = all.filter((project) => project.python === python);
      return [python, { pins: pins(projects) }];
    }),
  );
}
