import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { fail } from '../../src/cli/failure.js';
import { canCommit, commitStep, initStep } from '../../src/git/git.js';
import { identity } from '../../src/git/identity.js';
import { decideRepository, inRepository } from '../../src/git/repository.js';
import { CLEARED } from '../../src/host/child-environment.js';
import type { Host, Ran } from '../../src/host/host.js';
import { nodeHost } from '../../src/host/node-host.js';
import { UserError } from '../../src/model/errors.js';
import type { Step } from '../../src/model/pack.js';
import { platformOf } from '../../src/model/platform.js';
import { finish, type Wish } from '../../src/setup/finish.js';
import type { StepReport } from '../../src/setup/setup.js';
import { lastLines, runStep, runSteps } from '../../src/setup/setup.js';
import { snapshot } from '../faults.js';
import { pack, planFor } from '../golden.js';
import { suite } from '../harness.js';
import { directory, environment, files, fill, git, gitConfig, hostIn, programs, SOMEBODY } from '../world.js';

const test = suite('finishing');

/** A host with the given programs on PATH, on which `exec` gives fixed results by the first words of a command. */
function machine(
  programs: readonly string[],
  answer: (command: string) => Partial<Ran> = () => ({}),
): { host: Host; ran: string[]; err: () => string } {
  const ran: string[] = [];
  const { host, said } = hostIn('/', {
    which: (name) => (programs.includes(name) ? `/bin/${name}` : undefined),
    exec: async (command) => {
      ran.push(command.join(' '));
      return { code: 0, out: '', output: '', ...answer(command.join(' ')) };
    },
  });
  return { host, ran, err: () => said.err };
}

const WISH: Wish = { git: undefined, install: false };

