/** Tests the command as users see it: flags, files, exit codes, standard streams, JSON. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parse } from 'smol-toml';
import * as assert from 'uvu/assert';
import { cutoff } from '../generators/project/python/pin-data.js';
import { ROOT } from '../scripts/root.js';
import { VERSION } from '../src/entry/version.js';
import type { Files, Host } from '../src/host/host.js';
import { nodeHost } from '../src/host/node-host.js';
import { command, type Ended, inTurn, type Start } from './command.js';
import { suite } from './harness.js';
import {
  contents,
  directory,
  environment,
  files,
  fill,
  git,
  gitConfig,
  hostIn,
  programs,
  readmeOf,
  run,
  runCommand,
  SOMEBODY,
  same,
} from './world.js';

const MIT = 'Permission is hereby granted, free of charge, to any person obtaining a copy\n';

interface Document {
  readonly version: string;
  readonly directory: string;
  readonly answers: Record<string, unknown>;
  readonly files: {
    path: string;
    action: string;
    bytes: number;
    sha256: string;
    mode: string;
    content?: string;
  }[];
  readonly steps: {
    name: string;
    ok: boolean;
    skipped: boolean;
    seconds: number;
    command: string;
    output: string;
  }[];
  readonly notes: string[];
  readonly next: string[];
}

const documentOf = (out: string): Document => JSON.parse(out) as Document;

const actionsOf = (out: string): Record<string, string> =>
  Object.fromEntries(documentOf(out).files.map(({ path, action }) => [path, action]));

const pyprojectOf = (folder: string): Record<string, unknown> =>
  parse(readFileSync(path.join(folder, 'pyproject.toml'), 'utf8')).project as Record<string, unknown>;

/** Asserts that the files in the JSON output match those on disk. */
function holdsTrue(folder: string, said: Document): void {
  assert.equal(said.files.map((file) => file.path).sort(), files(folder));
  for (const file of said.files) {
    const bytes = readFileSync(path.join(folder, file.path));
    assert.is(file.sha256, createHash('sha256').update(bytes).digest('hex'), file.path);
    assert.is(file.bytes, bytes.length, file.path);
    assert.is(file.mode, `0${(statSync(path.join(folder, file.path)).mode & 0o777).toString(8)}`, file.path);
  }
}

