/** A generated project and its build results, each created once, at the first use. */
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { Answers, Case } from './cases.js';
import { once } from './check.js';
import { type Environment, onPath, run } from './exec.js';
import { managerEnvironment, quickManagerEnvironment } from './manager-tools.js';
import { nearest, type Python } from './pythons.js';
import { ROOT, type Tools } from './tools.js';

export const LOCKS = ['requirements.txt', 'requirements-build.txt', 'requirements-dev.txt'] as const;
export const lockFlags = LOCKS.flatMap((lock) => ['-r', lock]);

/** The data that all checks share. */
export interface World {
  /** A folder outside any repository, removed at the end. */
  readonly work: string;
  readonly tools: Tools;
  readonly pythons: readonly Python[];
  /** Downloads everything in the locks of all projects. Returns environment variables that make pip use these files. */
  wheels: () => Promise<Environment>;
}

export interface Project extends Omit<Case, 'python'> {
  readonly folder: string;
  readonly interpreter: Python;
  /** Creates the project. Returns the settled names. */
  readonly made: () => Promise<{ readonly name: string; readonly module: string }>;
  /** Installs the locks and the project into .venv. Returns a description. */
  readonly installed: () => Promise<string>;
  /** Builds both files. Returns their paths. */
  readonly built: () => Promise<{ readonly sdist: string; readonly wheel: string }>;
  /** Runs .venv's Python. */
  readonly python: (...args: readonly string[]) => ReturnType<typeof run>;
  /** For maturin: .venv on PATH, and a shared target folder for cargo. */
  readonly env: Environment;
  /** The variables for its package manager: for pip a local index, for others the program on PATH. */
  readonly managed: () => Promise<Environment>;
}

export const flags = (answers: Answers): string[] =>
  Object.entries(answers).flatMap(([key, value]) => {
    if (typeof value === 'boolean') return [value ? `--${key}` : `--no-${key}`];
    return [value].flat().map((item) => `--${key}=${item}`);
  });

/** Runs the built command. */
export async function generate(
  folder: string,
  answers: Answers,
  more: readonly string[] = ['--no-git'],
  env: Environment = {},
): Promise<{ answers: Record<string, unknown>; steps: { name: string; ok: boolean; output: string }[] }> {
  mkdirSync(path.dirname(folder), { recursive: true });
  const main = path.join(ROOT, 'dist', 'main.cjs');
  const { stdout } = await run(
    [process.execPath, main, folder, '--yes', '--json', ...flags(answers), ...more],
    { env },
  );
  return JSON.parse(stdout);
}

export async function commit(folder: string): Promise<void> {
  await run(['git', 'init', '--quiet', '--initial-branch=main'], { cwd: folder });
  await run(['git', 'add', '--all'], { cwd: folder });
  await run(['git', 'commit', '--quiet', '--message=x'], { cwd: folder });
}

/** Fails with the diff when git reports a change. */
export async function clean(folder: string): Promise<void> {
  const { stdout } = await run(['git', 'status', '--porcelain'], { cwd: folder });
  if (stdout === '') return;
  const { stdout: diff } = await run(['git', 'diff'], { cwd: folder });
  throw new Error(`git status is not clean:\n${stdout}${diff.split('\n').slice(0, 25).join('\n')}`);
}

/**
 * The command that makes an environment by uv: ensurepip takes five seconds.
 * @param seed with pip; before Python 3.12 uv adds setuptools and wheel
 */
export const uvVenv = (world: World, python: string, folder: string, seed = true): string[] => {
  const options = ['--quiet', '--no-project', '--no-config', '--clear', '--python', python];
  return [world.tools.tool('uv'), 'venv', ...options, ...(seed ? ['--seed'] : []), folder];
};

/** Installs with uv, which is fast. The checks of the locks and the Makefile use pip. */
export async function uvInstall(world: World, python: string, files: readonly string[], cwd: string) {
  const uv = world.tools.tool('uv');
  const hashed = ['--require-hashes', '--only-binary', ':all:'];
  await run([uv, 'pip', 'install', '--quiet', '--python', python, ...hashed, ...files], { cwd });
}

export function makeProject(world: World, one: Case): Project {
  const folder = path.join(world.work, one.name, 'project');
  const interpreter = nearest(world.pythons, one.python);
  const { kind, backend, manager } = one;
  const answers = { ...one.answers, kind, backend, manager, python: interpreter.version };
  const bin = path.join(folder, '.venv', 'bin');
  const env = { ...onPath(bin), CARGO_TARGET_DIR: path.join(world.work, one.name, 'target') };
  const venvPython = path.join(bin, 'python');
  const python = (...args: readonly string[]) => run([venvPython, ...args], { cwd: folder, env });

  // A project of the covering set is made as its user makes it, with uv if the manager is pip.
  const byPip = one.manager === 'pip' && !one.covering;
  const program = one.manager === 'pip' ? 'uv' : one.manager;
  const variables = (): Promise<Environment> => {
    if (byPip) return world.wheels();
    const make = one.covering ? quickManagerEnvironment : managerEnvironment;
    return make(program, world, interpreter);
  };
  // One project compiles its crates once.
  const managed = once(async () => ({ ...(await variables()), CARGO_TARGET_DIR: env.CARGO_TARGET_DIR }));

  const made = once(async () => {
    const more = byPip ? ['--no-git'] : ['--git', '--install'];
    const { answers: settled } = await generate(folder, answers, more, byPip ? {} : await managed());
    if (byPip) await commit(folder);
    return { name: String(settled.name), module: String(settled.module) };
  });

  const installed = once(async () => {
    await made();
    if (!byPip) return `--install, Python ${interpreter.full}`;
    if (one.topics.length > 0) {
      await run(['make', 'install', `PYTHON=${interpreter.executable}`], {
        cwd: folder,
        env: await managed(),
      });
      return `make install, Python ${interpreter.full}`;
    }
    // pip comes from the locks, as with --install.
    await run(uvVenv(world, interpreter.executable, path.join(folder, '.venv'), false));
    await uvInstall(world, venvPython, lockFlags, folder);
    await python('-m', 'pip', 'install', '--quiet', '--no-deps', '--no-build-isolation', '--editable', '.');
    return `uv, Python ${interpreter.full}`;
  });

  const built = once(async () => {
    await installed();
    const dist = path.join(...(one.covering ? [folder] : [world.work, one.name]), 'dist');
    if (one.covering) await run(['make', 'build'], { cwd: folder, env: await managed() });
    else await python('-m', 'build', '--no-isolation', '--outdir', dist);
    const find = (end: string): string => {
      const [file, ...others] = readdirSync(dist).filter((name) => name.endsWith(end));
      if (file === undefined || others.length > 0) throw new Error(`not one ${end} in ${readdirSync(dist)}`);
      return path.join(dist, file);
    };
    return { sdist: find('.tar.gz'), wheel: find('.whl') };
  });

  return { ...one, answers, folder, interpreter, made, installed, built, python, env, managed };
}
