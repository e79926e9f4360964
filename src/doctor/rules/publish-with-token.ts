/** A workflow that uploads to PyPI with a long-lived token. */
import { uploadsOf } from '../read/publishing.js';
import type { Found, Rule } from '../rule.js';

/** The rule. */
export const publishWithToken: Rule = {
  code: 'publish-with-token',
  summary: 'a workflow that uploads to PyPI with a token or a password',
  why: 'A token works from anywhere until somebody revokes it, so one leaked log or one bad dependency can publish in your name.',
  fix: 'Use Trusted Publishing: `id-token: write` on the job and no password, and name the workflow on PyPI.',
  limits: 'Uploads to TestPyPI and to other indexes are left out.',
  bad: {
    '.github/workflows/publish.yml': `on:
  release:
    types: [published]
jobs:
  publish:
    runs-on: ubuntu-24.04
    steps:
      - uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33
        with:
          password: \${{ secrets.PYPI_TOKEN }}
`,
  },
  good: {
    '.github/workflows/publish.yml': `on:
  release:
    types: [published]
jobs:
  publish:
    runs-on: ubuntu-24.04
    environment: pypi
    permissions:
      id-token: write
    steps:
      - uses: pypa/gh-action-pypi-publish@dc37677b2e1c63e2034f94d8a5b11f265b73ba33
`,
  },
  *check(project): Iterable<Found> {
    for (const { workflow, line, secret } of uploadsOf(project))
      if (secret !== undefined)
        yield { file: workflow.file, line, message: `it uploads to PyPI with the secret ${secret}` };
  },
};