const noStack = ({ out, err }: Pick<Ended, 'out' | 'err'>): void =>
  assert.not.match(out + err, /^\s+at .+[:(]/m);

const built = suite('the built command, as a process');

type Played = Ended & { readonly cwd: string };

/** Registers a test and starts its run of the built command at once, in parallel with other tests. */
function process_(
  title: string,
  args: readonly string[],
  start: Omit<Start, 'cwd'> & { readonly files?: Readonly<Record<string, string>> },
  check: (played: Played) => void | Promise<void>,
): void {
  const cwd = directory();
  fill(cwd, start.files ?? {});
  const played = inTurn(() => command(args, { ...start, cwd }));
  played.catch(() => {});
  built(title, async () => {
    const ended = await played;
    noStack(ended);
    await check({ ...ended, cwd });
  });
}

process_(
  'without a terminal it asks nothing, names the missing argument and exits 2, even if standard input stays open',
  ['--yes', '--json'],
  {},
  ({ code, out, err, cwd }) => {
    assert.is(code, 2);
    assert.is(err, '');
    assert.equal(Object.keys(JSON.parse(out)), ['error']);
    assert.is(JSON.parse(out).error.code, 'E_DIRECTORY');
    assert.match(JSON.parse(out).error.message, 'DIRECTORY is missing');
    assert.equal(readdirSync(cwd), []);
  },
);

const hostile = (): string => {
  const hooks = programs({ 'pre-commit': 'exit 1', 'prepare-commit-msg': 'exit 1' });
  const template = directory();
  symlinkSync(hooks, path.join(template, 'hooks'));
  fill(template, { ignored: '.vscode/\n' });
  return gitConfig(
    [
      `${SOMEBODY}[commit]\n\tgpgSign = true`,
      '[gpg]\n\tprogram = /nowhere/gpg',
      `[core]\n\thooksPath = ${hooks}\n\texcludesFile = ${template}/ignored`,
      `[init]\n\tdefaultBranch = trunk\n\ttemplateDir = ${template}\n`,
    ].join('\n'),
  );
};

process_(
  'a project has its first commit on main with any git settings; --json reports every step',
  ['my-app', '--json'],
  { env: environment({ GIT_CONFIG_GLOBAL: hostile() }) },
  async ({ code, out, err, cwd }) => {
    assert.is(code, 0, err);
    const project = path.join(cwd, 'my-app');
    const said = documentOf(out);
    assert.equal(Object.keys(said), [
      'version',
      'directory',
      'answers',
      'origins',
      'packs',
      'files',
      'notes',
      'steps',
      'next',
      'hints',
    ]);
    assert.equal(said.notes, [`from git's settings: author Ann Example, email ann@example.org`]);
    assert.is(said.version, VERSION);
    assert.is(said.directory, project);
    assert.is(said.answers.author, 'Ann Example');
    assert.equal(Object.keys(said.files[0] ?? {}), ['path', 'action', 'bytes', 'sha256', 'mode']);
    assert.ok(said.files.every((file) => file.action === 'create'));
    assert.ok(said.files.some((file) => file.path === '.create-pyproject.toml'));
    holdsTrue(project, said);
    assert.equal(Object.keys(said.steps[0] ?? {}), ['name', 'ok', 'skipped', 'seconds', 'command', 'output']);
    assert.equal(
      said.steps.map(({ name, ok, skipped }) => [name, ok, skipped]),
      [
        ['git init', true, false],
        ['first commit', true, false],
      ],
    );
    assert.is(said.next[0], 'cd my-app');

    assert.is(git(project, 'symbolic-ref', 'HEAD'), 'refs/heads/main');
    assert.is(git(project, 'log', '--format=%an <%ae> %G?'), 'Ann Example <ann@example.org> N');
    assert.is(git(project, 'status', '--porcelain', '--ignored'), '');
    assert.equal(git(project, 'ls-files').split('\n').sort(), files(project));

    // Run again on the unchanged result.
    const flags = ['--author', 'Ann Example', '--email', 'ann@example.org', '--json'];
    const again = await run(['my-app', ...flags], cwd);
    assert.is(again.code, 0, again.err);
    const changed = documentOf(again.out).files.filter((file) => file.action !== 'same');
    assert.equal(
      changed.map((file) => file.path),
      [],
    );
  },
);

process_(
  'with --answers - answers come from standard input, and flags override them',
  ['app', '--answers', '-', '--kind', 'library', '--dry-run', '--json'],
  { stdin: 'name = "from-file"\nkind = "web"\nauthor = "Ann Example"\n' },
  ({ code, out, cwd }) => {
    assert.is(code, 0, out);
    const { answers, steps } = documentOf(out);
    assert.is(answers.name, 'from-file');
    assert.is(answers.kind, 'library');
    assert.is(answers.author, 'Ann Example');
    assert.equal(steps, []);
    assert.equal(readdirSync(cwd), []);
  },
);

process_(
  'without an identity the project is written, the commit is skipped with a note, exit 0',
  ['my-app'],
  {},
  ({ code, out, err, cwd }) => {
    assert.is(code, 0, err);
    assert.match(out, 'first commit: skipped, git does not know who you are');
    const project = path.join(cwd, 'my-app');
    assert.is(git(project, 'symbolic-ref', 'HEAD'), 'refs/heads/main');
    assert.is(git(project, 'rev-list', '--all', '--count'), '0');
    const { authors } = pyprojectOf(project);
    assert.is(authors, undefined);
    assert.match(readFileSync(path.join(project, 'LICENSE'), 'utf8'), 'Copyright (c) my-app contributors');
  },
);

process_(
  'without git, Python and HOME the project is written; --install names the programs to install and exits 1',
  ['my-app', '--install'],
  { env: { PATH: programs({}) } },
  ({ code, err, cwd }) => {
    assert.is(code, 1);
    assert.not.ok(existsSync(path.join(cwd, 'my-app/.git')));
    assert.match(err, 'uv or Python not found; the project is in my-app; install uv or Python 3.11 or newer');
    assert.ok(existsSync(path.join(cwd, 'my-app/pyproject.toml')));
  },
);

const lockingUv = programs({
  uv: [
    'case $1 in',
    'venv) mkdir -p .venv/bin; printf "#!/bin/sh\\n" > .venv/bin/python; chmod +x .venv/bin/python;;',
    'pip) echo "# locked again" >> requirements.txt;;',
    'esac',
  ].join('\n'),
});

process_(
  '--json describes the final content of a file that a step has changed',
  ['my-app', '--install', '--no-git', '--json'],
  { env: environment({ PATH: `${lockingUv}:${process.env.PATH}` }) },
  ({ code, out, err, cwd }) => {
    assert.is(code, 0, err);
    const { files } = JSON.parse(out) as { files: { path: string; sha256: string; bytes: number }[] };
    const lock = files.find((file) => file.path === 'requirements.txt');
    const bytes = readFileSync(path.join(cwd, 'my-app/requirements.txt'));
    assert.match(bytes.toString(), '# locked again');
    assert.is(lock?.sha256, createHash('sha256').update(bytes).digest('hex'));
    assert.is(lock?.bytes, bytes.length);
  },
);

const failingUv = programs({
  uv: 'for i in $(seq 30); do echo "line $i"; done; echo "the reason" >&2; exit 2',
});

process_(
  'a failed step: exit 1, its last lines, the command to run again, and a complete project',
  ['my app', '--name', 'my-app', '--install', '--no-git'],
  { env: environment({ PATH: `${failingUv}:${process.env.PATH}` }) },
  ({ code, out, err, cwd }) => {
    assert.is(code, 1);
    assert.match(out, /^my app: wrote \d+ files\n/);
    assert.match(err, 'virtual environment failed; the project is in my app\n');
    assert.match(err, 'line 30\nthe reason\n');
    assert.not.match(err, 'line 9\n');
    assert.match(err, "to run it again: cd 'my app' && uv venv --quiet .venv");
    assert.match(err, /✖ virtual environment \(\d+\.\d s\)/);
    assert.ok(existsSync(path.join(cwd, 'my app/.create-pyproject.toml')));
  },
);

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  // The child started `sleep` itself. Only the child gets the signal, and the command does not wait for `sleep`.
  const [began, ended] = ['began', 'ended'].map((name) => path.join(directory(), name)) as [string, string];
  const uv = `trap 'echo yes > ${ended}; exit 1' TERM; sleep 15 & echo yes > ${began}; wait`;
  process_(
    `${name} while a step runs ends the child, keeps the project and exits 130`,
    ['my-app', '--install', '--no-git'],
    {
      env: environment({ PATH: `${programs({ uv })}:${process.env.PATH}` }),
      signal: { when: began, name },
    },
    ({ code, err, cwd }) => {
      assert.is(code, 130);
      assert.match(
        err,
        'interrupted in virtual environment; the project is in my-app\nto finish it: the same command again\n',
      );
      assert.is(readFileSync(ended, 'utf8'), 'yes\n');
      assert.ok(existsSync(path.join(cwd, 'my-app/.create-pyproject.toml')));
    },
  );
}

