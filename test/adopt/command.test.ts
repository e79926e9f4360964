/** `create-pyproject adopt` from outside: what it writes into a project that something else has made. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import * as assert from 'uvu/assert';
import { adapted } from '../../src/adopt/adapt.js';
import { mergePyproject } from '../../src/adopt/merge-pyproject.js';
import { settle } from '../../src/answers/settle.js';
import { NOBODY } from '../../src/model/options.js';
import { readRecord } from '../../src/model/record.js';
import { plan } from '../../src/plan/plan.js';
import { pack } from '../golden.js';
import { suite } from '../harness.js';
import { contents, directory, files, fill, git, hostIn, runCommand, type Said, same } from '../world.js';

const test = suite('adopt');

const PYPROJECT = `# Mine
[build-system]
requires = ["setuptools>=61"]
build-backend = "setuptools.build_meta"

[project]
name = "wordtool"   # the name
version = "1.4.2"
description = "Counts words."
readme = "README.md"
requires-python = ">=3.8"
license = {text = "MIT"}
authors = [{name = "Ann Example", email = "ann@example.org"}]
dependencies = ["requests>=2.20"]

[tool.mypy]
ignore_missing_imports = true # here

[dependency-groups]
dev = ["pytest", "ruff"]
`;

/** A flat project with metadata, requirements and files that the standard has, too. */
const FLAT = {
  'pyproject.toml': PYPROJECT,
  'wordtool/__init__.py': '',
  'tests/test_a.py': 'def test_a(): pass\n',
  'requirements.txt': '# pins\nrequests==2.31.0\n',
  'README.md': '# Wordtool\n',
  Makefile: 'all:\n\techo hi\n',
  '.gitignore': '*.pyc\n',
};

/** A folder with these files, and a repository in which they are committed. */
function project(all: Readonly<Record<string, string>>): string {
  const at = path.join(directory(), 'wordtool');
  mkdirSync(at);
  fill(at, all);
  git(at, 'init', '--quiet');
  commit(at);
  return at;
}

function commit(at: string): void {
  git(at, 'add', '--all');
  git(
    at,
    '-c',
    'user.name=A',
    '-c',
    'user.email=a@example.org',
    'commit',
    '--quiet',
    '--allow-empty',
    '--message=x',
  );
}

async function adopt(at: string, ...args: readonly string[]): Promise<Said & { code: number }> {
  const { host, said } = hostIn(at);
  const code = await runCommand(['adopt', ...args], host);
  return { ...said, code };
}

const read = (at: string, file: string): string => readFileSync(path.join(at, file), 'utf8');
const record = (at: string) => readRecord(read(at, '.create-pyproject.toml'));

test('shows each answer with its place, adds what is missing, and leaves what differs alone', async () => {
  const at = project(FLAT);
  const { code, out, err } = await adopt(at, '--yes');
  assert.is(code, 0, err);
  assert.match(out, /name +wordtool +\(pyproject\.toml: project\.name\)/);
  assert.match(out, /module +wordtool +\(wordtool\/\)/);
  assert.match(out, /Makefile\s\(kept\)/);
  for (const file of [
    'Makefile',
    'README.md',
    'requirements.txt',
    'wordtool/__init__.py',
    'tests/test_a.py',
  ] as const)
    assert.is(read(at, file), FLAT[file], file);
  const all = files(at);
  assert.ok(all.includes('.github/workflows/ci.yml'));
  assert.not.ok(
    all.some((file) => file.startsWith('src/') || file === 'tests/__init__.py' || file === 'LICENSE'),
  );
  assert.equal(record(at)?.own, ['LICENSE', 'MANIFEST.in', 'Makefile', 'requirements.txt', 'src/', 'tests/']);
  assert.is(record(at)?.answers.author, 'Ann Example');
  assert.not.ok(record(at)?.files.has('Makefile'));
});

test('--answers - reads them from standard input', async () => {
  const at = project(FLAT);
  const readStdin = () => Promise.resolve(Buffer.from('license = "MIT"\n'));
  const { host, said } = hostIn(at, { readStdin });
  const code = await runCommand(['adopt', '--yes', '--answers', '-'], host);
  assert.is(code, 0, said.err);
  assert.is(record(at)?.answers.license, 'MIT');
});