async function refusal(act: () => unknown): Promise<UserError> {
  try {
    await act();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('accepted');
}

const outside = directory();
const inside = directory();
mkdirSync(path.join(inside, '.git'));
const below = path.join(inside, 'new');

test('a directory below a repository is inside it, whether .git is a folder or a file', async () => {
  const { host } = machine([]);
  const worktree = directory();
  writeFileSync(path.join(worktree, '.git'), 'gitdir: elsewhere\n');
  assert.is(inRepository(host, path.join(inside, 'not/yet/there')), true);
  assert.is(inRepository(host, worktree), true);
  assert.is(inRepository(host, path.join(outside, 'new')), false);
});

test('a repository is created by default if git is installed and the directory is in no repository', async () => {
  assert.equal(await decideRepository(machine(['git']).host, outside, undefined), {
    init: true,
    commit: true,
    note: '',
  });
});

test('without git there is a note, and no repository', async () => {
  const { init, commit, note } = await decideRepository(machine([]).host, outside, undefined);
  assert.equal([init, commit], [false, false]);
  assert.match(note, 'git not found');
});

test('inside a repository there is a note, and no second repository', async () => {
  const { init, commit, note } = await decideRepository(machine(['git']).host, below, undefined);
  assert.equal([init, commit], [false, false]);
  assert.match(note, 'already inside a repository');
});

test('--git inside a repository is refused', async () => {
  const error = await refusal(() => decideRepository(machine(['git']).host, below, true));
  assert.is(error.code, 'E_REPOSITORY');
  assert.is(error.exit, 2);
});

test('--no-git runs no git and gives no note', async () => {
  const { host, ran } = machine(['git']);
  assert.equal(await decideRepository(host, inside, false), { init: false, commit: false, note: '' });
  assert.equal(ran, []);
});

test('a repository without a commit gets one with --git, and otherwise a note', async () => {
  const folder = directory();
  git(folder, 'init', '--quiet');
  const { host } = hostIn(folder);
  assert.equal(await decideRepository(host, folder, true), { init: false, commit: true, note: '' });
  const { init, commit, note } = await decideRepository(host, folder, undefined);
  assert.equal([init, commit], [false, false]);
  assert.match(note, 'has no commits yet: to commit these files, run the same command with --git');
  const broken = path.join(folder, 'broken');
  fill(broken, { '.git/x': '' });
  for (const other of [broken, path.join(folder, 'new')])
    assert.is((await refusal(() => decideRepository(host, other, true))).code, 'E_REPOSITORY');
  git(folder, '-c', 'user.name=A', '-c', 'user.email=a@b', 'commit', '--allow-empty', '-qm', 'x');
  git(folder, 'checkout', '--quiet', '--orphan', 'other');
  assert.is((await refusal(() => decideRepository(host, folder, true))).code, 'E_REPOSITORY');
});

/** Repository settings that make git run a program, as an attacker could prepare them. */
const PREPARED: Readonly<Record<string, string>> = {
  'core.fsmonitor': '[core]\n\tfsmonitor = touch sentinel; true\n',
  'filter.x.clean': '[filter "x"]\n\tclean = touch sentinel; cat\n',
  'include.path': '[include]\n\tpath = other\n',
  'core.worktree': '[core]\n\tworktree = ..\n',
};

test('a malicious repository cannot run a program', async () => {
  // For a partial clone, git fetches a missing commit at once, with a program that the configuration names.
  const lazy = directory();
  git(lazy, 'init', '--quiet');
  fill(lazy, {
    '.git/refs/heads/x': `${'1'.repeat(40)}\n`,
    '.git/config':
      '[core]\n\trepositoryformatversion = 1\n[extensions]\n\tpartialClone = origin\n[remote "origin"]\n\turl = .\n\tpromisor = true\n\tuploadpack = "touch sentinel; git-upload-pack"\n',
  });
  const { host } = hostIn(lazy);
  assert.match((await decideRepository(host, lazy, undefined)).note, 'already inside a repository');
  assert.is((await refusal(() => decideRepository(host, lazy, true))).code, 'E_REPOSITORY');
  assert.equal(files(lazy), []);
  for (const [name, config] of Object.entries(PREPARED)) {
    const folder = directory();
    git(folder, 'init', '--quiet');
    fill(folder, {
      '.git/config': config,
      '.git/info/attributes': '* filter=x\n',
      other: PREPARED['core.fsmonitor'] ?? '',
    });
    const error = await refusal(() => decideRepository(hostIn(folder).host, folder, true));
    assert.is(error.code, 'E_REPOSITORY', name);
    assert.match(error.message, `${name.replace('.x.', ' "x".')} in its .git/config`);
    assert.equal(files(folder), ['other'], name);
  }
});

test('a repository with more configuration than one plain file is refused', async () => {
  const hidden = '[core]\n\tfsmonitor = touch sentinel; true\n';
  const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'commondir in its .git': { '.git/commondir': '../c\n', 'c/config': hidden },
    'config.worktree in its .git': { '.git/config.worktree': hidden },
    // git reads the start of a second section in this line.
    'a .git/config that is not plain': { '.git/config': '[remote "a"][core]fsmonitor=touch sentinel;#"]\n' },
  };
  for (const [what, texts] of Object.entries(cases)) {
    const folder = directory();
    git(folder, 'init', '--quiet');
    fill(folder, texts);
    const error = await refusal(() => decideRepository(hostIn(folder).host, folder, true));
    assert.is(error.code, 'E_REPOSITORY', what);
    assert.match(error.message, what);
  }
});

test('a repository with a remote and its own user.name is accepted, and gets its commit', async () => {
  const folder = directory();
  git(folder, 'init', '--quiet');
  git(folder, 'remote', 'add', 'origin', 'https://example.org/x.git');
  git(folder, 'config', 'user.name', 'Zoë');
  assert.is((await decideRepository(hostIn(folder).host, folder, true)).commit, true);
});

test('a .git that is a link is not followed', async () => {
  for (const made of [false, true]) {
    const [folder, elsewhere] = [directory(), directory()];
    if (made) git(elsewhere, 'init', '--quiet');
    symlinkSync(made ? path.join(elsewhere, '.git') : elsewhere, path.join(folder, '.git'));
    const error = await refusal(() => decideRepository(hostIn(folder).host, folder, true));
    assert.is(error.code, 'E_REPOSITORY');
  }
});

test('in an existing repository the branch stays, and other staged files are not committed', async () => {
  const folder = directory();
  fill(folder, { a: 'x\n', 'b c': 'x\n', secret: 'x\n' });
  git(folder, 'init', '--quiet');
  git(folder, 'symbolic-ref', 'HEAD', 'refs/heads/trunk');
  git(folder, 'add', 'secret', 'a');
  const host = showing(folder, {});
  const steps: StepReport[] = [];
  const project = { directory: folder, ...PROJECT };
  await finish(host, pack, project, { init: false, commit: true, note: '' }, WISH, steps, true);
  assert.equal(names(steps), ['first commit']);
  assert.equal(git(folder, 'ls-tree', '-r', '--name-only', 'trunk').split('\n'), ['a', 'b c']);
  assert.is(git(folder, 'status', '--porcelain'), 'A  secret');
});

