/** `3.10` without quotes in YAML is the number 3.1. */
import type { Project } from '../project.js';
import { actionOf } from '../read/workflow.js';
import { at, type Node } from '../read/yaml.js';
import type { Found, Rule } from '../rule.js';

/** The values of setup-python's input, with those of the matrix. */
function* values(project: Project): Iterable<readonly [string, Node]> {
  for (const { file, jobs } of project.workflows())
    for (const job of jobs)
      for (const { uses, with: inputs } of job.steps) {
        const value = inputs?.map.get('python-version');
        if (!uses || actionOf(uses.text) !== 'actions/setup-python' || !value) continue;
        yield [file, value];
        const [, name] = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(value.text ?? '') ?? [];
        const matrix = name === undefined ? undefined : at(job.node, 'strategy', 'matrix');
        for (const one of matrix?.map.get(name ?? '')?.list ?? []) yield [file, one];
        for (const one of matrix?.map.get('include')?.list ?? []) {
          const more = one.map.get(name ?? '');
          if (more) yield [file, more];
        }
      }
}

/** The rule. */
export const unquotedPythonVersion: Rule = {
  code: 'unquoted-python-version',
  summary: 'a Python version such as `3.10` without quotes in a workflow',
  why: 'YAML reads it as the number 3.1, so the job gets Python 3.1 or fails.',
  fix: 'Put the version into quotes.',
  limits: 'Only versions that end in a zero are changed by YAML.',
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
    const said = new Set<Node>();
    for (const [file, node] of values(project)) {
      const { written, from, line } = node;
      if (!written?.plain || !/^3\.\d*0$/.test(written.source) || said.has(node)) continue;
      said.add(node);
      const edits =
        from !== undefined && project.text(file)?.startsWith(written.source, from)
          ? [{ file, from, to: from + written.source.length, text: `"${written.source}"` }]
          : [];
      yield { file, line, message: `${written.source} is read as ${Number(written.source)}`, edits };
    }
  },
};
