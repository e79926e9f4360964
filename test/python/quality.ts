/** Checks a project's source: tests, style, types, metadata, and whether the locks are fresh. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { distributionName, isProgram, moduleName } from '../../generators/project/python/names.js';
import { Refusal } from '../../src/model/errors.js';
import { assert, type Check, check } from './check.js';
import { run } from './exec.js';
import { writeLengths } from './lengths.js';
import { clean, commit, LOCKS, type Project, type World } from './project.js';

const ALL_COVERED = 'Total coverage: 100.00%';

export async function coveredTests(ran: ReturnType<typeof run>): Promise<string | undefined> {
  const { output } = await ran;
  assert(output.includes(ALL_COVERED), `the tests do not print "${ALL_COVERED}"\n${output.slice(-2000)}`);
  return /\d+ passed/.exec(output)?.[0];
}

/**
 * Checks types with pyright in strict mode, which users of a library may use and which finds other errors than mypy.
 */
async function pyright(world: World, project: Project): Promise<void> {
  const config = path.join(world.work, project.name, 'pyrightconfig.json');
  const include = ['scripts', 'src', 'tests'].map((name) => path.join(project.folder, name));
  // pyright does not run the import hook of meson-python. In the project's own folder it finds src/ by itself.
  const extraPaths = project.backend === 'meson-python' ? [path.join(project.folder, 'src')] : [];
  writeFileSync(config, JSON.stringify({ include, extraPaths, typeCheckingMode: 'strict' }));
  const python = path.join(project.folder, '.venv', 'bin', 'python');
  await run([world.tools.tool('pyright'), '--project', config, '--pythonpath', python]);
}

interface Edit {
  readonly file: string;
  readonly from: RegExp;
  readonly to: string;
}