test('adds tables to pyproject.toml and changes no metadata, value, comment or order', async () => {
  const at = project(FLAT);
  await adopt(at, '--yes');
  const text = read(at, 'pyproject.toml');
  const [before, after] = [PYPROJECT, text].map((one) => parse(one) as Record<string, Record<string, never>>);
  assert.equal(after?.project, before?.project);
  assert.equal(after?.['build-system'], before?.['build-system']);
  const lines = text.split('\n');
  let at_ = -1;
  for (const line of PYPROJECT.trimEnd().split('\n')) {
    if (line.startsWith('dev = ')) continue;
    at_ = lines.indexOf(line, at_ + 1);
    assert.ok(at_ >= 0, line);
  }
  assert.match(text, /^ignore_missing_imports = true # here\nstrict = true$/m);
  assert.match(text, 'files = ["scripts", "wordtool", "tests"]');
  assert.match(text, /^dev = \["pytest", "ruff", \{ include-group = "build" \}/m);
  assert.match(text, '# A warning fails the test');
});

test('is followed by an update that changes nothing, and by a second run that changes nothing', async () => {
  const at = project(FLAT);
  await adopt(at, '--yes');
  commit(at);
  const before = contents(at);
  const { host, said } = hostIn(at);
  assert.is(await runCommand(['update', '--yes'], host), 0, said.err);
  same(contents(at), before);
  assert.is((await adopt(at, '--yes')).code, 0);
  same(contents(at), before);
});

test('an update with another answer spares the files of its own', async () => {
  const at = project(FLAT);
  await adopt(at, '--yes');
  commit(at);
  const { host, said } = hostIn(at);
  assert.is(await runCommand(['update', '--yes', '--set', 'docker=true'], host), 0, said.err);
  const all = files(at);
  assert.ok(all.includes('Dockerfile'));
  assert.is(read(at, 'Makefile'), FLAT.Makefile);
  assert.not.ok(all.some((file) => file.startsWith('src/')));
  assert.ok(record(at)?.own.includes('src/'));
});

test('--replace takes the standard file; the lines of requirements.txt move to requirements.in', async () => {
  const at = project(FLAT);
  const { code, err } = await adopt(at, '--yes', '--replace', 'Makefile', '--replace', 'requirements.txt');
  assert.is(code, 0, err);
  assert.match(read(at, 'Makefile'), 'find tests wordtool -name __pycache__');
  assert.match(read(at, 'Makefile'), /^PYTHON_MIN := 3\.11$/m);
  assert.match(read(at, 'requirements.in'), /\n# pins\nrequests==2\.31\.0\n$/);
  assert.match(read(at, 'requirements.txt'), 'autogenerated by uv');
  const wrong = await adopt(at, '--force', '--yes', '--replace', '../x');
  assert.is(wrong.code, 2);
  assert.match(wrong.err, 'the standard has no ../x');
});

test('uncommitted changes are refused without --force, and nothing is written by --dry-run or --diff', async () => {
  const at = project(FLAT);
  writeFileSync(path.join(at, 'Makefile'), 'changed:\n');
  const before = contents(at);
  const { code, err } = await adopt(at, '--yes');
  assert.is(code, 2);
  assert.match(err, 'not committed: Makefile');
  assert.is((await adopt(at, '--yes', '--dry-run')).code, 0);
  assert.match((await adopt(at, '--yes', '--diff')).out, '+strict = true');
  same(contents(at), before);
  assert.is((await adopt(at, '--yes', '--force')).code, 0);
});

test('--json tells answers, places, files and what was left', async () => {
  const at = project(FLAT);
  const { out } = await adopt(at, '--json', '--dry-run', '--no-docker');
  const told = JSON.parse(out) as Record<string, never> & {
    origins: Record<string, string>;
    left: string[];
    files: { path: string; action: string }[];
  };
  assert.is(told.origins.name, 'pyproject.toml: project.name');
  assert.is(told.origins.docker, '--no-docker');
  assert.is(told.origins.ci, 'default');
  assert.equal(told.left.toSorted(), ['Makefile', 'requirements.txt']);
  assert.is(told.files.find(({ path }) => path === 'pyproject.toml')?.action, 'merged');
});

test('a name that the tools use, and an empty directory, are refused', async () => {
  const at = project({
    'pyproject.toml': '[project]\nname = "pytest"\nversion = "1"\n',
    'pytest/__init__.py': '',
  });
  const { code, err } = await adopt(at, '--yes');
  assert.is(code, 2);
  assert.match(err, 'pyproject.toml: project.name: name: pytest is a package');
  const empty = await adopt(directory(), '--yes');
  assert.match(empty.err, 'has no files to adopt');
});

test('a project whose package is not found is refused, until somebody names it', async () => {
  const at = project({ 'one/__init__.py': '', 'two/__init__.py': '' });
  const { code, err } = await adopt(at, '--yes');
  assert.is(code, 2);
  assert.match(err, 'say it with --module NAME');
  assert.is((await adopt(at, '--yes', '--module', 'two')).code, 0);
  assert.match(read(at, 'pyproject.toml'), 'packages = ["two"]');
  const file = path.join(directory(), 'answers.toml');
  writeFileSync(file, 'module = "one"\n');
  const other = project({ 'one/__init__.py': '', 'two/__init__.py': '' });
  assert.is((await adopt(other, '--yes', '--answers', file)).code, 0);
  assert.match(read(other, 'pyproject.toml'), 'packages = ["one"]');
});

test('a package in a namespace is code: it gets no example beside it', async () => {
  const metadata = '[project]\nname = "acme-core"\nversion = "1"\n';
  const at = project({ 'pyproject.toml': metadata, 'src/acme/core/__init__.py': '' });
  const { code, err } = await adopt(at, '--yes');
  assert.is(code, 0, err);
  assert.is(record(at)?.answers.module, 'acme');
  assert.equal(
    files(at).filter((file) => file.endsWith('.py')),
    ['scripts/release.py', 'src/acme/core/__init__.py'],
  );
  const other = project({ 'services/api/main.py': '' });
  assert.match((await adopt(other, '--yes')).err, 'say it with --module NAME');
});

test('workflows look in the wheel for the code that is there, and run only what it has', async () => {
  for (const [file, first] of [
    ['wordtool.py', 'wordtool.py '],
    ['wordtool/__init__.py', 'wordtool/__init__.py '],
    ['src/wordtool/one/__init__.py', 'wordtool/'],
  ] as const)
    for (const scripts of ['', '[project.scripts]\nwordtool = "wordtool:main"\n']) {
      const at = project({
        'pyproject.toml': `[project]\nname = "wordtool"\nversion = "1"\n${scripts}`,
        [file]: '',
      });
      const { code, err } = await adopt(at, '--yes', '--docker');
      assert.is(code, 0, err);
      for (const name of ['.github/workflows/ci.yml', '.github/workflows/publish.yml', 'Makefile']) {
        const text = read(at, name);
        assert.not.match(text, /__version__|^ +\S+ --version$|(ALL|privileges) \S+ --version$/m);
        if (scripts !== '' && !name.endsWith('publish.yml'))
          assert.match(text, /--entrypoint python wordtool -I -c "import wordtool"$/m);
        if (name === 'Makefile') continue;
        assert.ok(text.includes(`grep "^${first}"`), `${name} for ${file}`);
        assert.match(text, /^ +(\.venv\/bin\/)?python -I -c "import wordtool"$/m);
      }
    }
});

test('a second run names the record as it is seen from here, and no lock that is there is called missing', async () => {
  const at = project({ ...FLAT, 'poetry.lock': '' });
  const { out } = await adopt(at, '--yes');
  assert.match(out, /run poetry lock, which writes poetry\.lock/);
  commit(at);
  assert.match((await adopt(at, '--yes')).out.replace(/\s+/g, ' '), ' (.create-pyproject.toml:');
});

test('without metadata, pyproject.toml gets all of it, with tables for the layout that is there', async () => {
  const at = project({ 'wordtool.py': '', 'requirements.txt': 'requests==2.31.0\n' });
  const { code, err } = await adopt(at, '--yes');
  assert.is(code, 0, err);
  const { project: metadata, tool } = parse(read(at, 'pyproject.toml')) as {
    project: Record<string, unknown>;
    tool: { hatch: { build: { targets: { wheel: unknown } } }; mypy: { files: unknown } };
  };
  assert.equal(
    [metadata.name, metadata.dependencies, metadata.readme],
    ['wordtool', ['requests==2.31.0'], undefined],
  );
  assert.is(JSON.stringify(tool.hatch.build.targets.wheel), '{"only-include":["wordtool.py"]}');
  assert.equal(tool.mypy.files, ['scripts', 'wordtool.py']);
});

test('without metadata and license, none is claimed, unless the user says one', async () => {
  const licensed = async (...flags: readonly string[]): Promise<string> => {
    const at = project({ 'wordtool/__init__.py': '', 'requirements.txt': 'requests\n' });
    assert.is((await adopt(at, '--yes', ...flags)).code, 0);
    return read(at, 'pyproject.toml');
  };
  assert.not.match(await licensed(), 'MIT');
  assert.match(await licensed('--license=MIT'), 'license = "MIT"');
});

test('tools that are configured elsewhere stay configured there', async () => {
  const at = project({
    ...FLAT,
    'setup.cfg': '[tool:pytest]\naddopts = -v\n[coverage:run]\nbranch = true\n',
    'mypy.ini': '[mypy]\n',
    'ruff.toml': '',
  });
  const { out } = await adopt(at, '--yes');
  const { tool } = parse(read(at, 'pyproject.toml')) as { tool: Record<string, unknown> };
  assert.equal(Object.keys(tool).sort(), ['check-manifest', 'mypy']);
  assert.match(out.replace(/\s+/g, ' '), 'no tool.pytest from the standard: setup.cfg configures it');
});

test('the image copies only files that are there, with any manager', async () => {
  for (const manager of ['pip', 'uv', 'poetry']) {
    const at = project({
      'setup.py': 'from setuptools import setup\nsetup(name="wordtool", version="1")\n',
      'wordtool/__init__.py': '',
    });
    const { code, err } = await adopt(
      at,
      '--yes',
      '--docker',
      '--manager',
      manager,
      '--backend',
      'setuptools',
    );
    assert.is(code, 0, err);
    const copied = [...read(at, 'Dockerfile').matchAll(/^COPY (?!--)(.*) \S+$/gm)].flatMap(([, words = '']) =>
      words.split(' '),
    );
    assert.ok(copied.includes('setup.py') && copied.includes('wordtool/'), copied.join(' '));
    for (const missing of ['README.md', 'LICENSE', 'src/'])
      assert.not.ok(copied.includes(missing), `${manager}: ${missing}`);
  }
});

test('workflows of its own stay the only ones, and one that publishes is not doubled', async () => {
  const at = project({
    ...FLAT,
    '.github/workflows/test.yml': 'on: push\n',
    '.github/workflows/out.yml': 'jobs: { a: { steps: [{ run: twine upload dist/* }] } }\n',
  });
  await adopt(at, '--yes');
  assert.not.ok(files(at).includes('.github/workflows/ci.yml'));
  assert.is(record(at)?.answers.publish, 'none');
});

test('line ends stay: a file with CRLF keeps them, and .gitattributes is not added', async () => {
  const at = project(FLAT);
  writeFileSync(path.join(at, 'pyproject.toml'), PYPROJECT.replaceAll('\n', '\r\n'));
  await adopt(at, '--yes', '--force');
  const text = read(at, 'pyproject.toml');
  assert.not.match(text, /(?<!\r)\n/);
  assert.match(text, '[tool.ruff.lint]');
  assert.not.ok(files(at).includes('.gitattributes'));
});

test('whatever the files hold, it ends with an exit code, and reaches no file outside', async () => {
  const outside = directory();
  fill(outside, { secret: 'token\n' });
  const HOSTILE: Readonly<Record<string, string | Buffer>> = {
    'pyproject.toml': '[project\nname = [[[[',
    'setup.py': `setup(${'('.repeat(5000)}`,
    'setup.cfg': `[metadata\n = x\n\tname\n${'['.repeat(3000)}`,
    'requirements.txt': Buffer.from([0xff, 0xfe, 0x00, 0x41]),
    Pipfile: '\u0000',
    'environment.yml': `a: &a [x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? 'a' : `b${i - 1}`}, *${i === 0 ? 'a' : `b${i - 1}`}]`).join('\n')}\ndependencies: [*b29]\n`,
    'tox.ini': '\ufeff[tox]\nenvlist = py3{',
    LICENSE: Buffer.alloc(2 * 1024 * 1024, 0x41),
    'README.md': `${'#'.repeat(10_000)} ${'a '.repeat(10_000)}`,
  };
  const at = directory();
  for (const [name, text] of Object.entries(HOSTILE)) writeFileSync(path.join(at, name), text);
  mkdirSync(path.join(at, '.github'));
  symlinkSync(outside, path.join(at, '.github/workflows'));
  symlinkSync(path.join(outside, 'secret'), path.join(at, 'Makefile'));
  symlinkSync(outside, path.join(at, 'scripts'));
  symlinkSync('/dev/zero', path.join(at, 'poetry.lock'));
  mkdirSync(path.join(at, 'CHANGELOG.md'));
  fill(at, { 'word_tool/__init__.py': '' });
  const { code, err, out } = await adopt(at, '--yes', '--name', 'word-tool');
  assert.is(code, 0, err);
  assert.equal(contents(outside), { secret: 'token\n' });
  assert.not.match(out, 'token');
  for (const [name, text] of Object.entries(HOSTILE))
    assert.ok(readFileSync(path.join(at, name)).equals(Buffer.from(text)), name);
});

test('a long setup.py is read in a moment', async () => {
  const at = directory();
  const lines = Array.from({ length: 60_000 }, (_, i) => `name_${i} = ${i}\n`);
  fill(at, { 'setup.py': `${lines.join('')}setup(name="word-tool")\n`, 'word_tool.py': '' });
  const from = Date.now();
  const { code, err } = await adopt(at, '--json', '--dry-run');
  assert.is(code, 0, err);
  assert.ok(Date.now() - from < 10_000, `${Date.now() - from} ms`);
});

test('a random file is never a crash', async () => {
  let seed = 1;
  const random = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const PIECES = [
    '[project]\n',
    'name = ',
    '"a"',
    'setup(',
    ')',
    "'''",
    '\\',
    '{',
    '}',
    '[options]\n',
    '\n\t',
    '=',
    ':',
    '- ',
    '\r',
    '\u2028',
    'x',
    '#',
    '"""',
    'packages = find:',
    '**',
    '\ud800',
  ];
  for (let i = 0; i < 60; i += 1) {
    const text = Array.from({ length: random(60) }, () => PIECES[random(PIECES.length)]).join('');
    const at = directory();
    for (const name of [
      'pyproject.toml',
      'setup.py',
      'setup.cfg',
      'Pipfile',
      'environment.yml',
      'tox.ini',
      'requirements.in',
    ])
      writeFileSync(path.join(at, name), text);
    const { code, err } = await adopt(
      at,
      '--json',
      '--dry-run',
      '--name',
      'word-tool',
      '--module',
      'word_tool',
    );
    assert.is(code, 0, `${JSON.stringify(text)}: ${err}`);
  }
});

test('create in an adopted project leaves the files of its own alone', async () => {
  const at = project(FLAT);
  await adopt(at, '--yes', '--no-docker');
  const before = contents(at);
  const { host, said } = hostIn(at);
  const code = await runCommand(['.', '--yes', '--no-git', '--dry-run'], host);
  // What adopt has merged or fitted is edited, as far as create is concerned.
  assert.is(code, 3);
  assert.match(said.err, 'CHANGELOG.md (edited), pyproject.toml (edited)');
  assert.not.match(said.err, 'Makefile');
  same(contents(at), before);
});

test('a planned project for a flat layout names no folder src, with any backend and manager', () => {
  const choices = (name: string): string[] => {
    const option = pack.options[name];
    return option?.type === 'choice' ? Object.keys(option.choices) : [];
  };
  const layout = { module: 'my_app', root: '', single: false } as const;
  const names = new Set(['my_app', 'tests', 'README.md', 'LICENSE', 'pyproject.toml', 'setup.py']);
  for (const manager of choices('manager'))
    for (const backend of ['hatchling', 'setuptools', 'flit', 'uv-build', 'poetry-core', 'pdm-backend']) {
      const given = { name: 'my-app', manager, backend, kind: 'cli' };
      const answers = settle(
        pack,
        Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { value, from: name }])),
        NOBODY,
      );
      for (const { path: file, content } of plan(pack, answers, new Map(), '1.0.0').files) {
        if (/^(src|tests)\/|^(MANIFEST\.in|README\.md|\.create-pyproject\.toml)$/.test(file)) continue;
        const text = adapted(file, content, { layout, names });
        const found = text.split('\n').find((line) => /\bsrc\b/.test(line) && !/^\s*#/.test(line));
        assert.is(found, undefined, `${manager} ${backend}: ${file}`);
      }
    }
});

test("a range of the standard does not stand beside the project's own for the same package", () => {
  const theirs = '[dependency-groups]\ntest = ["pytest>=9", "pytest-cov"]\ndev = ["ruff"]\n';
  const merged = (ours: string) => {
    const { text, notes } = mergePyproject(ours, theirs, { hasMetadata: true, elsewhere: new Map() });
    return { groups: { ...(parse(text)['dependency-groups'] as Record<string, unknown>) }, notes };
  };
  for (const ours of [
    '[tool.poetry.group.dev.dependencies]\nPyTest = "^8.0"\nruff = "*"\n',
    '[tool.poetry.dev-dependencies]\npytest = "^8.0"\n',
    '[tool.pdm.dev-dependencies]\nqa = ["pytest<9"]\n',
    '[tool.uv]\ndev-dependencies = ["pytest[x]~=8.0"]\n',
    '[project.optional-dependencies]\ntest = ["pytest (<9)"]\n',
  ]) {
    const { groups, notes } = merged(ours);
    assert.equal(groups, { test: ['pytest', 'pytest-cov'], dev: ['ruff'] }, ours);
    assert.equal(notes, [
      'pyproject.toml has a range of its own for pytest; the standard is made for pytest>=9',
    ]);
  }
  const { groups } = merged('[dependency-groups]\nother = ["pytest<9"]\n');
  assert.equal(groups, { other: ['pytest<9'], test: ['pytest', 'pytest-cov'], dev: ['ruff'] });
  const { groups: open, notes } = merged('[tool.pdm.dev-dependencies]\nqa = ["pytest", "tox>=4"]\n');
  assert.equal([open.test, notes], [['pytest>=9', 'pytest-cov'], []]);
});

test('an unusual pyproject.toml keeps what cannot be merged', () => {
  const theirs = '[tool.mypy]\nstrict = true\n\n[dependency-groups]\ndev = ["ruff", "mypy"]\n';
  const terms = { hasMetadata: true, elsewhere: new Map() };
  const merged = (ours: string): string => mergePyproject(ours, theirs, terms).text;
  assert.match(merged('tool.mypy.pretty = true\n'), /^tool\.mypy\.pretty = true\n\n\[dependency-groups\]/);
  assert.is(
    merged('[dependency-groups]\ndev = [\n  "a", # x\n  "Ruff>=1" # y\n]\n'),
    '[dependency-groups]\ndev = [\n  "a", # x\n  "Ruff>=1", # y\n  "mypy",\n]\n\n[tool.mypy]\nstrict = true\n',
  );
  assert.match(merged('[dependency-groups]\ndev = []\n'), 'dev = ["ruff", "mypy"]');
  assert.is(merged(merged('')), merged(''));
});