test('with --git, the run completes a repository that an interrupted run began', async () => {
  const folder = directory();
  fill(folder, { a: 'x\n', 'b c': 'x\n' });
  mkdirSync(path.join(folder, '.git'));
  const host = showing(folder, {});
  assert.match((await decideRepository(host, folder, undefined)).note, 'has no commits yet');
  const decided = await decideRepository(host, folder, true);
  const steps: StepReport[] = [];
  const project = { directory: folder, ...PROJECT };
  await finish(host, pack, project, decided, { git: true, install: false }, steps, true);
  assert.equal(names(steps), ['git init', 'first commit']);
  assert.is(git(folder, 'rev-list', '--count', 'main'), '1');
});

test('of several simultaneous runs in one directory, only one creates the repository', async () => {
  const folder = directory();
  fill(folder, { a: 'x\n', 'b c': 'x\n' });
  const host = showing(folder, {});
  const decided = await decideRepository(host, folder, undefined);
  const project = { directory: folder, ...PROJECT };
  const runs = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const steps: StepReport[] = [];
      await finish(host, pack, project, decided, WISH, steps, true);
      return steps.filter((step) => !step.skipped).length;
    }),
  );
  assert.equal(runs.sort(), [0, 0, 0, 2]);
  assert.is(git(folder, 'rev-list', '--count', 'main'), '1');
});

const PROJECT = {
  shown: 'my-app',
  context: planFor({}).context,
  files: ['a', 'b c'],
};

async function finished(
  host: Host,
  wish: Wish,
  make = true,
): Promise<{ steps: StepReport[]; error: UserError | undefined }> {
  const steps: StepReport[] = [];
  try {
    const project = { directory: directory(), ...PROJECT };
    await finish(host, pack, project, { init: make, commit: make, note: '' }, wish, steps, true);
    return { steps, error: undefined };
  } catch (error) {
    if (error instanceof UserError) return { steps, error };
    throw error;
  }
}

const names = (steps: readonly StepReport[]): string[] => steps.map((step) => step.name);

test('the steps run in this order: git init, installation and tests, first commit', async () => {
  const { host } = machine(['git', 'python3']);
  const { steps } = await finished(host, { git: undefined, install: true });
  assert.equal(names(steps), ['git init', 'virtual environment', 'install', 'tests', 'first commit']);
  assert.ok(steps.every((step) => step.ok && !step.skipped));
});

test('an interrupt while git reads the identity does not give the note about a missing identity', async () => {
  let interrupted = false;
  const { host } = machine(['git'], (command) => {
    interrupted ||= command.includes(' var ');
    return { code: interrupted ? 130 : 0 };
  });
  const { error, steps } = await finished({ ...host, interrupted: () => interrupted }, WISH);
  assert.is(error?.code, 'E_INTERRUPTED');
  assert.is(
    steps.some((step) => step.skipped),
    false,
  );
});

test('without an identity the commit is skipped, and a note says so', async () => {
  const { host, ran } = machine(['git'], (command) => ({ code: command.includes(' var ') ? 128 : 0 }));
  const { steps, error } = await finished(host, WISH);
  assert.is(error, undefined);
  assert.equal(
    steps.map(({ name, ok, skipped }) => ({ name, ok, skipped })),
    [
      { name: 'git init', ok: true, skipped: false },
      { name: 'first commit', ok: true, skipped: true },
    ],
  );
  assert.match(steps[1]?.output ?? '', 'git does not know who you are');
  assert.not.ok(ran.some((command) => command.includes(' commit ')));
});

test('--git without git fails after the project is written', async () => {
  const { error } = await finished(machine([]).host, { git: true, install: false });
  assert.is(error?.code, 'E_TOOL');
  assert.is(error?.exit, 1);
});

test('--install with neither uv nor python3 fails and says what to install', async () => {
  const { error, steps } = await finished(machine(['git']).host, { git: false, install: true }, false);
  assert.is(error?.code, 'E_TOOL');
  assert.match(error?.message ?? '', 'uv or Python not found; the project is in my-app');
  assert.match(error?.hint ?? '', 'install uv or Python 3.11 or newer');
  assert.equal(steps, []);
});