built('a reader that closes the pipe early (`| head`) is not an error', () => {
  const main = path.join(ROOT, 'dist/main.cjs');
  const code = path.join(directory(), 'code');
  const { stderr } = spawnSync(
    'sh',
    ['-c', '{ "$1" "$2" --help; echo $? > "$3"; } | true', 'sh'].concat(process.execPath, main, code),
    {
      encoding: 'utf8',
    },
  );
  assert.is(stderr, '');
  assert.is(readFileSync(code, 'utf8'), '0\n');
});

const test = suite('the command');

test('--help, --version and --schema print their text, and need no directory', async () => {
  const cwd = directory();
  const help = await run(['--help'], cwd);
  assert.is(help.code, 0);
  assert.match(help.out, 'create-pyproject [DIRECTORY] [FLAGS]');
  assert.equal(await run(['--version'], cwd), { code: 0, out: `${VERSION}\n`, err: '' });
  const schema = await run(['--schema'], cwd);
  assert.is(JSON.parse(schema.out).title, 'Answers of create-pyproject');
  assert.equal(readdirSync(cwd), []);
});

test('--version --verbose prints the date of the pinned versions and the Node.js version', async () => {
  const said = await run(['--verbose', '--version'], directory());
  assert.equal(said, {
    code: 0,
    out: `${VERSION}\npins: ${cutoff.slice(0, 10)}\nnode: ${process.versions.node}\n`,
    err: '',
  });
  assert.match(said.out, /^pins: \d{4}-\d\d-\d\d$/m);
});

test('--version --json prints one JSON object; --json with --help or --completion is refused', async () => {
  for (const more of [[], ['--verbose']]) {
    const { code, out } = await run(['--version', '--json', ...more], directory());
    assert.is(code, 0);
    assert.equal(JSON.parse(out), {
      version: VERSION,
      pins: cutoff.slice(0, 10),
      node: process.versions.node,
    });
  }
  for (const [args, hint] of [
    [['--help'], '--schema prints the options as JSON'],
    [['--version', '--help'], '--schema prints the options as JSON'],
    [['--completion', 'zsh'], 'leave out --json: a script is printed as it is'],
  ] as const) {
    const { code, out, err } = await run([...args, '--json'], directory());
    assert.is(code, 2);
    assert.is(err, '');
    assert.equal(JSON.parse(out), {
      error: {
        code: 'E_FLAG',
        message: `${args.at(args[0] === '--completion' ? 0 : -1)} prints no JSON`,
        hint,
      },
    });
  }
  assert.is(JSON.parse((await run(['--schema', '--json'], directory())).out).type, 'object');
});

