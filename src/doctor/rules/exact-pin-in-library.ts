/** A library that allows one version of a dependency only. */
import { dependenciesOf, isDistribution, isProgram, nameOf } from '../read/metadata.js';
import { isPinned } from '../read/requirements.js';
import type { Found, Rule } from '../rule.js';

/** The rule. */
export const exactPinInLibrary: Rule = {
  code: 'exact-pin-in-library',
  summary: 'a library that depends on exactly one version of another package',
  why: 'Nobody can install it beside another package that needs any other version, not even a security fix.',
  fix: 'Allow a range, as in `>=2.1`, and pin in a lock for development.',
  limits:
    'Projects with console scripts, a Dockerfile that starts something, files of a program (`manage.py`, `main.py`), or the ' +
    'classifier `Private ::` are programs. Packages of one family ' +
    '(`acme` and `acme-core`) are released together, and a pin with a comment on or above its line is meant.',
  bad: {
    'pyproject.toml': `[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "my-lib"
version = "1.0.0"
dependencies = ["requests==2.32.5"]
`,
  },
  good: {
    'pyproject.toml': `[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "my-lib"
version = "1.0.0"
dependencies = ["requests>=2.32"]
`,
  },
  *check(project): Iterable<Found> {
    const name = nameOf(project);
    if (name === '' || !isDistribution(project) || isProgram(project)) return;
    const family = name.split('-')[0];
    for (const { requirement, file, line, text } of dependenciesOf(project)) {
      if (
        requirement.url !== undefined ||
        !isPinned(requirement) ||
        requirement.name.split('-')[0] === family
      )
        continue;
      const lines = (project.text(file) ?? '').split('\n');
      if ([lines[line - 1], lines[line - 2]].some((one) => one?.includes('#'))) continue;
      yield { file, line, message: `${text} allows one version of ${requirement.name} only` };
    }
  },
};