test('a failed step ends the run before the commit, and completed steps are kept', async () => {
  const { host, ran } = machine(['git', 'uv'], (command) =>
    command.startsWith('uv venv') ? { code: 2, output: 'no Python\nat all\n' } : {},
  );
  const { steps, error } = await finished(host, { git: undefined, install: true });
  assert.is(error?.code, 'E_STEP');
  assert.match(
    error?.message ?? '',
    'virtual environment failed; the project is in my-app\nno Python\nat all',
  );
  assert.match(
    error?.hint ?? '',
    /^to run it again: cd my-app && uv venv --quiet \.venv\nto finish it: the same command again, with --git$/,
  );
  assert.equal(names(steps), ['git init', 'virtual environment']);
  assert.not.ok(ran.some((command) => command.includes(' commit ')));
});

const stepsFor = (tools: Record<string, string>, dependency: readonly string[] = []): Step[] => {
  const steps = pack.setUp.steps(planFor({ dependency }).context, tools, platformOf('linux'));
  if ('missing' in steps) throw new Error(steps.missing);
  return [...steps];
};

const lines = (steps: readonly Step[]): string[] =>
  steps.flatMap((step) => step.commands.map((c) => c.join(' ')));

test('uv creates the environment if it is installed, and pip comes from the locks', () => {
  const commands = lines(stepsFor({ uv: '/bin/uv', python3: '/bin/python3' }));
  assert.is(commands[0], 'uv venv --quiet .venv');
  assert.not.ok(commands.some((command) => command.includes('-m venv')));
});

test('without uv, a recent enough python3 creates it', () => {
  const commands = lines(stepsFor({ python3: '/bin/python3' }));
  assert.match(commands[0] ?? '', /^python3 -c .*\(3, 11\)/);
  assert.is(commands[1], 'python3 -m venv .venv');
});

test('locking is a step only if a requirement is not in the shipped locks', () => {
  const stepNames = (dependency: readonly string[]) =>
    stepsFor({ uv: 'uv' }, dependency).map((step) => step.name);
  assert.equal(stepNames([]), ['virtual environment', 'install', 'tests']);
  assert.equal(stepNames(['some-unknown-package']), ['virtual environment', 'lock', 'install', 'tests']);
});

test('everything is installed from the locks with hashes, and the project in editable mode', () => {
  for (const tools of [{ uv: 'uv' }, { python3: 'python3' }]) {
    const commands = lines(stepsFor(tools));
    const [locked, editable] = commands.filter((command) => command.includes(' install '));
    assert.match(locked ?? '', '--require-hashes --only-binary :all: -r requirements.txt');
    assert.match(editable ?? '', '--no-deps --no-build-isolation --editable .');
  }
});

test('a step stops at its first failing command, and reports that command and all later ones', async () => {
  const { host, ran } = machine([], (command) => ({ code: command === 'b' ? 3 : 0, output: `${command}\n` }));
  const quiet = { start: () => {}, end: () => {} };
  const report = await runStep(host, '/', { name: 'x', commands: [['a'], ['b'], ['c']] }, quiet);
  assert.equal(ran, ['a', 'b']);
  assert.is(report.ok, false);
  assert.is(report.command, 'b && c');
  assert.is(report.output, 'a\nb\n');
});

test('the commands reported for a failed step complete it when they are typed', async () => {
  const parent = directory();
  const folder = path.join(parent, 'my app');
  fill(folder, { 'a.txt': 'x\n' });
  git(folder, 'init', '--quiet');
  fill(folder, { '.git/index.lock': '' });
  const { host } = hostIn(parent);
  const error = await refusal(() =>
    runSteps(
      host,
      { directory: folder, shown: 'my app', resume: 'RESUME' },
      [commitStep(['a.txt'])],
      [],
      true,
    ),
  );
  assert.is(error.code, 'E_STEP');
  rmSync(path.join(folder, '.git/index.lock'));
  const config = gitConfig(SOMEBODY);
  execFileSync(
    'sh',
    ['-c', error.hint.replace('to run it again: ', '').replace('\nto finish it: RESUME', '')],
    {
      cwd: parent,
      env: environment({ GIT_CONFIG_GLOBAL: config }),
    },
  );
  assert.is(git(folder, 'rev-list', '--count', 'HEAD'), '1');
});