test('--verbose without --version is refused, as it would have no effect', async () => {
  const cwd = directory();
  const said = await run(['app', '--yes', '--verbose'], cwd);
  assert.is(said.code, 2);
  assert.match(said.err, '--verbose needs --version');
  assert.equal(readdirSync(cwd), []);
  assert.is((await run(['--help', '--verbose'], cwd)).code, 0);
});

test('an error is one line on standard error, exits with 2, and writes nothing', async () => {
  const cwd = directory();
  fill(cwd, { 'a.toml': 'kind = "cli"\nbakend = "flit"\n', 'b.toml': 'name =\n', 'c.toml': 'kind = web\n' });
  const cases: [string[], string][] = [
    [[], 'DIRECTORY is missing, and questions need a terminal'],
    [['--yes'], 'DIRECTORY is missing'],
    [['app', '--bakend', 'flit'], 'did you mean --backend?'],
    [['app', 'web'], 'a value follows its flag'],
    [['app', '--backend', 'flitt'], 'did you mean flit?'],
    [['class'], 'the default for --name: class is a Python keyword'],
    [['app', '--name', '../x'], 'has a path separator'],
    [['app', '--license', 'none', '--publish', 'pypi'], 'is not published on PyPI'],
    [['app', '--answers', 'a.toml'], 'a.toml:2: unknown key bakend; did you mean backend?'],
    [['app', '--answers', 'b.toml'], 'b.toml:1: '],
    [['app', '--answers', 'none.toml'], 'none.toml: ENOENT'],
    [['app', '--python', '3.9'], '"3.9" is not one of 3.11'],
    [['app', '--dependency', 'not valid'], '--dependency: '],
    [['app', '--dependency', 'httpx=0.28'], '"=0.28" is not a version specifier: write == or >='],
    [
      ['app', '--dependency', 'git+https://example.org/x'],
      'URLs are refused: PyPI accepts no package that depends on one',
    ],
    [['app', '--dependency', 'App>=1'], 'app cannot depend on itself (App>=1); leave out that --dependency'],
    [['app', '--answers', 'c.toml'], 'c.toml:1: invalid value; text needs quotes: "web"'],
    [['app', '--repository', 'github.com/o/r'], 'not an https URL; did you mean https://github.com/o/r?'],
    [['app', '--name', 'Task Tracker!'], 'did you mean task-tracker?'],
    [['Task Tracker!'], 'give --name task-tracker'],
    [['app', '--name', 'My Project Näme'], 'did you mean my-project-name?'],
    [['My Project Näme'], 'give --name my-project-name'],
    [['приложение'], 'and its letters have no form in ASCII; give --name\n'],
    [['app', '--pack', './none'], '--pack ./none: there is no such folder; for a package write npm:NAME'],
    [['app', '--template', 'x'], "unknown flag --template; a team's own templates are a pack: --pack SOURCE"],
  ];
  for (const [args, message] of cases) {
    const { code, out, err } = await run(args, cwd);
    assert.is(code, 2, `${args.join(' ')}: ${err}`);
    assert.is(out, '');
    assert.match(err, message);
    assert.match(err, /^create-pyproject: [^\n]+\n$/);
  }
  assert.equal(readdirSync(cwd).sort(), ['a.toml', 'b.toml', 'c.toml']);
});

test('./help is a directory, and help is accepted as a value', async () => {
  const cwd = directory();
  assert.is((await run(['./help'], cwd)).code, 0);
  assert.is((await run(['help'], cwd)).out, (await run(['--help'], cwd)).out);
  assert.is((await run(['app', '--description', 'help'], cwd)).code, 0);
  for (const word of ['help', 'pack']) {
    const { code, err } = await run(['--no-config', word], cwd);
    assert.is(code, 2);
    assert.match(err, `${word} is a subcommand, and comes first; the directory of this name is ./${word}`);
  }
  assert.equal(readdirSync(cwd).sort(), ['app', 'help']);
});

test('--json in any position prints an error as an object on standard output', async () => {
  for (const args of [
    ['--json', '--bakend'],
    ['--bakend', '--json'],
    ['a', 'b', '--json'],
    ['class', '--json'],
  ]) {
    const { code, out, err } = await run(args, directory());
    assert.is(code, 2);
    assert.is(err, '');
    const { error, ...others } = JSON.parse(out) as { error: Record<string, string> };
    assert.equal(others, {});
    assert.equal(Object.keys(error), ['code', 'message', 'hint']);
  }
});

