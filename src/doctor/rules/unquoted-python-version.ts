/** `3.10` without quotes in YAML is the number 3.1. */
import type { Node } from '../read/yaml.js';
import type { Found, Rule } from '../rule.js';

/** The values of keys that name Python, and of those that setup-python takes from the matrix. */
function* valuesOf(
  node: Node,
  names: ReadonlySet<string>,
  seen = new Set<Node>(),
  named = false,
): Iterable<Node> {
  if (seen.has(node)) return;
  seen.add(node);
  for (const [key, value] of node.map) {
    const python = /py/i.test(key) || names.has(key) || (named && key === 'default');
    if (python) yield* [value, ...value.list];
    yield* valuesOf(value, names, seen, python);
  }
  for (const item of node.list) yield* valuesOf(item, names, seen);
}

/** The rule. */
export const unquotedPythonVersion: Rule = {
  code: 'unquoted-python-version',
  summary: 'a Python version such as `3.10` without quotes in a workflow',
  why: 'YAML reads it as the number 3.1, so the job gets Python 3.1 or fails.',
  fix: 'Put the version into quotes.',
  limits:
    'Only versions that end in a zero are changed by YAML. It looks at keys that name Python, and at what setup-python takes from the matrix.',
  bad: {
    '.github/workflows/ci.yml': `on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97
        with:
          python-version: 3.10
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
          python-version: "3.10"
`,
  },
  *check(project): Iterable<Found> {
    for (const { file, text } of project.workflows()) {
      const root = project.yaml(file);
      const names = [...text.matchAll(/python-version:\s*["']?\$\{\{\s*matrix\.([\w-]+)/g)].flatMap(
        ([, name]) => name ?? [],
      );
      for (const { written, from, line } of root ? new Set(valuesOf(root, new Set(names))) : []) {
        if (!written?.plain || !/^3\.[1-9]0$/.test(written.source)) continue;
        const edits =
          from !== undefined && text.startsWith(written.source, from)
            ? [{ file, from, to: from + written.source.length, text: `"${written.source}"` }]
            : [];
        yield { file, line, message: `${written.source} is read as ${Number(written.source)}`, edits };
      }
    }
  },
};