test('a completed step is reported as one line that can be typed again', async () => {
  const { host } = machine([]);
  const quiet = { start: () => {}, end: () => {} };
  const report = await runStep(host, '/', { name: 'x', commands: [['a', 'b c'], ['d']] }, quiet);
  assert.is(report.command, "a 'b c' && d");
});

test('an interrupted run starts no further step', async () => {
  let interrupted = false;
  const { host, ran } = machine([], () => {
    interrupted = true;
    return { code: 143 };
  });
  const done: StepReport[] = [];
  const steps = [
    { name: 'one', commands: [['a'], ['b']] },
    { name: 'two', commands: [['c']] },
  ];
  const error = await refusal(() =>
    runSteps(
      { ...host, interrupted: () => interrupted },
      { directory: '/', shown: 'my-app', resume: 'RESUME' },
      steps,
      done,
      true,
    ),
  );
  assert.is(error.exit, 130);
  assert.match(error.message, 'interrupted in one; the project is in my-app');
  assert.is(error.hint, 'to finish it: RESUME');
  assert.equal(ran, ['a']);
});

/** A host whose child processes get these variables, except those that the command removes. */
function showing(cwd: string, variables: Readonly<Record<string, string>>): Host {
  const env = { ...environment({ GIT_CONFIG_GLOBAL: gitConfig(SOMEBODY) }), ...variables };
  return { ...hostIn(cwd).host, exec: (c, o) => nodeHost().exec(c, { ...o, env: { ...env, ...o.env } }) };
}

test("of git's repository-specific variables, children get only those with the user's settings", () => {
  const local = git(directory(), 'rev-parse', '--local-env-vars').split('\n');
  assert.equal(
    local.filter((name) => !(name in CLEARED)),
    ['GIT_CONFIG_PARAMETERS', 'GIT_CONFIG_COUNT'],
  );
});

test('no variable makes a child use another repository or environment', async () => {
  const other = directory();
  git(other, 'init', '--quiet');
  const before = snapshot(other);
  const hidden = ['VIRTUAL_ENV'];
  const hostile = Object.fromEntries(
    [...Object.keys(CLEARED), ...hidden].map((name) => [name, path.join(other, '.git')]),
  );
  for (const variables of [hostile, ...Object.entries(hostile).map(([name, value]) => ({ [name]: value }))]) {
    const folder = directory();
    fill(folder, { 'a.txt': 'x\n' });
    const host = showing(folder, variables);
    const seen: Step = { name: 'x', commands: [['env']], hides: hidden };
    const done: StepReport[] = [];
    await runSteps(
      host,
      { directory: folder, shown: 'x', resume: 'RESUME' },
      [initStep, commitStep(['a.txt']), seen],
      done,
      true,
    );
    assert.not.match(done[2]?.output ?? other, other);
    assert.is(await canCommit(host, folder), true);
    const name = Object.keys(variables).join(' ');
    assert.is(git(folder, 'rev-list', '--count', 'main'), '1', name);
    assert.is(git(folder, 'fsck', '--full'), '', name);
    assert.is(git(folder, 'status', '--porcelain'), '', name);
    assert.is(git(folder, 'ls-files'), 'a.txt', name);
  }
  assert.equal(snapshot(other), before);
});

test('git settings in environment variables apply to the commit', async () => {
  const folder = directory();
  fill(folder, { 'a.txt': 'x\n' });
  const variables = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_VALUE_0: 'Bob' };
  const host = showing(folder, variables);
  await runSteps(
    host,
    { directory: folder, shown: 'x', resume: 'RESUME' },
    [initStep, commitStep(['a.txt'])],
    [],
    true,
  );
  assert.is(git(folder, 'log', '--format=%an'), 'Bob');
});

test('tool output keeps its lines and tabs, and its control sequences are removed', () => {
  const { host, said } = hostIn('/');
  const tool = '\u001b[31mred\u001b[0m\r\n\tx\u001b]0;title\u0007\rgone\u001b[2J\u009b1A\u202e';
  const error = new UserError('E_STEP', `tests failed\n${tool}`, 'to run it again: x');
  assert.is(fail(error, host, { args: [], version: '1' }), 1);
  assert.is(
    said.err,
    'create-pyproject: tests failed\nred\r\n\tx\\u001b]0;title\\u0007\\u000dgone\\u001b[2J\\u009b1A\\u202e\nto run it again: x\n',
  );
});