test('. is the current directory', async () => {
  const cwd = path.join(directory(), 'my-app');
  mkdirSync(cwd);
  const { code, out } = await run(['.'], cwd);
  assert.is(code, 0);
  assert.is(pyprojectOf(cwd).name, 'my-app');
  assert.not.match(out, 'cd ');
});

test('flags override the answers file, which overrides defaults', async () => {
  const cwd = directory();
  fill(cwd, { 'a.toml': 'kind = "web"\nbackend = "flit"\ndocker = false\n' });
  const { out } = await run(
    ['app', '--answers', 'a.toml', '--backend', 'setuptools', '--dry-run', '--json'],
    cwd,
  );
  const { answers } = documentOf(out);
  assert.equal(
    [answers.kind, answers.backend, answers.docker, answers.license],
    ['web', 'setuptools', false, 'MIT'],
  );
});

test("a project's record gives the same project again", async () => {
  const cwd = directory();
  await run(
    ['one', '--name', 'x2', '--kind', 'library', '--description', `It's "quoted"`, '--keyword', 'a'],
    cwd,
  );
  const { code } = await run(['two', '--answers', 'one/.create-pyproject.toml'], cwd);
  assert.is(code, 0);
  same(contents(path.join(cwd, 'two')), contents(path.join(cwd, 'one')));
});

test('the output reports normalized values', async () => {
  const { out } = await run(['My Package'], directory());
  assert.match(out, 'note: name: "My Package" becomes my-package');
  assert.match(out, "cd 'My Package'");
});

test('--dry-run lists the files, writes nothing and exits 0', async () => {
  const cwd = directory();
  const { code, out } = await run(['my-app', '--dry-run'], cwd);
  assert.is(code, 0);
  assert.match(out, /^my-app\/\n {2}\.\/ +\.create-pyproject\.toml, /);
  assert.match(out, ' requirements.txt\n');
  assert.equal(readdirSync(cwd), []);
});

test('--dry-run reports the action for each file, and exits 3 when there is a conflict', async () => {
  const cwd = directory();
  fill(cwd, { Makefile: 'mine\n', 'README.md': 'mine\n', '.gitignore': 'mine\n', 'pyproject.toml/x': '' });
  const args = ['.', '--name', 'my-app', '--dry-run'];
  const before = contents(cwd);
  const { code, out } = await run(args, cwd);
  assert.is(code, 3);
  for (const line of [
    'Makefile (conflict)',
    'pyproject.toml (conflict)',
    'README.md (kept)',
    '.gitignore (missing lines are added)',
  ])
    assert.match(out, line);
  const forced = await run([...args, '--force'], cwd);
  assert.is(forced.code, 3, 'a folder is not replaced');
  assert.match(forced.out, 'Makefile (replaced)');
  const json = await run([...args, '--json'], cwd);
  assert.is(json.code, 3);
  assert.is(actionsOf(json.out).Makefile, 'conflict');
  assert.is(documentOf(json.out).files.find((file) => file.path === 'Makefile')?.bytes, 5);
  same(contents(cwd), before);
});

test('--diff shows how files differ, writes nothing and exits 0', async () => {
  const cwd = directory();
  await run(['app', '--name', 'my-app'], cwd);
  const folder = path.join(cwd, 'app');
  assert.equal(await run(['app', '--name', 'my-app', '--diff'], cwd), { code: 0, out: '', err: '' });
  fill(folder, { '.python-version': '2.7\n', 'README.md': 'mine\n', 'tests/__init__.py': '' });
  const before = contents(folder);
  const { code, out } = await run(['app', '--name', 'my-app', '--diff'], cwd);
  assert.is(code, 0);
  assert.match(out, '--- a/.python-version\n+++ b/.python-version\n@@ -1,1 +1,1 @@\n-2.7\n+3.13\n');
  assert.not.match(out, 'README.md\n');
  same(contents(folder), before);
  const elsewhere = await run(['my-other', '--diff'], cwd);
  assert.is(elsewhere.out, '');
  assert.match(elsewhere.err, /^create-pyproject: new files, which --dry-run lists: \d+\n$/);
});

test('a second run over an unchanged result exits 0 and changes nothing, for every kind', async () => {
  for (const args of [
    [],
    ['--kind', 'web', '--backend', 'maturin'],
    ['--kind=library', '--license=LGPL-3.0-or-later'],
  ]) {
    const cwd = directory();
    await run(['app', '--name', 'my-app', ...args], cwd);
    const before = contents(cwd);
    const { code, out, err } = await run(['app', '--name', 'my-app', ...args, '--json'], cwd);
    assert.is(code, 0, err + out);
    assert.equal([...new Set(Object.values(actionsOf(out)))], ['same']);
    same(contents(cwd), before);
  }
});

