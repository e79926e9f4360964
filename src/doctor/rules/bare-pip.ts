/** `pip` by its own name: it may belong to another Python. */
import { installs } from '../read/pip.js';
import { pipPlaces } from '../read/places.js';
import type { Found, Rule } from '../rule.js';

/** The rule. */
export const barePip: Rule = {
  code: 'bare-pip',
  summary: '`pip install` without naming the Python that it installs into',
  why: 'The first `pip` on PATH may belong to another Python than `python`, and then the import fails.',
  fix: 'Write `python -m pip`.',
  limits:
    'In an active virtual environment `pip` is certain, so there it is silent; so it is where conda, uv or another tool ' +
    'makes the environment. A command that breaks pip-outside-venv is reported there only.',
  bad: {
    '.github/workflows/ci.yml': `on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97
        with:
          python-version: "3.14"
      - run: pip install -e .
`,
  },
  good: {
    '.github/workflows/ci.yml': `on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97
        with:
          python-version: "3.14"
      - run: python -m pip install -e .
`,
  },
  *check(project): Iterable<Found> {
    for (const { file, call, where, from } of pipPlaces(project)) {
      if (where !== 'own Python' || !call.bare || !installs(call) || call.command.sudo) continue;
      const { name, line } = call.command;
      const instead = `${name.replace('pip', 'python')} -m pip`;
      const edits =
        from !== undefined && project.text(file)?.startsWith(name, from)
          ? [{ file, from, to: from + name.length, text: instead }]
          : [];
      yield { file, line, message: `\`${name}\` may be another Python's: write \`${instead}\``, edits };
    }
  },
};
