/** A promised Python that CI does not test. */
import { requiresPythonOf } from '../read/metadata.js';
import { allows, testedPythons } from '../read/python-versions.js';
import type { Found, Rule } from '../rule.js';

/** The rule. */
export const untestedPython: Rule = {
  code: 'untested-python',
  summary: 'a lowest Python in `requires-python` that CI does not test',
  why: 'Newer syntax and functions slip in, and pip still offers the release to the users of the old Python, for whom it fails.',
  fix: 'Test the lowest version, or raise `requires-python` to what is tested.',
  limits:
    'It reads workflows with `actions/setup-python` whose versions are written out. With another CI system, uv, nox, tox-uv, hatch, ' +
    'conda, containers or a called workflow it is silent.',
  bad: {
    'pyproject.toml': '[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.11"\n',
    '.github/workflows/ci.yml': `on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    strategy:
      matrix:
        python: ["3.13", "3.14"]
    steps:
      - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97
        with:
          python-version: \${{ matrix.python }}
      - run: python -m pytest
`,
  },
  good: {
    'pyproject.toml': '[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.13"\n',
    '.github/workflows/ci.yml': `on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    strategy:
      matrix:
        python: ["3.13", "3.14"]
    steps:
      - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97
        with:
          python-version: \${{ matrix.python }}
      - run: python -m pytest
`,
  },
  *check(project, { endOfLife }): Iterable<Found> {
    const required = requiresPythonOf(project);
    const tested = required && testedPythons(project);
    if (!required || !tested) return;
    const known = Object.keys(endOfLife);
    const lowest = known.find((minor) => allows(required.text, minor));
    if (lowest === undefined || tested.versions.includes(lowest)) return;
    // A specifier without a lower bound promises nothing.
    if (!/[>=~]=?/.test(required.text) || lowest === known[0]) return;
    const rank = (minor: string): number => known.indexOf(minor);
    const oldest = tested.versions.toSorted((a, b) => rank(a) - rank(b))[0] ?? '';
    if (rank(oldest) <= rank(lowest)) return;
    yield {
      file: required.file,
      line: required.line,
      message: `${required.text.trim()} allows Python ${lowest}, and the oldest that CI tests is ${oldest} (${tested.file})`,
    };
  },
};