test('in a repository just created on a forge, README and license are kept and .gitignore is completed', async () => {
  const cwd = directory();
  const before = { 'README.md': '# mine\n', LICENSE: MIT, '.gitignore': '# Python\n__pycache__/\nmine/' };
  fill(cwd, before);
  const { code, out } = await run(['.', '--name', 'my-app', '--json'], cwd);
  assert.is(code, 0, out);
  const actions = actionsOf(out);
  assert.equal([actions['README.md'], actions.LICENSE, actions['.gitignore']], ['kept', 'kept', 'merged']);
  holdsTrue(cwd, documentOf(out));
  const after = contents(cwd);
  assert.is(after['README.md'], before['README.md']);
  assert.is(after.LICENSE, MIT);
  const lines = (after['.gitignore'] ?? '').split('\n');
  assert.equal(lines.slice(0, 3), ['# Python', '__pycache__/', 'mine/']);
  assert.ok(lines.includes('.venv/'));
  assert.is(lines.filter((line) => line === '__pycache__/').length, 1);
  const again = await run(['.', '--name', 'my-app', '--json'], cwd);
  assert.is(again.code, 0, again.out);
  assert.equal([...new Set(Object.values(actionsOf(again.out)))].sort(), ['kept', 'same']);
});

test('a README or license under any usual name is kept, and the metadata names it', async () => {
  for (const [readme, license] of [
    ['README.rst', 'LICENSE.txt'],
    ['readme.txt', 'COPYING'],
    ['README', 'LICENCE'],
  ] as const) {
    const cwd = directory();
    fill(cwd, { [readme]: 'mine\n', [license]: MIT });
    const { code, out } = await run(['.', '--name', 'my-app'], cwd);
    assert.is(code, 0, out);
    assert.match(out, `note: ${readme} is kept; pyproject.toml refers to it\n`);
    assert.match(out, `note: ${license} is kept; pyproject.toml refers to it\n`);
    assert.equal(
      files(cwd).filter((name) => /^(readme|licen[cs]e|copying)/i.test(name)),
      [readme, license].sort(),
    );
    const project = pyprojectOf(cwd);
    assert.equal(project['license-files'], [license]);
    assert.is(readmeOf(project), readme);
    const everything = Object.values(contents(cwd)).join('\n');
    assert.not.match(everything, 'README.md');
  }
});

test('a kept license that differs from the chosen one is reported', async () => {
  const cwd = directory();
  fill(cwd, { LICENSE: MIT });
  const { out } = await run(['.', '--name', 'my-app', '--license', 'Apache-2.0'], cwd);
  assert.match(
    out,
    'LICENSE is kept; pyproject.toml refers to it, but it is MIT and not Apache-2.0 as chosen',
  );
});

test('conflicts: exit 3, all files are listed, nothing is written', async () => {
  const cwd = directory();
  fill(cwd, { Makefile: 'mine\n', 'pyproject.toml': 'mine\n' });
  const { code, out, err } = await run(['.', '--name', 'my-app'], cwd);
  assert.is(code, 3);
  assert.is(out, '');
  assert.match(
    err,
    '2 files already exist and differ: Makefile, pyproject.toml; --diff shows the differences',
  );
  assert.equal(contents(cwd), { Makefile: 'mine\n', 'pyproject.toml': 'mine\n' });
  const { error } = JSON.parse((await run(['.', '--name', 'my-app', '--json'], cwd)).out) as {
    error: { files: unknown };
  };
  assert.equal(error.files, ['Makefile', 'pyproject.toml']);
});

test('without git the project is written, the default gives a note, exit 0', async () => {
  const cwd = directory();
  const host = hostIn(cwd, {
    which: () => undefined,
    exec: async () => ({ code: 127, out: '', output: '' }),
  });
  const code = await runCommand(['my-app'], host.host);
  assert.is(code, 0, host.said.err);
  assert.is(host.said.err, '');
  assert.match(host.said.out, 'note: git not found: no repository was created');
  assert.ok(existsSync(path.join(cwd, 'my-app/pyproject.toml')));
});

