/** The rules about workflows: uploads in the forms of each tool, and versions that YAML changes. */
import * as assert from 'uvu/assert';
import { applyEdits } from '../../src/doctor/apply-edits.js';
import type { Example } from '../../src/doctor/rule.js';
import { suite } from '../harness.js';
import { found, projectOf } from './findings.js';

const test = suite('the doctor on workflows');

const FILE = '.github/workflows/ci.yml';

/** The lines of a rule's findings in one workflow. */
const linesOf = (code: string, text: string, more: Example = {}): number[] =>
  found({ [FILE]: text, ...more })
    .filter(({ rule }) => rule.code === code)
    .map(({ line }) => line);

const TOKEN = '$' + '{{ secrets.PYPI_TOKEN }}';

const job = (steps: string, on = 'push', above = ''): string =>
  `on: ${on}\njobs:\n  publish:\n    runs-on: ubuntu-24.04\n${above}    steps:\n${steps}`;

test('a token is found wherever a tool takes it from', () => {
  for (const [line, steps] of [
    [7, `      - run: poetry config pypi-token.pypi ${TOKEN}\n      - run: poetry publish --build\n`],
    [
      9,
      `      - env:\n          SECRET: ${TOKEN}\n        run: |\n          uvx twine upload -u __token__ -p "$SECRET" dist/*\n`,
    ],
    [6, `      - run: pipx run twine upload dist/*\n        env:\n          TWINE_PASSWORD: ${TOKEN}\n`],
    [6, `      - run: hatch publish --user __token__ --auth ${TOKEN}\n`],
    [6, `      - run: uv build && uv publish --token ${TOKEN}\n`],
    [6, `      - run: python3.14 -m twine upload --password=${TOKEN} dist/*\n`],
    [
      6,
      `      - uses: PyO3/maturin-action@v1\n        env:\n          MATURIN_PYPI_TOKEN: ${TOKEN}\n        with:\n          command: upload\n`,
    ],
  ] as const)
    assert.equal(linesOf('publish-with-token', job(steps)), [line], steps);
});

test('an upload to another index, a rehearsal and Trusted Publishing need no finding', () => {
  const upload = '      - run: twine upload dist/*\n';
  const env = `    env:\n      TWINE_PASSWORD: ${TOKEN}\n`;
  assert.equal(linesOf('publish-with-token', job(upload, 'push', env)).length, 1);
  const elsewhere = `${env}      TWINE_REPOSITORY_URL: https://example.org/\n`;
  assert.equal(linesOf('publish-with-token', job(upload, 'push', elsewhere)), []);
  const trusted = '      - uses: pypa/gh-action-pypi-publish@release/v1\n';
  assert.equal(linesOf('publish-with-token', job(trusted, 'push', env)), []);
  assert.equal(linesOf('publish-from-pull-request', job('      - run: uv publish\n', 'pull_request')), [6]);
  for (const command of ['uv publish --dry-run', 'poetry publish --build --dry-run'])
    assert.equal(linesOf('publish-from-pull-request', job(`      - run: ${command}\n`, 'pull_request')), []);
});

test('a release with 3.x tests no version, and a script with versions from elsewhere may', () => {
  const python = (name: string, version: string, run: string): string =>
    `  ${name}:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/setup-python@v6\n        with:\n          python-version: ${version}\n      - run: ${run}\n`;
  const untested = (jobs: string): number =>
    linesOf('untested-python', '', {
      [FILE]: `on: push\njobs:\n${jobs}`,
      'pyproject.toml': '[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.11"\n',
    }).length;
  const tests = python('test', '"3.14.0-rc.2"', 'python -m pytest');
  assert.is(untested(tests), 1);
  assert.is(untested(tests + python('release', '3.x', 'python -m build')), 1);
  assert.is(untested(tests + python('check', '3.x', 'python -m pytest')), 0);
  assert.is(untested(tests + python('check', '$' + '{{ fromJSON(needs.a.outputs.b) }}', './check')), 0);
});

test("SLSA's generator wants a tag", () => {
  const uses = (name: string): string => `on: push\njobs:\n  a:\n    uses: ${name}\n`;
  const generator =
    'slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.1.0';
  assert.equal(linesOf('unpinned-action', uses(generator)), []);
  assert.equal(linesOf('unpinned-action', uses('acme/ci/.github/workflows/test.yml@v1')), [4]);
});

test('3.10 without quotes is found in every key for Python, and --fix quotes it', () => {
  const text = `on:
  workflow_call:
    inputs:
      python-version:
        type: string
        default: 3.10
env:
  PYTHON_VERSION: 3.10
jobs:
  test:
    runs-on: ubuntu-24.04
    strategy:
      matrix:
        version: [3.9, 3.10]
        os: [{ python: 3.10 }]
        numpy: [1.20, 3.0]
    steps:
      - uses: astral-sh/setup-uv@20cfd1bf945f4377ade1205e4dbc17946fc9a30d
        with:
          python-version: 3.10
      - uses: actions/setup-python@v6
        with:
          python-version: \${{ matrix.version }}
      - uses: acme/acme@20cfd1bf945f4377ade1205e4dbc17946fc9a30d
        with:
          release: 3.10
          python: "3.10"
`;
  assert.equal(linesOf('unquoted-python-version', text), [6, 8, 14, 15, 20]);
  const files = { [FILE]: text };
  const [mended] = applyEdits(projectOf(files), found(files));
  assert.equal(linesOf('unquoted-python-version', mended?.after ?? ''), []);
});
