/** Which locks does the build resolve, so that no run has to? Those of every project without dependencies of its own. */

import { lockSources } from '../../generators/project/python/lock.js';
import { packages } from '../../generators/project/python/lock-data.js';
import { keyOf, type PreparedPin, prepare } from '../../generators/project/python/resolved.js';
import { reachableProjects } from '../pins/projects.js';

/** Key -> pins; many projects share a lock. */
export function preparedPins(): Record<string, PreparedPin[]> {
  const all = [...reachableProjects().values()].flatMap((project) =>
    Object.values(lockSources(project)).map((sources) => ({ python: project.python, sources })),
  );
  return Object.fromEntries(
    all.map(({ python, sources }) => [keyOf(python, sources), prepare(sources, python, packages)]),
  );
}
