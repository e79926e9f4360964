/** Checks the projects of other package managers than pip: `--install`, the lock, and every target of the Makefile. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exportsOf } from '../../generators/project/exports.js';
import { managers } from '../../generators/project/managers/index.js';
import type { ExportChoice, ManagerName } from '../../generators/project/options.js';
import { assert, type Check, check, once } from './check.js';
import { type Environment, run } from './exec.js';
import { clean, type Project, uvVenv, type World } from './project.js';

/** Adds a dependency where the manager reads it, without locking it. */
export function addDependency(folder: string, manager: ManagerName): void {
  const edit = (name: string, from: RegExp, to: string): void => {
    const file = path.join(folder, name);
    const before = readFileSync(file, 'utf8');
    const after = before.replace(from, to);
    assert(after !== before, `${from} is not in ${name}`);
    writeFileSync(file, after);
  };
  edit('pyproject.toml', /^dependencies = \[/m, 'dependencies = [\n    "tabulate>=0.9",\n');
  if (manager === 'pipenv') edit('Pipfile', /^\[packages\]$/m, '[packages]\ntabulate = ">=0.9"');
}

/** Managers that take a minute to lock: their missing lock is not made a second time. */
const SLOW: readonly ManagerName[] = ['pdm', 'pipenv'];

export function managerChecks(world: World, project: Project): Check[] {
  const { folder, interpreter } = project;
  const { compiled, locks, name } = managers[project.manager].commands;
  /** The files of `--export`, which lie beside the locks. */
  const exported = exportsOf({
    manager: project.manager,
    export: (project.answers.export ?? 'none') as ExportChoice,
  }).map(({ file }) => file);
  const make = async (target: string, options: { cwd?: string; exit?: number; env?: Environment } = {}) =>
    run(['make', ...target.split(' ')], {
      cwd: options.cwd ?? folder,
      env: { ...(await project.managed()), ...options.env },
      exit: options.exit ?? 0,
    });
  const target = (words: string, after: (output: string) => unknown = () => undefined): Check =>
    check(`make ${words}`, async () => {
      await project.installed();
      const { output } = await make(words);
      await clean(folder);
      return after(output);
    });
  /** A clone of the project, without .venv. */
  const cloned = async (as: string): Promise<string> => {
    await project.made();
    const copy = path.join(world.work, project.name, as);
    await run(['git', 'clone', '--quiet', folder, copy]);
    return copy;
  };
  const clone = once(() => cloned('cloned'));

  /** A clone with one more dependency, in its environment and its locks. */
  const extended = once(async () => {
    const copy = await clone();
    addDependency(copy, project.manager);
    if (compiled) {
      // `make locked` writes these locks, and shows what has changed.
      const { output } = await make('locked', { cwd: copy, exit: 2 });
      assert(/^diff --git a\/requirements\.txt/m.test(output), `make locked prints\n${output}`);
      await make('sync', { cwd: copy });
    } else {
      for (const one of ['locked', 'install']) {
        const { output } = await make(one, { cwd: copy, exit: 2 });
        assert(/\block\b/.test(output) && !output.includes('Traceback'), `make ${one} prints\n${output}`);
      }
      await make('lock sync', { cwd: copy });
      await make('locked', { cwd: copy });
    }
    await run(['.venv/bin/python', '-c', 'import tabulate'], { cwd: copy });
    return copy;
  });
  const renewed = check('make locked refuses locks that are not up to date', async () => {
    await extended();
  });
  /** Installs an export in a new environment, as a deployment does. */
  const installs = async (copy: string, file: string): Promise<void> => {
    const venv = path.join(copy, '.venv', `of-${file}`);
    await run([interpreter.executable, '-m', 'venv', venv]);
    const python = path.join(venv, 'bin', 'python');
    await run(
      file === 'pylock.toml'
        ? [world.tools.tool('uv'), 'pip', 'sync', '--quiet', '--preview', '--python', python, file]
        : [python, '-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', file],
      { cwd: copy },
    );
    await run([python, '-c', 'import tabulate']);
  };
  const exports = check('make locked refuses files of --export that are old or missing', async () => {
    const copy = await extended();
    const save = () => run(['git', 'commit', '--quiet', '--all', '--message=x'], { cwd: copy });
    await save();
    await make('locked', { cwd: copy });
    for (const file of exported) {
      await installs(copy, file);
      writeFileSync(path.join(copy, file), '');
      // The locks of pip and Hatch are compared with what git has.
      await save();
      const { output } = await make('locked', { cwd: copy, exit: 2 });
      assert(output.includes(file), `make locked prints\n${output}`);
      rmSync(path.join(copy, file));
      await make('install', { cwd: copy });
      await save();
      await make('locked', { cwd: copy });
    }
    return exported.join(', ');
  });
  const refusals: Check[] = [
    check(
      'make locked and make install refuse a lock that is not up to date, make lock renews it',
      async () => {
        await extended();
      },
    ),
    check('make locked refuses a missing lock, make install makes it', async () => {
      const copy = await cloned('without-lock');
      for (const lock of locks) rmSync(path.join(copy, lock));
      const { output } = await make('locked', { cwd: copy, exit: 2 });
      assert(!output.includes('Traceback'), `make locked prints\n${output}`);
      if (!SLOW.includes(project.manager)) {
        await make('install', { cwd: copy });
        await make('locked', { cwd: copy });
      }
      return `${name}: ${output.trim().split('\n').at(-2)}`;
    }),
  ];

  return [
    check('--install writes the lock, and the first commit holds it', async () => {
      await project.made();
      await clean(folder);
      for (const lock of [...locks, ...exported]) {
        const { stdout } = await run(['git', 'ls-files', lock], { cwd: folder });
        assert(stdout !== '', `git has no ${lock}`);
      }
      const { stdout: commits } = await run(['git', 'rev-list', '--count', 'HEAD'], { cwd: folder });
      assert(commits.trim() === '1', `there are ${commits.trim()} commits`);
    }),
    target('help'),
    target('check test'),
    target('build', () => {
      const files = readdirSync(path.join(folder, 'dist'));
      assert(files.length === 2, `dist has ${files}`);
    }),
    target('fix'),
    ...(project.kind === 'library'
      ? []
      : [
          target('run ARGS=--version', (output) =>
            assert(/ 0\.1\.0$/m.test(output), `it printed\n${output}`),
          ),
        ]),
    target('sync'),
    target('clean', async () => {
      const { stdout } = await run(['git', 'clean', '-ndX'], { cwd: folder });
      // Poetry's plugin belongs to the environment.
      const kept = /^$| \.venv\/$| \.poetry\/$| \.pdm-python$/;
      const left = stdout.split('\n').filter((line) => !kept.test(line));
      assert(left.length === 0, `make clean leaves\n${left.join('\n')}`);
    }),
    check('make install in a clone, while another environment is active', async () => {
      const copy = await clone();
      const other = path.join(world.work, project.name, 'other-environment');
      await run(uvVenv(world, interpreter.executable, other));
      await make('install', { cwd: copy, env: { VIRTUAL_ENV: other } });
      await make('test', { cwd: copy, env: { VIRTUAL_ENV: other } });
      await clean(copy);
      const packages = await run([path.join(other, 'bin', 'python'), '-m', 'pip', 'list', '--format=freeze']);
      assert(!/^(pytest|my-)/m.test(packages.stdout), `the other environment has\n${packages.stdout}`);
      const { stdout } = await run(['.venv/bin/python', '--version'], { cwd: copy });
      assert(stdout.trim() === `Python ${interpreter.full}`, `.venv has ${stdout}`);
    }),
    ...(project.manager === 'pipenv'
      ? [
          check('make upgrade refuses a package that the lock has not', async () => {
            await project.installed();
            const { output } = await make('upgrade PACKAGE=no-such', { exit: 2 });
            assert(output.includes('Pipfile.lock has no no-such'), `it printed\n${output}`);
            await clean(folder);
          }),
        ]
      : []),
    ...(compiled ? [renewed] : refusals),
    ...(exported.length > 0 ? [exports] : []),
  ];
}