test('only the last lines of a long output are shown', () => {
  assert.is(lastLines('a\nb\nc\n', 2), 'b\nc');
  assert.is(lastLines(Array.from({ length: 100 }, (_, i) => i).join('\n')).split('\n').length, 15);
});

/** A host whose git has an unknown system-wide configuration file, so that git has to be asked. */
const builtElsewhere: Partial<Host> = { which: () => '/opt/git/bin/git', env: {} };

test('author and email come from git; the last of several values wins', async () => {
  const config = gitConfig(`${SOMEBODY}[user]\n\tname = Bob Example\n`);
  const { host } = hostIn(outside);
  const asked: Host = {
    ...host,
    ...builtElsewhere,
    exec: (c, o) => host.exec(c, { ...o, env: environment({ GIT_CONFIG_GLOBAL: config }) }),
  };
  assert.equal(await identity(asked, outside), { user: 'Bob Example', email: 'ann@example.org' });
  assert.is(await canCommit(asked, outside), true);
});

test('trace output of git does not become part of a name', async () => {
  const host = showing(outside, { GIT_TRACE: '1' });
  assert.match((await host.exec(['git', 'version'], { cwd: outside })).output, 'trace:');
  const asked = { ...host, ...builtElsewhere };
  assert.equal(await identity(asked, outside), { user: 'Ann Example', email: 'ann@example.org' });
});

test('a program that cannot be started counts as missing', async () => {
  const folder = directory();
  symlinkSync('round', path.join(folder, 'round'));
  const { code } = await nodeHost().exec([path.join(folder, 'round')], { cwd: folder });
  assert.is(code, 127);
});

test('a character whose bytes arrive in several chunks is decoded as one', async () => {
  const speak = "printf '\\303'; printf '\\303' >&2; sleep 0.2; printf '\\251\\n'; printf '\\250' >&2";
  const { out, output } = await nodeHost().exec(['sh', '-c', speak], { cwd: outside });
  assert.is(out, 'é\n');
  assert.equal([...output].sort(), ['\n', 'è', 'é']);
});

test('if git has no identity, or is missing, author and email stay empty', async () => {
  const { host } = hostIn(outside);
  for (const machine of [host, { ...host, ...builtElsewhere }])
    assert.equal(await identity(machine, outside), { user: '', email: '' });
  assert.is(await canCommit(host, outside), false);
  const none = machine([], () => ({ code: 127, output: 'spawn git ENOENT' })).host;
  assert.equal(await identity(none, outside), { user: '', email: '' });
  assert.is(await canCommit(none, outside), false);
});

test("the commit is on main, of the named files only, unsigned, without the user's hooks and templates", async () => {
  const folder = directory();
  const hooks = programs({ 'pre-commit': 'exit 1', 'prepare-commit-msg': 'exit 1' });
  const template = directory();
  symlinkSync(hooks, path.join(template, 'hooks'));
  fill(template, { ignored: '.vscode/\n' });
  fill(folder, { 'a.txt': 'x\n', '.vscode/settings.json': '{}\n', secret: 'x\n' });
  const config = gitConfig(
    [
      `${SOMEBODY}[commit]\n\tgpgSign = true`,
      '[gpg]\n\tprogram = /nowhere/gpg',
      `[core]\n\thooksPath = ${hooks}\n\texcludesFile = ${template}/ignored`,
      `[init]\n\tdefaultBranch = trunk\n\ttemplateDir = ${template}\n`,
    ].join('\n'),
  );
  const { host } = hostIn(folder);
  const theirs: Host = {
    ...host,
    exec: (c, o) => host.exec(c, { ...o, env: { ...o.env, GIT_CONFIG_GLOBAL: config } }),
  };
  const done: StepReport[] = [];
  await runSteps(
    theirs,
    { directory: folder, shown: 'x', resume: 'RESUME' },
    [initStep, commitStep(['a.txt', '.vscode/settings.json'])],
    done,
    true,
  );
  assert.is(git(folder, 'symbolic-ref', 'HEAD'), 'refs/heads/main');
  assert.equal(git(folder, 'ls-files').split('\n'), ['.vscode/settings.json', 'a.txt']);
  assert.is(git(folder, 'log', '--format=%an <%ae> %G?'), 'Ann Example <ann@example.org> N');
  assert.is(git(folder, 'rev-list', '--count', 'main'), '1');
});
