/** `create-pyproject doctor` as users see it: exit codes, text, JSON, SARIF, settings, --fix, and folders that mean harm. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import * as assert from 'uvu/assert';
import { ROOT } from '../../scripts/root.js';
import { RULES } from '../../src/doctor/rules.js';
import { suite } from '../harness.js';
import { contents, directory, fill, git, run } from '../world.js';

const test = suite('doctor, as a command');

const CI = `on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97
        with:
          python-version: "3.14"
      - run: |
          echo \${{ github.ref }}
          pip install -e .
      - uses: some/action@main
`;

function projectWith(files: Readonly<Record<string, string>>): string {
  const folder = directory();
  fill(folder, files);
  return folder;
}

const project = (): string => projectWith({ '.github/workflows/ci.yml': CI });

interface Document {
  readonly findings: readonly {
    readonly code: string;
    readonly file: string;
    readonly line: number;
    readonly fixable: boolean;
  }[];
}

const placesIn = (out: string): string[] =>
  (JSON.parse(out) as Document).findings.map(({ code, file, line }) => `${file}:${line} ${code}`);

const BOTH = ['.github/workflows/ci.yml:11 bare-pip', '.github/workflows/ci.yml:12 unpinned-action'];

test('findings are exit code 4, each with its place, and with why and the fix', async () => {
  const { code, out, err } = await run(['doctor'], project());
  assert.is(code, 4);
  assert.is(err, '');
  for (const place of BOTH) assert.ok(out.includes(`${place} `), out);
  assert.match(out, 'Write `python -m pip`.');
  assert.match(out, '2 findings in 1 file; --fix mends 1 of them');
});

test('no findings are exit code 0', async () => {
  const { code, out } = await run(['doctor', projectWith({ 'app.py': 'print()\n' })], ROOT);
  assert.is(code, 0);
  assert.is(out, 'no findings\n');
});

test('--json prints one object, and --ignore leaves rules out', async () => {
  const folder = project();
  assert.equal(placesIn((await run(['doctor', '--json'], folder)).out), BOTH);
  const one = await run(['doctor', '--json', '--ignore', 'bare-pip'], folder);
  assert.equal(placesIn(one.out), BOTH.slice(1));
  const none = await run(['doctor', '--json', '--ignore', 'bare-pip', '--ignore=unpinned-action'], folder);
  assert.is(none.code, 0);
});

test('wrong use is exit code 2 with a suggestion', async () => {
  const folder = project();
  for (const [args, said] of [
    [['--ignore', 'bare-pi'], 'did you mean bare-pip?'],
    [['--jsn'], 'did you mean --json?'],
    [['--ignore'], '--ignore needs a value'],
    [['--sarif', '--json'], '--sarif needs a value'],
    [['--json=yes'], '--json takes no value'],
    [['--today', '2026-13-40'], 'is no date'],
    [['a', 'b'], 'takes one directory'],
    [['nowhere'], 'nowhere is not a directory'],
  ] as const) {
    const { code, out, err } = await run(['doctor', ...args], folder);
    assert.is(code, 2, args.join(' '));
    assert.match(out + err, said);
  }
});

test('pyproject.toml leaves rules out, in all files or in some, and an unknown code there is refused', async () => {
  const settings = (text: string): string =>
    projectWith({
      '.github/workflows/ci.yml': CI,
      'pyproject.toml': `[tool.create-pyproject.doctor]\n${text}\n`,
    });
  const all = await run(['doctor', '--json'], settings('ignore = ["bare-pip"]'));
  assert.equal(placesIn(all.out), BOTH.slice(1));
  const some = settings('per-file-ignores = { ".github/**" = ["unpinned-action"], "x" = ["bare-pip"] }');
  assert.equal(placesIn((await run(['doctor', '--json'], some)).out), BOTH.slice(0, 1));
  const wrong = await run(['doctor'], settings('ignore = ["bare-pipp"]'));
  assert.is(wrong.code, 2);
  assert.match(wrong.err, 'pyproject.toml:2: tool.create-pyproject.doctor.ignore');
  assert.match(wrong.err, 'did you mean bare-pip?');
});

test('--fix makes the safe changes, shows them, keeps modes, and reports what is left', async () => {
  const folder = project();
  const file = path.join(folder, '.github/workflows/ci.yml');
  chmodSync(file, 0o664);
  const { code, out } = await run(['doctor', '--fix'], folder);
  assert.is(code, 4);
  assert.match(out, '-          pip install -e .\n+          python -m pip install -e .\n');
  assert.match(out, '1 finding in 1 file\n');
  assert.is(
    readFileSync(file, 'utf8'),
    CI.replace('          pip install', '          python -m pip install'),
  );
  if (process.platform !== 'win32') assert.is(statSync(file).mode & 0o777, 0o664);
  const before = contents(folder);
  await run(['doctor', '--fix'], folder);
  assert.equal(contents(folder), before);
});

test('--fix keeps the ends of lines, and leaves a file that is not UTF-8', async () => {
  const folder = projectWith({ '.github/workflows/ci.yml': CI.replaceAll('\n', '\r\n') });
  await run(['doctor', '--fix'], folder);
  const file = path.join(folder, '.github/workflows/ci.yml');
  assert.match(readFileSync(file, 'utf8'), '          python -m pip install -e .\r\n');
  const bytes = Buffer.concat([Buffer.from(CI), Buffer.from([0x23, 0xff, 0x0a])]);
  writeFileSync(file, bytes);
  assert.is((await run(['doctor', '--fix'], folder)).code, 4);
  assert.ok(readFileSync(file).equals(bytes));
});

test('--sarif writes what the schema of SARIF 2.1.0 and code scanning want, in place of an older file', async () => {
  const folder = project();
  const file = path.join(folder, 'out.sarif');
  writeFileSync(file, 'old');
  const { code } = await run(['doctor', '--sarif', 'out.sarif'], folder);
  assert.is(code, 4);
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  // The schema is one of draft 4, and uses nothing that later drafts changed.
  const { $schema, id, ...schema } = JSON.parse(
    readFileSync(path.join(ROOT, 'test/doctor/sarif-schema.json'), 'utf8'),
  ) as Record<string, unknown>;
  assert.match(String($schema) + String(id), /draft-04.*2\.1\.0/);
  const validate = ajv.compile(schema);
  const document = JSON.parse(readFileSync(file, 'utf8')) as {
    runs: {
      tool: { driver: { rules: { id: string }[] } };
      results: {
        ruleId: string;
        ruleIndex: number;
        locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
      }[];
    }[];
  };
  assert.ok(validate(document), JSON.stringify(validate.errors));
  const [only] = document.runs;
  assert.equal(
    only?.tool.driver.rules.map(({ id }) => id),
    RULES.map(({ code: one }) => one),
  );
  for (const result of only?.results ?? []) {
    assert.is(only?.tool.driver.rules[result.ruleIndex]?.id, result.ruleId);
    assert.is(result.locations[0]?.physicalLocation.artifactLocation.uri, '.github/workflows/ci.yml');
  }
  assert.is(only?.results.length, 2);
});

test('what git tracks is found, and what git ignores is not looked at', async () => {
  const folder = projectWith({
    '.env': 'API_TOKEN=aB3dE6gH9jK2mN5p\n',
    'app/__pycache__/a.cpython-314.pyc': 'x',
    '.gitignore': 'ignored/\n',
    'ignored/Dockerfile': 'FROM python\n',
  });
  git(folder, 'init', '--quiet');
  assert.is((await run(['doctor', '--json'], folder)).code, 0);
  git(folder, 'add', '--force', '.env', 'app', '.gitignore');
  const { out } = await run(['doctor', '--json'], folder);
  assert.equal(placesIn(out), [
    '.env:1 tracked-secrets',
    'app/__pycache__/a.cpython-314.pyc:1 tracked-cache',
  ]);
  assert.not.match(out, 'aB3dE6gH9jK2mN5p');
});

test('the day decides which Python is out of support', async () => {
  const folder = projectWith({ '.python-version': '3.12\n' });
  assert.is((await run(['doctor', '--today', '2026-11-28'], folder)).code, 0);
  assert.is((await run(['doctor', '--today', '2030-01-01'], folder)).code, 4);
});

test('--help names every rule and fits into 80 columns', async () => {
  const { code, out } = await run(['doctor', '--help'], ROOT);
  assert.is(code, 0);
  for (const rule of RULES) assert.match(out, rule.code);
  assert.equal(
    out.split('\n').filter((line) => line.length > 80),
    [],
  );
});

const hostile = suite('doctor on folders that mean harm');

hostile('links that lead out of the folder are not followed', async () => {
  const [outside, folder] = [directory(), directory()];
  fill(outside, { Dockerfile: 'FROM python\n', 'deep/Dockerfile': 'FROM python\n' });
  symlinkSync(path.join(outside, 'Dockerfile'), path.join(folder, 'Dockerfile'));
  symlinkSync(path.join(outside, 'deep'), path.join(folder, 'sub'));
  assert.is((await run(['doctor'], folder)).out, 'no findings\n');
  git(folder, 'init', '--quiet');
  git(folder, 'add', '.');
  assert.is((await run(['doctor'], folder)).out, 'no findings\n');
});

hostile('names that move the cursor are escaped', async () => {
  if (process.platform === 'win32') return;
  const folder = directory();
  fill(folder, { 'a\u001b[2J\nb/Dockerfile': 'FROM python\n' });
  const { code, out } = await run(['doctor'], folder);
  assert.is(code, 4);
  assert.match(out, 'a\\u001b[2J\\u000ab/Dockerfile:1 ');
});

hostile('pipes, binary files, and files without permission are left out', async () => {
  if (process.platform === 'win32') return;
  const folder = directory();
  execFileSync('mkfifo', [path.join(folder, 'Dockerfile')]);
  writeFileSync(path.join(folder, 'pyproject.toml'), Buffer.from([0, 1, 2, 0xff]));
  mkdirSync(path.join(folder, 'closed'), { mode: 0 });
  assert.is((await run(['doctor'], folder)).code, 0);
  chmodSync(path.join(folder, 'closed'), 0o700);
});

/** One file each; the doctor may find something or not. */
const NASTY: Readonly<Record<string, readonly [string, string]>> = {
  'YAML that doubles': [
    '.github/workflows/a.yml',
    `on: push\n${[...Array(30).keys()].map((i) => `a${i}: &a${i} [${i === 0 ? 'x' : `*a${i - 1}, *a${i - 1}`}]\n`).join('')}jobs: *a29\n`,
  ],
  'YAML that contains itself': ['.github/workflows/a.yml', 'on: push\njobs: &a\n  x: *a\n  steps: [*a]\n'],
  'YAML in many brackets': ['.github/workflows/a.yml', `on: ${'['.repeat(50_000)}`],
  'YAML with many aliases': ['.github/workflows/a.yml', 'x: &x [*x, *x]\n'.repeat(3000)],
  'TOML in many brackets': ['pyproject.toml', `a = ${'['.repeat(100_000)}`],
  'TOML that is none': ['pyproject.toml', '[project\nname = \u0007'],
  'TOML with other types': [
    'pyproject.toml',
    '[project]\nname = 1\ndependencies = "x"\nclassifiers = [1, {}]\nlicense = []\n[build-system]\nrequires = 3\n[tool]\npoetry = 1\nsetuptools = []\n',
  ],
  'a Dockerfile of substitutions': ['Dockerfile', `FROM a\nRUN ${'$('.repeat(20_000)}`],
  'a Dockerfile without FROM': ['Dockerfile', 'RUN pip install x\nCOPY\nFROM\nFROM  AS\nENV\nUSER\nCMD [\n'],
  'a Dockerfile of one line': ['Dockerfile', '# '.repeat(100_000)],
  'Python in many brackets': ['setup.py', `setup(name=${'['.repeat(30_000)}`],
  'Python that is none': ['setup.py', 'setup(((,,=*)'],
  'a lock that is no object': ['Pipfile.lock', '[1, null]'],
  'one long requirement': ['requirements.txt', `a${'=='.repeat(50_000)}\n${'-'.repeat(50_000)}`],
};

for (const [title, [file, text]] of Object.entries(NASTY))
  hostile(`${title} neither stops nor ends it`, async () => {
    const folder = projectWith({ Pipfile: '[packages]\nx = "*"\n', [file]: text });
    const started = performance.now();
    const { code, err } = await run(['doctor', '--json', '--fix'], folder);
    assert.ok(code === 0 || code === 4, err);
    assert.is(err, '');
    assert.ok(performance.now() - started < 20_000);
    assert.ok(existsSync(path.join(folder, file)));
  });
