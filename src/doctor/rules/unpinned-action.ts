/** Actions that are taken by a tag or a branch. */
import type { Found, Rule } from '../rule.js';

/** The rule. */
export const unpinnedAction: Rule = {
  code: 'unpinned-action',
  summary: 'a GitHub action that is taken by a tag or a branch',
  why: 'Whoever can move the tag runs their code with the permissions and secrets of your workflow.',
  fix: 'Write the full commit id, with the version in a comment, and let Dependabot or Renovate move it.',
  limits:
    "Actions of the repository itself (`./`) are left out, and so are GitHub's own (`actions/`, `github/`) at a tag: whoever moves those already runs the workflow. So is SLSA's generator, which wants a tag.",
  bad: {
    '.github/workflows/ci.yml': `on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: astral-sh/setup-uv@v7
`,
  },
  good: {
    '.github/workflows/ci.yml': `on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: astral-sh/setup-uv@20cfd1bf945f4377ade1205e4dbc17946fc9a30d # v10.0.1
`,
  },
  *check(project): Iterable<Found> {
    for (const { file, jobs } of project.workflows()) {
      const said = new Set<string>();
      for (const uses of jobs.flatMap((job) => [job.uses, ...job.steps.map((step) => step.uses)])) {
        const [, name, ref] = /^([\w.-]+\/[^@\s]+)@([^\s@]+)$/.exec(uses?.text ?? '') ?? [];
        if (!uses || name === undefined || ref === undefined || said.has(uses.text)) continue;
        if (/^[0-9a-f]{40}$|^[0-9a-f]{64}$/i.test(ref) || ref.includes('$')) continue;
        if (/^(?:actions|github)\//.test(name) && /^v?\d/.test(ref)) continue;
        // It refuses to run from a commit.
        if (name.startsWith('slsa-framework/slsa-github-generator/')) continue;
        said.add(uses.text);
        yield { file, line: uses.line, message: `${name} is taken by the name ${ref}, which can be moved` };
      }
    }
  },
};
