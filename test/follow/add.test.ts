/** `create-pyproject add` in real projects. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'smol-toml';
import * as assert from 'uvu/assert';
import type { Host } from '../../src/host/host.js';
import { suite } from '../harness.js';
import { contents, directory, fill, programs, same } from '../world.js';
import { command, type Newer, type Project, project, swap } from './project.js';

const test = suite('add');

/** Without the programs that make locks. */
const NO_TOOLS: Partial<Host> = { which: (name) => (name === 'git' ? '/usr/bin/git' : undefined) };

const add = ({ at }: Pick<Project, 'at'>, args: readonly string[], change: Newer = {}, over = NO_TOOLS) =>
  command(['add', ...args], at, change, over);

interface About {
  readonly project: {
    readonly dependencies: readonly string[];
    readonly scripts?: Readonly<Record<string, string>>;
  };
}

const about = (made: Project): About['project'] =>
  (parse(made.read('pyproject.toml')) as unknown as About).project;

/** Any Python project with a src layout: nothing in it is ours. */
function foreign(pyproject = '[project]\nname = "their-tool"\nversion = "1"\n'): string {
  const at = directory();
  fill(at, {
    'pyproject.toml': pyproject,
    'src/their_tool/__init__.py': '',
    'src/their_tool/cli.py': 'x = 1\n',
  });
  return at;
}

test('a part by its name is an update with that answer', async () => {
  const made = await project('--no-docker', '--ci', 'none');
  const docker = await add(made, ['docker']);
  assert.is(docker.code, 0, docker.err);
  assert.match(docker.out, /answers: docker false -> true/);
  assert.ok(made.has('Dockerfile'));
  made.commit();
  const ci = await add(made, ['ci']);
  assert.is(ci.code, 0, ci.err);
  assert.match(made.read('.create-pyproject.toml'), /^ci = "github"$/m);
  assert.ok(made.has('.github/workflows/ci.yml'));
});

test('a part by the value of its option is the same', async () => {
  const made = await project('--publish', 'none');
  const done = await add(made, ['pypi']);
  assert.is(done.code, 0, done.err);
  assert.match(done.out, /answers: publish none -> pypi/);
});

test('a part that is there already changes nothing, even in a project that is behind', async () => {
  const made = await project();
  const before = contents(made.at);
  const newer = { version: '0.2.0', edits: { Makefile: (text: string) => `${text}# new\n` } };
  const done = await add(made, ['docker'], newer);
  assert.is(done.code, 0, done.err);
  assert.match(done.out, /it is there already: docker is true/);
  const { out } = await add(made, ['docker', '--json'], newer);
  assert.equal(JSON.parse(out).files, []);
  same(contents(made.at), before);
});

test('a part in a project that is behind comes with an update, and the run says so', async () => {
  const made = await project('--no-docker');
  const done = await add(made, ['docker', '--dry-run'], { version: '0.2.0' });
  assert.is(done.code, 0, done.err);
  assert.match(done.out, /note: the project was written by create-pyproject 0\.1\.0: this updates it, too/);
  assert.not(made.has('Dockerfile'));
});

test('--in names the project', async () => {
  const made = await project('--no-docker');
  const { code, err } = await command(
    ['add', 'docker', '--in', 'my-app'],
    path.dirname(made.at),
    {},
    NO_TOOLS,
  );
  assert.is(code, 0, err);
  assert.ok(made.has('Dockerfile'));
});

