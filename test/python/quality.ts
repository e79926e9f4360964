/** Checks of a project's source: tests, style, types, metadata, and the locks' freshness. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { distributionName, isProgram, moduleName } from '../../generators/project/python/names.js';
import { Refusal } from '../../src/errors.js';
import { assert, type Check, check } from './check.js';
import { run } from './exec.js';
import { LOCKS, type Project, type World } from './project.js';

const ALL_COVERED = 'Total coverage: 100.00%';

export async function coveredTests(ran: ReturnType<typeof run>): Promise<string | undefined> {
  const { output } = await ran;
  assert(output.includes(ALL_COVERED), `the tests do not say "${ALL_COVERED}"\n${output.slice(-2000)}`);
  return /\d+ passed/.exec(output)?.[0];
}

/** Types as pyright sees them in strict mode: a library's users may have it, and mypy does not find the same. */
async function pyright(world: World, project: Project): Promise<void> {
  const config = path.join(world.work, project.name, 'pyrightconfig.json');
  const include = ['scripts', 'src', 'tests'].map((name) => path.join(project.folder, name));
  writeFileSync(config, JSON.stringify({ include, typeCheckingMode: 'strict' }));
  const python = path.join(project.folder, '.venv', 'bin', 'python');
  await run([world.tools.tool('pyright'), '--project', config, '--pythonpath', python]);
}

/** Runs scripts/check_locks.py of a changed copy in a Python that cannot open a socket. */
const OFFLINE = `import runpy, sys
def refuse(event, args):
    if event.startswith("socket."):
        raise SystemExit("the network was asked: " + event)
sys.addaudithook(refuse)
runpy.run_path("scripts/check_locks.py", run_name="__main__")`;

interface Edit {
  readonly file: string;
  readonly from: RegExp;
  readonly to: string;
}

