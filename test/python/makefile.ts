/** Checks the Makefile and `--install`: every target works, git stays clean, and the environment is always the same. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { COMPILED } from './cases.js';
import { assert, type Check, check, once } from './check.js';
import { type Environment, environment, run } from './exec.js';
import { clean, generate, type Project, type World } from './project.js';
import { pythonFolder, supports } from './pythons.js';

/** PATH without uv: a folder with uv is replaced by a folder of links to its other files. */
function pathWithoutUv(work: string): string {
  const shadow = (folder: string, index: number): string => {
    if (!existsSync(path.join(folder, 'uv'))) return folder;
    const copy = path.join(work, 'without-uv', String(index));
    mkdirSync(copy, { recursive: true });
    for (const name of readdirSync(folder))
      if (!/^uvx?$/.test(name) && !existsSync(path.join(copy, name)))
        symlinkSync(path.join(folder, name), path.join(copy, name));
    return copy;
  };
  return (environment.PATH ?? '').split(':').map(shadow).join(':');
}

async function listed(folder: string): Promise<string> {
  const { stdout } = await run(['.venv/bin/python', '-m', 'pip', 'list', '--format=freeze'], { cwd: folder });
  // A version from git has the number of commits, and --install runs before the first one.
  return stdout.replace(/\.dev\d+\+\S+$/gm, '');
}

async function sameList(before: string, folder: string): Promise<string> {
  const after = await listed(folder);
  const lines = (text: string, other: string, sign: string): string[] =>
    text
      .split('\n')
      .filter((line) => !other.split('\n').includes(line))
      .map((line) => `${sign}${line}`);
  const differences = [...lines(before, after, '-'), ...lines(after, before, '+')];
  assert(differences.length === 0, `not the environment of make install:\n${differences.join('\n')}`);
  return `${after.trim().split('\n').length} distributions`;
}