test('--force replaces conflicting files, but never a README or a license, and deletes nothing', async () => {
  const cwd = directory();
  fill(cwd, { Makefile: 'mine\n', 'README.md': 'mine\n', LICENSE: 'mine\n', 'notes.txt': 'mine\n' });
  const { code, out } = await run(['.', '--name', 'my-app', '--force'], cwd);
  assert.is(code, 0);
  assert.match(out, 'replaced Makefile; kept LICENSE, README.md');
  const after = contents(cwd);
  for (const name of ['README.md', 'LICENSE', 'notes.txt']) assert.is(after[name], 'mine\n');
  assert.is.not(after.Makefile, 'mine\n');
});

test('obsolete files of a replaced project are reported', async () => {
  const cwd = directory();
  await run(['app', '--kind', 'web', '--no-git'], cwd);
  rmSync(path.join(cwd, 'app/tests/test_app.py'));
  const { code, out } = await run(['app', '--kind', 'cli', '--no-git'], cwd);
  assert.is(code, 0);
  assert.match(
    out,
    /note: no longer part of the project: (?!.*test_app)(?!.*README).*src\/app\/app\.py.*; delete/,
  );
  fill(cwd, { 'app/.create-pyproject.toml': '[files]\n"../../etc/passwd" = ""\n"a/../.." = ""\n' });
  assert.not.match((await run(['app', '--force', '--no-git'], cwd)).out, 'no part of');
});

test('a target that is a file is a conflict', async () => {
  const cwd = directory();
  fill(cwd, { 'my-app': 'mine\n' });
  symlinkSync('nowhere', path.join(cwd, 'my-link'));
  for (const target of ['my-app', 'my-link', 'my-app/below']) {
    const { code, err } = await run([target], cwd);
    assert.is(code, 3, err);
  }
  assert.equal(readdirSync(cwd).sort(), ['my-app', 'my-link']);
});

test('--git inside a repository exits 2 before anything is written; the default gives a note', async () => {
  const cwd = directory();
  git(cwd, 'init', '--quiet');
  const refused = await run(['my-app', '--git'], cwd);
  assert.is(refused.code, 2);
  assert.match(refused.err, 'is already inside a repository');
  assert.equal(readdirSync(cwd), ['.git']);
  const { host, said } = hostIn(cwd);
  assert.is(await runCommand(['my-app'], host), 0);
  assert.match(said.out, 'note: already inside a repository: no git init, no commit');
});

test('in a repository, a note lists written files that git ignores, with .gitignore lines that make git include them', async () => {
  const cwd = directory();
  git(cwd, 'init', '--quiet');
  fill(cwd, { '.gitignore': '*.lock\nrequirements*\n', 'app/.gitignore': 'rust/\nparts/\n' });
  const { out } = await run(['app', '--backend=maturin', '--module=parts'], cwd);
  const note =
    'note: git ignores rust/, src/parts/, requirements-build.txt, requirements-dev.txt, requirements.in, requirements.txt: to commit them, add to .gitignore ';
  assert.match(out, note);
  const lines = (out.split(note)[1] ?? '').split('\n')[0]?.split(' ') ?? [];
  appendFileSync(path.join(cwd, 'app/.gitignore'), `${lines.join('\n')}\n`);
  const left = (): string => git(cwd, 'status', '--porcelain', '--ignored', '--untracked-files=all');
  assert.not.match(left(), '!! app/src');
  // git now sees inside the folder and ignores a file there.
  const again = await run(['app', '--backend=maturin', '--module=parts'], cwd);
  assert.match(
    again.out,
    'note: git ignores rust/Cargo.lock: to commit it, add to .gitignore !/rust/Cargo.lock\n',
  );
});

test('in a directory that git ignores, there is no note for each file', async () => {
  const cwd = directory();
  git(cwd, 'init', '--quiet');
  fill(cwd, { '.gitignore': 'app/\n' });
  assert.match(
    (await run(['app'], cwd)).out,
    'note: git ignores this directory: nothing in it is committed\n',
  );
});

test('--json --content prints the text of each file as a run would write it', async () => {
  const cwd = directory();
  const { out } = await run(['app', '--json', '--content', '--dry-run'], cwd);
  const texts = Object.fromEntries(documentOf(out).files.map(({ path, content }) => [path, content]));
  await run(['app', '--no-git'], cwd);
  same(texts as Record<string, string>, contents(path.join(cwd, 'app')));
  fill(cwd, { 'app/Makefile': 'mine\n' });
  const again = documentOf((await run(['app', '--json', '--content', '--dry-run'], cwd)).out);
  const makefile = again.files.find((file) => file.path === 'Makefile');
  assert.equal([makefile?.action, makefile?.content], ['conflict', texts.Makefile]);
  const alone = await run(['app', '--content'], cwd);
  assert.equal(
    [alone.code, alone.err],
    [2, 'create-pyproject: --content needs --json; write --json --content\n'],
  );
});