const ADDED: readonly Edit[] = [
  { file: 'pyproject.toml', from: /^dependencies = \[/m, to: 'dependencies = [\n    "tabulate>=0.9",\n' },
  { file: 'requirements.in', from: /$/, to: 'tabulate>=0.9\n' },
  { file: 'pyproject.toml', from: /^build = \[/m, to: 'build = ["tabulate>=0.9", ' },
  { file: 'pyproject.toml', from: /^test = \[/m, to: 'test = ["tabulate>=0.9", ' },
];

const REMOVED: readonly Edit[] = [
  { file: 'pyproject.toml', from: /, "pytest-cov"/, to: '' },
  { file: 'pyproject.toml', from: /^ {4}"twine",\n/m, to: '' },
];

const OTHERWISE: readonly Edit[] = [
  { file: 'pyproject.toml', from: /"pytest>=9"/, to: '"pytest>=8,<9"' },
  { file: 'pyproject.toml', from: /^requires-python = ">=[\d.]+"/m, to: 'requires-python = ">=3.14"' },
];

const REMOVED_FROM_WEB: Edit = { file: 'pyproject.toml', from: /^ {4}"starlette.*\n/m, to: '' };

/** Runs `make locked` in an edited copy. It has to fail because of a changed lock. */
async function lockedFails(world: World, project: Project, edit: Edit): Promise<void> {
  const copy = path.join(world.work, project.name, 'edited');
  mkdirSync(copy, { recursive: true });
  for (const name of ['pyproject.toml', 'Makefile', 'requirements.in', ...LOCKS])
    cpSync(path.join(project.folder, name), path.join(copy, name));
  const file = path.join(copy, edit.file);
  const before = readFileSync(file, 'utf8');
  const after = before.replace(edit.from, edit.to);
  assert(after !== before, `${edit.from} is not in ${edit.file}`);
  writeFileSync(file, after);
  await commit(copy);
  const python = path.join(project.folder, '.venv', 'bin', 'python');
  const { output } = await run(['make', 'locked', `py=${python}`], { cwd: copy, exit: 2 });
  assert(/^diff --git a\/requirements/m.test(output), `it fails for another reason:\n${output}`);
  rmSync(copy, { recursive: true });
}

/** Runs the local hooks with pre-commit and prek. Hooks from GitHub are not run. */
async function hooks(world: World, project: Project): Promise<void> {
  const config = path.join(world.work, project.name, 'local-hooks.yaml');
  const text = readFileSync(path.join(project.folder, '.pre-commit-config.yaml'), 'utf8');
  writeFileSync(config, text.slice(0, text.indexOf('  - repo: https:')));
  const worktree = path.join(world.work, project.name, 'worktree');
  await run(['git', 'worktree', 'add', '--quiet', worktree], { cwd: project.folder });
  const env = {
    PRE_COMMIT_HOME: path.join(world.work, 'pre-commit'),
    PREK_HOME: path.join(world.work, 'prek'),
    ...(await project.managed()),
  };
  for (const program of [world.tools.tool('pre-commit'), path.join(project.folder, '.venv', 'bin', 'prek')]) {
    const command = [program, 'run', '--all-files', '--config', config];
    const { output } = await run(command, { cwd: project.folder, env });
    const passed = output.match(/Passed/g)?.length;
    assert(passed === 3, `${passed} hooks have passed:\n${output}`);
    if (project.manager !== 'pip') continue;
    const { output: without } = await run(command, { cwd: worktree, env, exit: 1 });
    const told = without.match(/There is no \.venv here: run make install\./g)?.length;
    assert(told === 3, `in a worktree ${told} hooks print the remedy:\n${without}`);
  }
}

/** Lists the importable modules of an environment, including folders without `__init__.py`. */
const MODULES = `import json, pathlib, pkgutil, sysconfig
places = {pathlib.Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
names = {module.name for module in pkgutil.iter_modules(map(str, places))}
folders = {entry.name for place in places for entry in place.iterdir() if entry.is_dir()}
print(json.dumps(sorted(names | {name for name in folders if name.isidentifier()})))`;

/** The generator must refuse a project name that equals an installed module: one would hide the other. */
async function modulesAreRefused(project: Project): Promise<string> {
  const { module } = await project.made();
  const installed: string[] = JSON.parse((await project.python('-c', MODULES)).stdout);
  // Leaves out the project itself, what its editable installation adds, and mypyc's helper modules, whose names are hashes.
  const helper = /__mypyc$|^_editable_skbc_|_editable_loader$/;
  const others = installed.filter((name) => name !== module && !helper.test(name));
  assert(others.includes('_pytest'), `these are not the modules of the environment: ${others.join(' ')}`);
  const accepted = others.filter((name) => {
    try {
      return moduleName(name) !== '';
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  });
  assert(accepted.length === 0, `these module names are accepted as project names: ${accepted.join(' ')}`);
  return `${others.length} modules`;
}

/** The generator must refuse a project name that equals a program in .venv: the project's command would replace it. */
async function programsAreRefused(project: Project): Promise<string> {
  const { name: own } = await project.made();
  const programs = readdirSync(path.join(project.folder, '.venv', 'bin'))
    .map((file) => file.replace(/\.(exe|ps1|csh|fish|bat|nu|xsh)$/i, ''))
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
  assert(accepted.length === 0, `these program names are accepted as project names: ${accepted.join(' ')}`);
  return `${programs.length} programs`;
}

export function qualityChecks(world: World, project: Project): Check[] {
  const { tools } = world;
  const { folder, python } = project;
  const venvPython = path.join(folder, '.venv', 'bin', 'python');
  /** A check in the installed project. */
  const inside = (name: string, body: () => Promise<unknown>): Check =>
    check(name, async () => {
      await project.installed();
      return body();
    });
  const all = async (edits: readonly Edit[]): Promise<string> => {
    for (const edit of edits) await lockedFails(world, project, edit);
    return `${edits.length} edits`;
  };
  const lengths = inside('ruff accepts names and descriptions of every length', async () => {
    const all = path.join(world.work, 'lengths');
    const count = writeLengths(all);
    for (const words of [['check'], ['format', '--check']])
      await run([venvPython, '-m', 'ruff', ...words, '--no-cache', all]);
    return `${count} projects`;
  });
  const edited = [
    inside('the newest ruff and mypy report nothing', async () => {
      const newest = path.join(world.work, project.name, 'newest');
      await run([tools.tool('uv'), 'venv', '--quiet', '--python', venvPython, newest]);
      const bin = path.join(newest, 'bin');
      const install = [tools.tool('uv'), 'pip', 'install', '--quiet', '--python', path.join(bin, 'python')];
      await run([...install, '--upgrade', 'ruff', 'mypy']);
      const { stdout } = await run([path.join(bin, 'ruff'), 'check'], { cwd: folder });
      await run([path.join(bin, 'mypy'), '--strict', '--python-executable', venvPython], { cwd: folder });
      const versions = await run([
        ...install.slice(0, 1),
        'pip',
        'freeze',
        '--python',
        path.join(bin, 'python'),
      ]);
      const found = /^(mypy|ruff)==.*/gm;
      return `${stdout.trim()} ${[...versions.stdout.matchAll(found)].map(([text]) => text).join(', ')}`;
    }),
    inside('make upgrade finds newer releases', async () => {
      const copy = path.join(world.work, project.name, 'upgraded');
      await run(['git', 'clone', '--quiet', folder, copy]);
      await run(['make', 'upgrade', `py=${venvPython}`, 'PACKAGE=iniconfig'], {
        cwd: copy,
        env: await world.wheels(),
      });
      const lock = readFileSync(path.join(copy, 'requirements-dev.txt'), 'utf8');
      const version = /^iniconfig==(.*?) /m.exec(lock)?.[1];
      assert(/^1\d{3}\.0$/.test(version ?? ''), `make upgrade locks iniconfig ${version}`);
    }),
    inside('make locked fails after an added dependency', () => all(ADDED)),
    inside('make locked fails after a removed dependency', () =>
      all(project.kind === 'web' ? [...REMOVED, REMOVED_FROM_WEB] : REMOVED),
    ),
    inside('make locked fails after a changed range', () => all(OTHERWISE)),
  ];
  return [
    check('is generated', async () => void (await project.made())),
    check('installs from its locks', project.installed),
    inside('pytest with coverage', () => coveredTests(python('-m', 'pytest', '--cov'))),
    inside('ruff check', () => python('-m', 'ruff', 'check').then(() => undefined)),
    inside('ruff format', () => python('-m', 'ruff', 'format', '--check').then(() => undefined)),
    inside('mypy --strict', () => python('-m', 'mypy', '--strict').then(() => undefined)),
    inside('pyright', () => pyright(world, project)),
    inside('no project can have the name of an installed module', () => modulesAreRefused(project)),
    inside('no command can have the name of an installed program', () => programsAreRefused(project)),
    inside('pip check', () =>
      run([tools.tool('uv'), 'pip', 'check', '--python', venvPython]).then(() => undefined),
    ),
    inside('prek validate-config', async () => {
      const { output } = await python('-m', 'prek', 'validate-config', '.pre-commit-config.yaml');
      // Without a file name this command checks nothing and succeeds.
      assert(output.includes('success'), `it prints\n${output}`);
    }),
    ...(project.topics.includes('makefile')
      ? [inside('hooks by pre-commit 3.0 and prek, with .venv and without', () => hooks(world, project))]
      : []),
    check('deptry', async () => {
      await project.made();
      await run([tools.tool('deptry'), 'src'], { cwd: folder });
    }),
    inside('make lock changes nothing', async () => {
      await run(['make', 'locked'], { cwd: folder, env: await project.managed() });
      await clean(folder);
    }),
    ...(project.topics.includes('locks') ? edited : []),
    ...(project.kind === 'cli' && project.backend === 'hatchling' ? [lengths] : []),
  ];
}