export function makefileChecks(world: World, project: Project): Check[] {
  const { folder } = project;
  const installed = once(async () => {
    await project.installed();
    return listed(folder);
  });
  /** Runs a target, then checks that git status is clean. */
  const target = (name: string, after: () => Promise<unknown> = async () => undefined): Check =>
    check(`make ${name}`, async () => {
      await installed();
      await run(['make', name], { cwd: folder, env: await world.wheels() });
      await clean(folder);
      return after();
    });

  /** Creates a second project with `--install`, in the given environment variables. */
  const setUp = async (name: string, env: Environment): Promise<string> => {
    const copy = path.join(world.work, project.name, name);
    const { answers, interpreter, kind, backend } = project;
    const all = { ...answers, kind, backend, python: interpreter.version };
    const { steps } = await generate(copy, all, ['--git', '--install'], {
      ...(await world.wheels()),
      ...env,
    });
    assert(steps.length > 2, `--install ran ${steps.map((step) => step.name).join(', ')}`);
    await clean(copy);
    const { stdout } = await run(['git', 'rev-list', '--count', 'HEAD'], { cwd: copy });
    assert(stdout.trim() === '1', `there are ${stdout.trim()} commits`);
    return sameList(await installed(), copy);
  };

  const python = () => pythonFolder(world.work, project.interpreter);
  const uv = (): string => path.dirname(world.tools.tool('uv'));
  /** uv must use the Python of `make install` instead of .python-version, so that the environments can be compared. */
  const withUv = (): Environment => ({
    PATH: [uvAlone(world.work, uv()), python(), environment.PATH].join(':'),
    UV_PYTHON: project.interpreter.executable,
  });
  /** --install locks a dependency that is not in the shipped locks, and `make lock` changes nothing. */
  const dependency = check('--install locks a dependency that is not shipped', async () => {
    const copy = path.join(world.work, project.name, 'by-uv-with-more');
    const { answers, interpreter, kind, backend } = project;
    const all = { ...answers, kind, backend, python: interpreter.version, dependency: ['tabulate>=0.9'] };
    const env = withUv();
    await generate(copy, all, ['--git', '--install'], env);
    const lock = readFileSync(path.join(copy, 'requirements.txt'), 'utf8');
    assert(/^tabulate==.* \\$/m.test(lock), `requirements.txt has no tabulate\n${lock}`);
    await run(['make', 'lock', 'check'], { cwd: copy });
    await clean(copy);
  });
  const inTwoYears = check('make install check test build, two years from now', async () => {
    await project.made();
    const copy = path.join(world.work, project.name, 'in-two-years');
    await run(['git', 'clone', '--quiet', folder, copy]);
    const make = ['make', 'install', 'check', 'test', 'build', `PYTHON=${project.interpreter.executable}`];
    await run(['faketime', '+2 years', ...make], { cwd: copy, env: await world.wheels() });
    await clean(copy);
  });
  return [
    target('help'),
    target('check'),
    target('test'),
    target('build', async () => {
      const files = readdirSync(path.join(folder, 'dist'));
      assert(files.length === 2, `dist has ${files}`);
    }),
    target('sync', async () => sameList(await installed(), folder)),
    target('clean', async () => {
      const { stdout } = await run(['git', 'clean', '-ndX'], { cwd: folder });
      // `make clean` keeps .venv, and the compiled module that an editable installation needs.
      const kept =
        project.backend === 'meson-python' ? /^$| (\.venv|build)\/$/ : /^$| \.venv\/$|\/_core\..*\.so$/;
      const left = stdout.split('\n').filter((line) => !kept.test(line));
      assert(left.length === 0, `make clean leaves\n${left.join('\n')}`);
    }),
    check('make fix and make run', async () => {
      await installed();
      await run(['make', 'fix'], { cwd: folder });
      await clean(folder);
      if (project.kind === 'library') return;
      const { stdout } = await run(['make', 'run', 'ARGS=--version'], { cwd: folder });
      const version = project.answers['version-from'] === 'vcs' ? / 0\.\S+\+g[0-9a-f]+$/m : / 0\.1\.0$/m;
      assert(version.test(stdout), `it printed\n${stdout}`);
    }),
    check(
      'make install PYTHON=… recreates .venv for another Python, and keeps it for the same one',
      async () => {
        await installed();
        const other = world.pythons.find(
          (python) =>
            python.version !== project.interpreter.version && supports(python, project.interpreter.version),
        );
        const copy = path.join(world.work, project.name, 'other-python');
        mkdirSync(copy, { recursive: true });
        for (const name of ['Makefile', 'pyproject.toml'])
          cpSync(path.join(folder, name), path.join(copy, name));
        const venv = async (...args: readonly string[]): Promise<string> => {
          await run(['make', 'venv', ...args], { cwd: copy });
          return (await run(['.venv/bin/python', '--version'], { cwd: copy })).stdout.trim();
        };
        const own = `PYTHON=${project.interpreter.executable}`;
        const first = await venv(own);
        const marker = path.join(copy, '.venv', 'marker');
        writeFileSync(marker, '');
        assert(
          (await venv(own)) === first && existsSync(marker),
          'an environment of the same Python was recreated',
        );
        assert(
          (await venv()) === first && existsSync(marker),
          'without PYTHON= the environment was recreated',
        );
        if (other === undefined) return `${first} is the only installed Python`;
        const second = await venv(`PYTHON=${other.executable}`);
        assert(second === `Python ${other.full}`, `.venv has ${second}`);
        return `${first}, then ${second}`;
      },
    ),
    check('uv run and pip find the groups, and git stays clean', async () => {
      await installed();
      await project.python('-m', 'pip', 'install', '--dry-run', '--quiet', '--group', 'dev');
      const copy = path.join(world.work, project.name, 'by-uv-run');
      await run(['git', 'clone', '--quiet', folder, copy]);
      const env = { ...project.env, UV_PYTHON: project.interpreter.executable };
      await run([world.tools.tool('uv'), 'run', 'pytest'], { cwd: copy, env });
      await clean(copy);
    }),
    check('make refuses without .venv', async () => {
      await project.made();
      const copy = path.join(world.work, project.name, 'bare');
      mkdirSync(copy, { recursive: true });
      for (const name of ['Makefile', 'pyproject.toml'])
        cpSync(path.join(folder, name), path.join(copy, name));
      const { output } = await run(['make', 'check'], { cwd: copy, exit: 2 });
      assert(output.includes('run make install'), `it prints\n${output}`);
    }),
    check('--install without uv', () =>
      setUp('by-pip', { PATH: [python(), pathWithoutUv(world.work)].join(':') }),
    ),
    check('--install with uv', () => setUp('by-uv', withUv())),
    ...(project.kind === 'library' ? [dependency] : []),
    ...(project.kind === 'cli' && !COMPILED.includes(project.backend) ? [inTwoYears] : []),
  ];
}

/** A folder with only uv in it, without the other programs next to it. */
function uvAlone(work: string, from: string): string {
  const folder = path.join(work, 'uv');
  if (!existsSync(folder)) {
    mkdirSync(folder);
    assert(statSync(path.join(from, 'uv')).isFile(), 'uv is not a file');
    symlinkSync(path.join(from, 'uv'), path.join(folder, 'uv'));
  }
  return folder;
}