test('if only author or email is given, the other is not taken from git', async () => {
  const env = environment({ GIT_CONFIG_GLOBAL: gitConfig(SOMEBODY) });
  const authors = async (...flags: string[]): Promise<unknown> => {
    const { out } = await run(['app', '--json', '--dry-run', ...flags], directory(), { env });
    const { author, email } = documentOf(out).answers;
    return [author, email];
  };
  assert.equal(await authors('--author', 'Jane'), ['Jane', '']);
  assert.equal(await authors('--email', 'x@y.org'), ['', 'x@y.org']);
  assert.equal(await authors('--author='), ['', '']);
  assert.equal(await authors(), ['Ann Example', 'ann@example.org']);
});

test('an author that equals the directory name is not reported as coming from git when the name does', async () => {
  const config = gitConfig('[user]\n\tname = ann\n\temail = ann@example.org\n');
  const env = environment({ GIT_CONFIG_GLOBAL: config });
  const { out } = await run(['ann', '--json', '--dry-run'], directory(), { env });
  assert.equal(documentOf(out).notes, ["from git's settings: author ann, email ann@example.org"]);
});

test('a requirement that is not in the shipped locks gives a note, and a next step locks it', async () => {
  const cwd = directory();
  const { out } = await run(['app', '--json', '--no-git', '--dependency', 'some-package>=1'], cwd);
  const { next, notes } = documentOf(out);
  assert.equal(next.slice(0, 3), ['cd app', 'make install', 'make lock sync']);
  assert.match(notes.join('\n'), 'some-package>=1 is not in the locks yet');
});

test('--quiet prints errors only', async () => {
  const cwd = directory();
  assert.equal(await run(['my-app', '--quiet'], cwd), { code: 0, out: '', err: '' });
  fill(cwd, { 'my-app/Makefile': 'mine\n' });
  const { code, out, err } = await run(['my-app', '--quiet'], cwd);
  assert.is(code, 3);
  assert.is(out, '');
  assert.match(err, 'Makefile');
  assert.equal(await run(['my-app', '--quiet', '--diff'], cwd), { code: 0, out: '', err: '' });
  assert.equal(await run(['other', '--quiet', '--dry-run'], cwd), { code: 0, out: '', err: '' });
});

test('a write error is reported in one line, exit 1', async () => {
  const cwd = directory();
  const { fs } = nodeHost();
  const full: Files = {
    ...fs,
    open: () => {
      throw new Error('ENOSPC: no space left on device');
    },
  };
  const { code, err } = await run(['my-app'], cwd, { fs: full });
  assert.is(code, 1);
  assert.match(err, /^create-pyproject: ENOSPC[^\n]+; free disk space or choose another directory[^\n]+\n$/);
  assert.equal(readdirSync(cwd), []);
});

test('no answer can break a file: every text is read back unchanged from the metadata', async () => {
  const nasty = `O'Reilly & "Söns" \\ 🚀 ''' """ {{ y }} %0a <b> $(sh)`;
  const cwd = directory();
  const { code, err } = await run(
    [
      'app',
      '--name',
      'my-app',
      '--author',
      nasty,
      '--email',
      'a+b@c',
      '--description',
      nasty,
      '--keyword',
      nasty,
    ],
    cwd,
  );
  assert.is(code, 0, err);
  const project = pyprojectOf(path.join(cwd, 'app'));
  assert.is(project.description, nasty);
  assert.equal(project.keywords, [nasty]);
  assert.equal(
    (project.authors as object[]).map((author) => ({ ...author })),
    [{ name: nasty, email: 'a+b@c' }],
  );
});

test('an interrupt before anything is written is reported, also with --json, and exits 130', async () => {
  for (const json of [false, true]) {
    const cwd = directory();
    let interrupt = (): void => {};
    const ended = new Promise<number>((resolve) => {
      const { host, said } = hostIn(cwd, {
        onInterrupt: (handler) => {
          interrupt = handler;
          return () => {};
        },
        exit: ((code: number) => {
          const told = json
            ? (JSON.parse(said.out) as { error: { message: string } }).error.message
            : said.err.trim();
          assert.is(told, 'interrupted, nothing was written');
          resolve(code);
        }) as Host['exit'],
        // Standard input never ends.
        readStdin: () => new Promise(() => {}),
      });
      void runCommand(['app', '--answers', '-', ...(json ? ['--json'] : [])], host);
      interrupt();
    });
    assert.is(await ended, 130);
    assert.equal(readdirSync(cwd), []);
  }
});
