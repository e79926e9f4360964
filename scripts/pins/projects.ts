/**
 * Lists all projects with different locks: every combination of the answers that affect them, from the generator's
 * tables.
 */

import { keyOf, type LockedProject } from '../../generators/project/locks.js';
import { type Backend, type Kind, options, type ProjectAnswers } from '../../generators/project/options.js';
import { parts, shippedRequirements } from '../../generators/project/parts.js';
import { PYTHONS } from '../../generators/project/python/versions.js';

const KINDS = Object.keys(options.kind.choices) as Kind[];
const BACKENDS = Object.keys(options.backend.choices) as Backend[];
const PUBLISH = Object.keys(options.publish.choices) as ProjectAnswers['publish'][];
/** A backend that refuses vcs has the same locks for both. */
const VERSIONS = ['static', 'vcs'] as const;

/** Besides the lowest Python, only these answers affect a lock. */
const AFFECTING = ['kind', 'backend', 'manager', 'publish', 'version-from'];

/** Every project with different locks, by a name for messages. */
export function reachableProjects(): Map<string, LockedProject> {
  for (const { name, when = {}, facts = {} } of parts) {
    const others = Object.keys(when).filter((option) => !AFFECTING.includes(option));
    if (
      others.length > 0 &&
      ['dependencies', 'buildTools', 'testTools', 'devTools'].some((name) => name in facts)
    )
      throw new Error(
        `the part ${name} adds requirements when ${others}: add these answers to the combinations`,
      );
  }
  const all = Object.keys(PYTHONS).flatMap((python) =>
    KINDS.flatMap((kind) =>
      BACKENDS.flatMap((backend) =>
        VERSIONS.flatMap((from) =>
          PUBLISH.map((publish) => ({
            name: `${kind} ${backend} ${from} ${publish} ${python}`,
            project: {
              python,
              ...shippedRequirements({ kind, backend, manager: 'pip', publish, 'version-from': from }),
            },
          })),
        ),
      ),
    ),
  );
  // Projects with the same requirements share an entry.
  const byKey = new Map(all.toReversed().map((one) => [keyOf(one.project), one]));
  return new Map([...byKey.values()].reverse().map(({ name, project }) => [name, project]));
}
