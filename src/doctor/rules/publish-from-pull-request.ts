/** A workflow that uploads to PyPI when a pull request arrives. */
import { uploadsOf } from '../read/publishing.js';
import type { Job } from '../read/workflow.js';
import type { Found, Rule } from '../rule.js';

/** Whether a condition stands before a job: its own, or that of a job that it needs. */
function isGuarded(job: Job, jobs: readonly Job[], seen = new Set<string>()): boolean {
  if (job.guarded || seen.has(job.name)) return job.guarded;
  seen.add(job.name);
  return job.needs.some((name) => {
    const needed = jobs.find((other) => other.name === name);
    return needed === undefined || isGuarded(needed, jobs, seen);
  });
}

/** The rule. */
export const publishFromPullRequest: Rule = {
  code: 'publish-from-pull-request',
  summary: 'a workflow that uploads to PyPI for each pull request',
  why: 'The code of a pull request is released before anybody has read it.',
  fix: 'Move the upload to a workflow that starts for tags or releases only.',
  limits:
    'A job or a step with an `if`, or after a job with one, is left out, and so are protected environments and TestPyPI.',
  bad: {
    '.github/workflows/ci.yml': `on: [push, pull_request]
jobs:
  publish:
    runs-on: ubuntu-24.04
    permissions:
      id-token: write
    steps:
      - uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33
`,
  },
  good: {
    '.github/workflows/ci.yml': `on: [push, pull_request]
jobs:
  publish:
    if: github.event_name == 'push' && github.ref_type == 'tag'
    runs-on: ubuntu-24.04
    permissions:
      id-token: write
    steps:
      - uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33
`,
  },
  *check(project): Iterable<Found> {
    for (const { workflow, job, step, line } of uploadsOf(project)) {
      const event = ['pull_request_target', 'pull_request'].find((name) => workflow.on.has(name));
      if (event === undefined || step.guarded || isGuarded(job, workflow.jobs)) continue;
      if (job.node.map.has('environment') || /\bif\b|\bcase\b|&&/.test(step.script)) continue;
      yield { file: workflow.file, line, message: `each ${event} uploads to PyPI` };
    }
  },
};
