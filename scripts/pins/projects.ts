/** All locks that a project can have: every combination of what decides them, from the generator's own tables. */
import { options } from '../../generators/project/options.js';
import { type Facts, noFacts, parts } from '../../generators/project/parts.js';
import type { LockedProject } from '../../generators/project/python/lock.js';
import { PYTHONS } from '../../generators/project/python/versions.js';
import { activeParts, uniteFacts } from '../../src/model/pack.js';

const KINDS = Object.keys(options.kind.choices);
const BACKENDS = Object.keys(options.backend.choices);

/** The lowest Python of all, for which everything is resolved. */
export const LOWEST = Object.keys(PYTHONS)[0] ?? '';

function requirementsOf(kind: string, backend: string) {
  const active = activeParts(parts, { kind, backend });
  const facts = uniteFacts(noFacts, active) as unknown as Facts;
  const dev = [...facts.testTools, ...facts.devTools];
  return { dependencies: facts.dependencies, build: facts.buildTools, dev };
}

/** Every reachable project, by a name for messages. No answers but these three affect a lock. */
export function reachableProjects(): Map<string, LockedProject> {
  for (const { name, when = {}, facts = {} } of parts) {
    const others = Object.keys(when).filter((option) => option !== 'kind' && option !== 'backend');
    if (
      others.length > 0 &&
      ['dependencies', 'buildTools', 'testTools', 'devTools'].some((name) => name in facts)
    )
      throw new Error(`the part ${name} adds requirements when ${others}: add that to the combinations`);
  }
  const all = KINDS.flatMap((kind) =>
    BACKENDS.flatMap((backend) => Object.keys(PYTHONS).map((python) => ({ kind, backend, python }))),
  );
  return new Map(
    all.map(({ kind, backend, python }) => [
      `${kind} ${backend} ${python}`,
      { name: 'my-app', python, ...requirementsOf(kind, backend) },
    ]),
  );
}

/** Every direct requirement of any of them. */
export function roots(): string[] {
  const all = [...reachableProjects().values()].flatMap(({ dependencies, build, dev }) => [
    ...dependencies,
    ...build,
    ...dev,
  ]);
  return [...new Set(all)].sort();
}