for (const [it, args, message] of [
  ['nothing', [], /add: what is to be added\?/],
  [
    'a word that nobody knows',
    ['dokcer'],
    /"dokcer" is not one of docker, .*dependency.*module, command; did you mean docker\?/,
  ],
  [
    'an option with several values',
    ['backend'],
    /add backend: it has several values; create-pyproject update --set backend=VALUE/,
  ],
  ['a part with a name', ['docker', 'x'], /add docker takes no name/],
  ['a dependency without a name', ['dependency'], /add dependency needs a REQUIREMENT/],
  [
    'a requirement that is none',
    ['dependency', 'x @ https://example.org/x'],
    /add dependency: URLs are refused/,
  ],
  ['a module without a name', ['module'], /add module needs a name/],
  ['two modules', ['module', 'a', 'b'], /add module takes one name, not 2/],
  [
    'a flag that means nothing for a module',
    ['module', 'a', '--conflict', 'ours'],
    /add module takes no --conflict/,
  ],
  ['a module that is a keyword', ['module', 'class'], /"class" is a keyword of Python/],
  ['a module in upper case', ['module', 'Text'], /"Text" is not a lower-case module name/],
  ['a module outside of the project', ['module', '../x'], /"" is not a lower-case module name/],
  ['a command in upper case', ['command', 'Sync'], /"Sync" is not a name in lower case/],
  ['a command that the shell has', ['command', 'wait'], /wait is a shell keyword or built-in/],
  ['a command that the tools have', ['command', 'ruff'], /ruff is a program of the project's environment/],
  ['an unknown flag', ['docker', '--dockr'], /add: unknown flag --dockr/],
] as const)
  test(`${it} is refused with exit code 2, and nothing is written`, async () => {
    const made = await project();
    const before = contents(made.at);
    const { code, err } = await add(made, args);
    assert.is(code, 2, err);
    assert.match(err, message);
    same(contents(made.at), before);
  });

test('a dependency comes into pyproject.toml and the record, and the run names the commands for the locks', async () => {
  const made = await project();
  const done = await add(made, ['dependency', 'httpx>=0.28', 'rich']);
  assert.is(done.code, 0, done.err);
  assert.equal(about(made).dependencies, ['httpx>=0.28', 'rich']);
  assert.match(made.read('.create-pyproject.toml'), /^dependency = \["httpx>=0\.28", "rich"\]$/m);
  assert.match(done.out, /^ {2}make lock\n {2}make sync$/m);
  made.commit();
  const checked = await command(['check'], made.at);
  assert.is(checked.code, 0, checked.out);
  const updated = await command(['update'], made.at);
  assert.match(updated.out, /^\. is up to date\n$/);
});

for (const [manager, file, line] of [
  ['pipenv', 'Pipfile', /^httpx = ">=0\.28"$/m],
  ['conda', 'environment.yml', /^ {2}- httpx >=0\.28$/m],
] as const)
  test(`with ${manager} a dependency comes into ${file}, beside those that people wrote`, async () => {
    const made = await project('--manager', manager);
    const [before, after] =
      manager === 'pipenv'
        ? ['[packages]', '[packages]\nattrs = "*" # ours']
        : ['  - pip\n', '  - pip\n  - attrs\n'];
    made.edit(file, swap(before, after));
    const done = await add(made, ['dependency', 'httpx>=0.28']);
    assert.is(done.code, 0, done.err);
    assert.match(made.read(file), line);
    assert.match(made.read(file), manager === 'pipenv' ? /^attrs = "\*" # ours$/m : /^ {2}- attrs$/m);
    assert.equal(about(made).dependencies, ['httpx>=0.28']);
  });

test('a dependency that people wrote by hand gets the new range, with its comments, and no conflict', async () => {
  const made = await project();
  made.edit(
    'pyproject.toml',
    swap('dependencies = []', 'dependencies = [\n    "httpx>=0.27", # for tests\n    "attrs",\n]'),
  );
  const done = await add(made, ['dependency', 'httpx>=0.28']);
  assert.is(done.code, 0, done.err);
  assert.equal(about(made).dependencies, ['httpx>=0.28', 'attrs']);
  assert.match(made.read('pyproject.toml'), /"httpx>=0\.28", # for tests/);
});

test('a dependency with another marker stands beside the first, and no other one gets lost', async () => {
  const [old, next] = ["numpy>=2; python_version<'3.13'", "numpy>=3; python_version>='3.13'"];
  const made = await project('--dependency', old, '--dependency', next);
  const dependenciesWith = async (...items: readonly string[]): Promise<unknown> => {
    const done = await add(made, ['dependency', ...items]);
    assert.is(done.code, 0, done.err);
    return about(made).dependencies;
  };
  assert.equal(await dependenciesWith('rich'), [old, next, 'rich']);
  const raised = 'numpy>=2.1 ; python_version < "3.13"';
  assert.equal(await dependenciesWith(raised), [raised, next, 'rich']);
  const windows = "rich>=14; sys_platform=='win32'";
  assert.equal(await dependenciesWith(windows), [raised, next, 'rich', windows]);
});

test('a dependency of the kind gets the new range', async () => {
  const made = await project('--kind', 'web');
  const done = await add(made, ['dependency', 'starlette>=1.9']);
  assert.is(done.code, 0, done.err);
  assert.equal(about(made).dependencies, ['starlette>=1.9', 'uvicorn>=0.40']);
});

test('a dependency that is there is nothing to add, nor is its name alone', async () => {
  const made = await project('--dependency', 'Django>=5');
  const before = contents(made.at);
  for (const name of ['Django>=5', 'Django', 'django']) {
    const done = await add(made, ['dependency', name]);
    assert.is(done.code, 0, done.err);
    assert.match(done.out, /^\.: nothing to add\n$/);
  }
  same(contents(made.at), before);
});

test('a dependency comes alone into a project that is behind its standard, and the next update brings the rest', async () => {
  const made = await project();
  made.edit('Makefile', (text) => `# ours\n${text}`);
  made.edit('pyproject.toml', swap('fail_under = 100', 'fail_under = 90'));
  made.commit();
  const before = contents(made.at);
  const newer: Newer = {
    version: '0.2.0',
    edits: {
      'SECURITY.md': (text) => `${text}new\n`,
      'pyproject.toml': (text) => text.replace('log_level = "INFO"', 'log_level = "DEBUG"'),
    },
  };
  const done = await add(made, ['dependency', 'httpx'], newer);
  assert.is(done.code, 0, done.err);
  const { 'pyproject.toml': now = '', '.create-pyproject.toml': record = '', ...others } = contents(made.at);
  const { 'pyproject.toml': then = '', '.create-pyproject.toml': old = '', ...rest } = before;
  same(others, rest);
  assert.is(now, then.replace('dependencies = []', 'dependencies = [\n    "httpx",\n]'));
  assert.is(record, old.replace('dependency = []', 'dependency = ["httpx"]'));

  made.commit();
  const updated = await command(['update'], made.at, newer);
  assert.is(updated.code, 0, updated.out);
  assert.equal(about(made).dependencies, ['httpx']);
  assert.match(made.read('pyproject.toml'), /fail_under = 90/);
  assert.match(made.read('pyproject.toml'), /log_level = "DEBUG"/);
  assert.match(made.read('SECURITY.md'), /new\n$/);
});

test('a dependency needs no commit before it', async () => {
  const made = await project();
  made.write('src/my_app/wip.py', '');
  made.edit('README.md', (text) => `${text}more\n`);
  const done = await add(made, ['dependency', 'httpx']);
  assert.is(done.code, 0, done.err);
});

test('the items of another list come in the same way', async () => {
  const made = await project();
  const done = await add(made, ['keyword', 'text']);
  assert.is(done.code, 0, done.err);
  assert.match(made.read('pyproject.toml'), /keywords = \[\n {4}"command-line",\n {4}"text",\n\]/);
  assert.not.match(done.out, /lock/);
});

/** A host with one more program. */
const withProgram = (name: string, script: string): Partial<Host> => {
  const folder = programs({ [name]: script });
  const at = path.join(folder, name);
  return {
    which: (program) => (program === name ? at : NO_TOOLS.which?.(program)),
    env: { PATH: `${folder}${path.delimiter}/usr/bin${path.delimiter}/bin` },
  };
};

test("the manager's command makes the locks", async () => {
  const made = await project('--manager', 'uv');
  const done = await add(made, ['dependency', 'httpx'], {}, withProgram('uv', 'echo "$@" > uv.lock'));
  assert.is(done.code, 0, done.err);
  assert.is(made.read('uv.lock'), 'lock\n');
  assert.match(done.out, /^Next:\n {2}git diff\n {2}make sync$/m);
});

test('a lock that fails is exit code 1, and the dependency stays written', async () => {
  const made = await project('--manager', 'uv');
  const over = withProgram('uv', 'echo no such package >&2; exit 1');
  const done = await add(made, ['dependency', 'httpx'], {}, over);
  assert.is(done.code, 1);
  assert.match(done.err, /lock failed; the project is in \.\nno such package/);
  assert.match(done.err, /uv lock/);
  assert.equal(about(made).dependencies, ['httpx']);
});

for (const flag of ['--dry-run', '--diff', '--offline'])
  test(`${flag} makes no locks`, async () => {
    const made = await project('--manager', 'uv');
    const done = await add(made, ['dependency', 'httpx', flag], {}, withProgram('uv', 'touch uv.lock'));
    assert.is(done.code, 0, done.err);
    assert.not(made.has('uv.lock'));
    assert.equal(about(made).dependencies, flag === '--offline' ? ['httpx'] : []);
  });

test('--json describes a dependency', async () => {
  const made = await project();
  const { out } = await add(made, ['dependency', 'httpx', '--json']);
  const told = JSON.parse(out);
  assert.equal(told.changedAnswers, ['dependency none -> httpx']);
  assert.equal(told.next, ['make lock', 'make sync']);
  assert.ok(
    told.files.some(
      ({ path: file, action }: { path: string; action: string }) =>
        file === 'pyproject.toml' && action !== 'same',
    ),
  );
});

test('a module comes with its test and its packages, in the own package of the project', async () => {
  const made = await project();
  const before = contents(made.at);
  const done = await add(made, ['module', 'text.count']);
  assert.is(done.code, 0, done.err);
  const now = contents(made.at);
  assert.match(now['src/my_app/text/count.py'] ?? '', /def double/);
  assert.match(now['tests/test_text_count.py'] ?? '', /^from my_app\.text\.count import double$/m);
  assert.is(now['src/my_app/text/__init__.py'], '');
  assert.is(Object.keys(now).length, Object.keys(before).length + 3);
  const again = await add(made, ['module', 'my_app/text/words.py']);
  assert.is(again.code, 0, again.err);
  assert.ok(made.has('src/my_app/text/words.py'));
});

test('a command comes with its module, its test and its line in pyproject.toml, whose comments stay', async () => {
  const made = await project();
  made.edit('pyproject.toml', swap('[dependency-groups]', '# Of our tools\n[dependency-groups]'));
  const before = made.read('pyproject.toml');
  const done = await add(made, ['command', 'sync-all']);
  assert.is(done.code, 0, done.err);
  assert.is(
    made.read('pyproject.toml'),
    before.replace(
      'my-app = "my_app.cli:main"\n',
      'my-app = "my_app.cli:main"\nsync-all = "my_app.sync_all:main"\n',
    ),
  );
  assert.match(made.read('src/my_app/sync_all.py'), /def main/);
  assert.match(made.read('tests/test_sync_all.py'), /^from my_app\.sync_all import main$/m);
});

for (const [it, args, message] of [
  ['a module', ['module', 'counts'], /src\/my_app\/counts\.py, tests\/test_counts\.py exist already/],
  [
    'a module that was just added',
    ['module', 'fresh'],
    /src\/my_app\/fresh\.py, tests\/test_fresh\.py exist already/,
  ],
  ['a package of that name', ['module', 'inner'], /my_app\.inner is a package/],
  ['a module in the place of a package', ['module', 'counts.lines'], /my_app\.counts is a module/],
  ['a command', ['command', 'my-app'], /there is a command my-app already: my_app\.cli:main/],
  [
    'a module of the command',
    ['command', 'counts'],
    /src\/my_app\/counts\.py, tests\/test_counts\.py exist already/,
  ],
] as const)
  test(`${it} that exists is exit code 3, and nothing is written`, async () => {
    const made = await project();
    made.write('src/my_app/inner/__init__.py', '');
    assert.is((await add(made, ['module', 'fresh'])).code, 0);
    const before = contents(made.at);
    const { code, err } = await add(made, args);
    assert.is(code, 3, err);
    assert.match(err, message);
    same(contents(made.at), before);
  });

test('a module and a command come into a project of any origin, also with line ends of Windows', async () => {
  const at = foreign(
    '[project]\r\nname = "their-tool"\r\nversion = "1"  \r\n\r\n# theirs\r\n[tool.x]\r\na = 1\r\n\r\n',
  );
  assert.is((await add({ at }, ['module', 'words'])).code, 0);
  const done = await add({ at }, ['command', 'their-words']);
  assert.is(done.code, 0, done.err);
  const now = contents(at);
  assert.is(
    now['pyproject.toml'],
    '[project]\r\nname = "their-tool"\r\nversion = "1"  \r\n\r\n[project.scripts]\r\ntheir-words = "their_tool.their_words:main"\r\n\r\n# theirs\r\n[tool.x]\r\na = 1\r\n\r\n',
  );
  assert.equal(
    Object.keys(now).filter((file) => !file.startsWith('src/their_tool/_')),
    [
      'pyproject.toml',
      'src/their_tool/cli.py',
      'src/their_tool/their_words.py',
      'src/their_tool/words.py',
      'tests/test_their_words.py',
      'tests/test_words.py',
    ],
  );
});

test('of several packages the one with the name of the project is its own', async () => {
  const at = foreign();
  fill(at, { 'src/other/__init__.py': '' });
  assert.is((await add({ at }, ['module', 'words'])).code, 0);
  assert.ok('src/their_tool/words.py' in contents(at));
  assert.is((await add({ at }, ['module', 'other.words'])).code, 0);
  assert.ok('src/other/words.py' in contents(at));
});

test('a namespace package stays one', async () => {
  const at = foreign();
  fill(at, { 'src/acme/tool/__init__.py': '' });
  assert.is((await add({ at }, ['module', 'acme.tool.words'])).code, 0);
  assert.not('src/acme/__init__.py' in contents(at));
});

for (const [it, files, message] of [
  ['no pyproject.toml', { 'README.md': '' }, /\. has no pyproject\.toml/],
  [
    'no package in src/',
    { 'pyproject.toml': '[project]\nname = "x"\n' },
    /the project has no package in src\//,
  ],
  ['no TOML', { 'pyproject.toml': 'name = x = y\n', 'src/x/__init__.py': '' }, /pyproject\.toml is no TOML/],
  [
    'no table project',
    { 'pyproject.toml': '[tool.poetry]\nname = "x"\n', 'src/x/__init__.py': '' },
    /has no table \[project\]/,
  ],
  [
    'dynamic scripts',
    { 'pyproject.toml': '[project]\nname = "x"\ndynamic = ["scripts"]\n', 'src/x/__init__.py': '' },
    /its scripts are dynamic/,
  ],
] as const)
  test(`a command is refused where there is ${it}`, async () => {
    const at = directory();
    fill(at, files);
    const { code, err } = await add({ at }, ['command', 'words']);
    assert.is(code, 2, err);
    assert.match(err, message);
    same(contents(at), files);
  });

test('a dependency needs a project of create-pyproject', async () => {
  const { code, err } = await add({ at: foreign() }, ['dependency', 'httpx']);
  assert.is(code, 2);
  assert.match(err, /has no \.create-pyproject\.toml/);
});

test('--dry-run, --diff and --json show a command; only the last writes it', async () => {
  const made = await project();
  const before = contents(made.at);
  const dry = await add(made, ['command', 'words', '--dry-run']);
  assert.match(dry.out, /pyproject\.toml \(changed\)/);
  const diff = await add(made, ['command', 'words', '--diff']);
  assert.match(diff.out, /^\+words = "my_app\.words:main"$/m);
  same(contents(made.at), before);
  const { out } = await add(made, ['command', 'words', '--json']);
  const told = JSON.parse(out);
  assert.equal(
    told.files.map(({ path: file, action }: { path: string; action: string }) => [file, action]),
    [
      ['pyproject.toml', 'replace'],
      ['src/my_app/words.py', 'create'],
      ['tests/test_words.py', 'create'],
    ],
  );
  assert.is(readFileSync(path.join(made.at, 'pyproject.toml'), 'utf8').match(/^words = /gm)?.length, 1);
});

test('add --help shows what can be added, and every flag', async () => {
  const { out, code } = await command(['add', '--help'], directory());
  assert.is(code, 0);
  for (const word of [
    'add docker',
    'add dependency',
    'add module',
    'add command',
    '--in',
    '--conflict',
    '--json',
  ])
    assert.ok(out.includes(word), word);
});