const ADDED: readonly Edit[] = [
  { file: 'pyproject.toml', from: /^dependencies = \[/m, to: 'dependencies = [\n    "tabulate>=0.9",\n' },
  { file: 'requirements.in', from: /$/, to: 'tabulate>=0.9\n' },
  { file: 'requirements-build.in', from: /$/, to: 'tabulate>=0.9\n' },
  { file: 'requirements-dev.in', from: /$/, to: 'tabulate>=0.9\n' },
  { file: 'pyproject.toml', from: /^requires = \[/m, to: 'requires = ["tabulate>=0.9", ' },
];

const REMOVED: readonly Edit[] = [
  { file: 'requirements-dev.in', from: /^pytest-cov\n/m, to: '' },
  { file: 'requirements-build.in', from: /^[a-z][a-z-]*\n$/m, to: '' },
];

const REMOVED_FROM_WEB: Edit = { file: 'pyproject.toml', from: /^ {4}"starlette.*\n/m, to: '' };

async function checkLocks(world: World, project: Project, edit?: Edit): Promise<void> {
  const copy = path.join(world.work, project.name, 'edited');
  mkdirSync(path.join(copy, 'scripts'), { recursive: true });
  const sources = LOCKS.map((lock) => lock.replace('.txt', '.in'));
  for (const name of ['pyproject.toml', 'scripts/check_locks.py', ...LOCKS, ...sources])
    cpSync(path.join(project.folder, name), path.join(copy, name));
  if (edit) {
    const file = path.join(copy, edit.file);
    const before = readFileSync(file, 'utf8');
    const after = before.replace(edit.from, edit.to);
    assert(after !== before, `${edit.from} is not in ${edit.file}`);
    writeFileSync(file, after);
  }
  const python = path.join(project.folder, '.venv', 'bin', 'python');
  const { output } = await run([python, '-c', OFFLINE], { cwd: copy, exit: edit ? 1 : 0 });
  assert(!edit || output.includes('run `make lock`'), `it is red for another reason:\n${output}`);
}

/** The local hooks by both programs; those that are cloned from GitHub are not run. */
async function hooks(world: World, project: Project): Promise<void> {
  const config = path.join(world.work, project.name, 'local-hooks.yaml');
  const text = readFileSync(path.join(project.folder, '.pre-commit-config.yaml'), 'utf8');
  writeFileSync(config, text.slice(0, text.indexOf('  - repo: https:')));
  const worktree = path.join(world.work, project.name, 'worktree');
  await run(['git', 'worktree', 'add', '--quiet', worktree], { cwd: project.folder });
  const env = {
    PRE_COMMIT_HOME: path.join(world.work, 'pre-commit'),
    PREK_HOME: path.join(world.work, 'prek'),
  };
  for (const program of [world.tools.tool('pre-commit'), path.join(project.folder, '.venv', 'bin', 'prek')]) {
    const command = [program, 'run', '--all-files', '--config', config];
    const { output } = await run(command, { cwd: project.folder, env });
    const passed = output.match(/Passed/g)?.length;
    assert(passed === 3, `${passed} hooks have passed:\n${output}`);
    const { output: without } = await run(command, { cwd: worktree, env, exit: 1 });
    const told = without.match(/There is no \.venv here: run make install\./g)?.length;
    assert(told === 3, `in a worktree ${told} hooks say what to do:\n${without}`);
  }
}

/** As the environment's own Python sees them; a folder without `__init__.py` can be imported as well. */
const MODULES = `import json, pathlib, pkgutil, sysconfig
places = {pathlib.Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
names = {module.name for module in pkgutil.iter_modules(map(str, places))}
folders = {entry.name for place in places for entry in place.iterdir() if entry.is_dir()}
print(json.dumps(sorted(names | {name for name in folders if name.isidentifier()})))`;

/** What is installed beside the project would hide a project that is called so, or be hidden by it. */
async function modulesAreRefused(project: Project): Promise<string> {
  const { module } = await project.made();
  const installed: string[] = JSON.parse((await project.python('-c', MODULES)).stdout);
  // The project itself, and the helpers that mypyc calls by a hash.
  const others = installed.filter((name) => name !== module && !name.endsWith('__mypyc'));
  assert(others.includes('_pytest'), `these are not the modules of the environment: ${others.join(' ')}`);
  const accepted = others.filter((name) => {
    try {
      return moduleName(name) !== '';
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  });
  assert(accepted.length === 0, `a project may be called as what it installs: ${accepted.join(' ')}`);
  return `${others.length} modules`;
}

/** A command of the project that is called like a program of its environment would replace that program. */
async function programsAreRefused(project: Project): Promise<string> {
  const { name: own } = await project.made();
  const programs = readdirSync(path.join(project.folder, '.venv', 'bin'))
    .map((file) => file.replace(/\.(exe|ps1|csh|fish|bat|nu)$/i, ''))
    .filter((file) => file !== own && /^[A-Za-z][\w.-]*$/.test(file) && !/^activate_this/.test(file));
  assert(
    programs.includes('python3'),
    `these are not the programs of the environment: ${programs.join(' ')}`,
  );
  const accepted = programs.filter((file) => {
    try {
      return !isProgram(distributionName(file));
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  });
  assert(accepted.length === 0, `a command may be called as what it would replace: ${accepted.join(' ')}`);
  return `${programs.length} programs`;
}

export function qualityChecks(world: World, project: Project): Check[] {
  const { tools } = world;
  const { folder, python } = project;
  /** A check in the installed project. */
  const inside = (name: string, body: () => Promise<unknown>): Check =>
    check(name, async () => {
      await project.installed();
      return body();
    });
  const all = async (edits: readonly Edit[]): Promise<string> => {
    for (const edit of edits) await checkLocks(world, project, edit);
    return `${edits.length} edits`;
  };
  return [
    check('is generated', async () => void (await project.made())),
    check('installs from its locks', project.installed),
    inside('pytest with coverage', () => coveredTests(python('-m', 'pytest', '--cov'))),
    inside('ruff check', () => python('-m', 'ruff', 'check').then(() => undefined)),
    inside('ruff format', () => python('-m', 'ruff', 'format', '--check').then(() => undefined)),
    inside('mypy --strict', () => python('-m', 'mypy', '--strict').then(() => undefined)),
    inside('pyright', () => pyright(world, project)),
    inside('no project may be called as a module that is installed', () => modulesAreRefused(project)),
    inside('no command may be called as a program that is installed', () => programsAreRefused(project)),
    inside('pip check', () => python('-m', 'pip', 'check').then(() => undefined)),
    inside('prek validate-config', async () => {
      const { output } = await python('-m', 'prek', 'validate-config', '.pre-commit-config.yaml');
      // Without a file's name it checks nothing and is content.
      assert(output.includes('success'), `it says\n${output}`);
    }),
    ...(project.whole
      ? [inside('hooks by pre-commit 3.0 and prek, with .venv and without', () => hooks(world, project))]
      : []),
    check('deptry', async () => {
      await project.made();
      await run([tools.tool('deptry'), 'src'], { cwd: folder });
    }),
    inside('check_locks.py is green at once, without a network', () => checkLocks(world, project)),
    inside('check_locks.py is red after an added dependency', () => all(ADDED)),
    inside('check_locks.py is red after a removed dependency', () =>
      all(project.kind === 'web' ? [...REMOVED, REMOVED_FROM_WEB] : REMOVED),
    ),
  ];
}
