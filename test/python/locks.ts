/**
 * Checks the locks: the oldest and newest pip install them despite newer releases, `make lock` changes nothing, and
 * pip-compile works.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assert, type Check, check, type Lane, once } from './check.js';
import { type Environment, environment, run } from './exec.js';
import { serveNextYear } from './next-year-index.js';
import { LOCKS, lockFlags, type Project, uvInstall, uvVenv, type World } from './project.js';
import { type Python, supports } from './pythons.js';
import { HERE } from './tools.js';

/** The pip that each Python first shipped. Existing environments may still use it. */
const OLDEST_PIP: Readonly<Record<string, string>> = {
  '3.11': '22.3',
  '3.12': '23.2',
  '3.13': '24.2',
  '3.14': '25.2',
};

/** pip before this version does not accept `coverage==7` as a pin of `coverage[toml]`. */
const READS_PINS_WITHOUT_EXTRAS = [23, 3];

const HASHED = ['--require-hashes', '--only-binary', ':all:'];

/** The Pythons that at least one project supports. With --case, these may not be all. */
const usable = (world: Pick<World, 'pythons'>, projects: readonly Project[]): Python[] =>
  world.pythons.filter((python) => projects.some((one) => supports(python, one.interpreter.version)));

/** The distinct lock files of the projects that support this Python. */
async function distinctLocks(projects: readonly Project[], python: Python): Promise<string[]> {
  const found = new Map<string, string>();
  for (const project of projects) {
    await project.made();
    if (!supports(python, project.interpreter.version)) continue;
    for (const lock of LOCKS) {
      const file = path.join(project.folder, lock);
      found.set(createHash('sha256').update(readFileSync(file)).digest('hex'), file);
    }
  }
  return [...found.values()];
}

export interface Wheelhouse {
  /**
   * The environment variables that point pip and uv to a local index. For every package, that index has two releases
   * that do not exist yet, one of them a new major version. If a lock does not pin everything, the check fails.
   */
  readonly all: () => Promise<Environment>;
  /** Downloads for one Python. Returns the number of locks and the version of pip. */
  readonly of: (python: Python) => Promise<string>;
}

/** Downloads everything in the projects' locks, with hashes, with the pip of a new environment. */
export function wheelhouse(world: Omit<World, 'wheels'>, projects: () => readonly Project[]): Wheelhouse {
  const folder = path.join(world.work, 'wheels');
  const stock = (python: Python) => path.join(world.work, `stock-${python.version}`);
  const download = async (python: Python): Promise<string> => {
    await run([python.executable, '-m', 'venv', stock(python)]);
    const pip = [path.join(stock(python), 'bin', 'python'), '-m', 'pip'];
    const locks = await distinctLocks(projects(), python);
    assert(locks.length > 0, `no project supports ${python.version}`);
    const files = locks.flatMap((file) => ['-r', file]);
    await run([...pip, 'download', '--quiet', '--dest', folder, ...HASHED, ...files]);
    const { stdout } = await run([...pip, '--version']);
    return `${locks.length} locks, ${stdout.split(' ').slice(0, 2).join(' ')}`;
  };
  // One at a time: the downloads share the folder, and pip skips files that exist.
  let last: Promise<unknown> = Promise.resolve();
  const downloads = new Map(
    world.pythons.map((python) => [
      python.version,
      once(() => {
        const next = last.then(() => download(python));
        last = next.catch(() => undefined);
        return next;
      }),
    ]),
  );
  const of = async (python: Python): Promise<string> => (await downloads.get(python.version)?.()) ?? '';
  return {
    of,
    all: once(async () => {
      const all = usable(world, projects());
      await Promise.all(all.map(of));
      const copies = path.join(world.work, 'wheels-of-next-year');
      const [first] = all;
      assert(first !== undefined, 'there is no Python to copy wheels with');
      await run([first.executable, path.join(HERE, 'next_year.py'), folder, copies]);
      const index = await serveNextYear(await realIndex(first), copies);
      return { PIP_NO_INDEX: '1', PIP_FIND_LINKS: `${folder} ${copies}`, UV_DEFAULT_INDEX: index };
    }),
  };
}

const REAL_INDEX = 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)';

/** The index that the environment sets for uv or pip, else pip's default. */
export async function realIndex({ executable }: Python): Promise<string> {
  const { UV_DEFAULT_INDEX, PIP_INDEX_URL } = environment;
  const known =
    UV_DEFAULT_INDEX ?? PIP_INDEX_URL ?? (await run([executable, '-c', REAL_INDEX])).stdout.trim();
  return known.replace(/\/?$/, '/');
}

/** Resolves, downloads and checks hashes without installing. */
const PLAN = ['install', '--quiet', '--dry-run', '--ignore-installed', ...HASHED];

/** Creates an environment with the first pip of its Python. A Python without an entry keeps its own pip. */
async function oldestPip(world: World, python: Python): Promise<{ pip: string[]; version: string }> {
  const folder = path.join(world.work, `oldest-pip-${python.version}`);
  const pip = [path.join(folder, 'bin', 'python'), '-m', 'pip'];
  if (!existsSync(folder)) {
    await run([python.executable, '-m', 'venv', folder]);
    const oldest = OLDEST_PIP[python.version];
    if (oldest !== undefined) await run([...pip, 'install', '--quiet', `pip==${oldest}`]);
  }
  const { stdout } = await run([...pip, '--version']);
  return { pip, version: stdout.split(' ')[1] ?? '' };
}

/** Gives pip the locks of all projects with the same lowest Python at once, as they have nearly everything in common. */
async function acceptsAll(
  pip: readonly string[],
  projects: readonly Project[],
  python: Python,
  env: Environment,
): Promise<string> {
  const lowest = new Set(projects.map(({ interpreter }) => interpreter.version));
  let count = 0;
  for (const version of lowest) {
    if (!supports(python, version)) continue;
    const same = projects.filter(({ interpreter }) => interpreter.version === version);
    const locks = await distinctLocks(same, python);
    await run([...pip, ...PLAN, ...locks.flatMap((lock) => ['-r', lock])], { env });
    count += locks.length;
  }
  return `${count} locks`;
}

/** The lock checks for each installed Python. */
export function lockLane(world: World, wheels: Wheelhouse, projects: readonly Project[]): Lane {
  return {
    name: 'locks',
    checks: usable(world, projects).flatMap((python) => [
      check(`stock pip of ${python.full} accepts every lock, with hashes and wheels only`, () =>
        wheels.of(python),
      ),
      check(`stock pip of ${python.full} installs the locks of a project`, async () => {
        const env = await world.wheels();
        const project = projects.find((one) => supports(python, one.interpreter.version));
        assert(project !== undefined, `no project supports ${python.version}`);
        await project.made();
        const pip = [path.join(world.work, `stock-${python.version}`, 'bin', 'python'), '-m', 'pip'];
        await run([...pip, 'install', '--quiet', ...HASHED, ...lockFlags], { cwd: project.folder, env });
        await run([...pip, 'check']);
        return project.name;
      }),
      check(`the oldest pip of Python ${python.version} accepts the locks of every project`, async () => {
        const env = await world.wheels();
        const { pip, version } = await oldestPip(world, python);
        return `pip ${version}, ${await acceptsAll(pip, projects, python, env)}`;
      }),
      check(`the newest pip accepts the locks of every project on Python ${python.version}`, async () => {
        const env = await world.wheels();
        const folder = path.join(world.work, `newest-pip-${python.version}`);
        const pip = [path.join(folder, 'bin', 'python'), '-m', 'pip'];
        await run([python.executable, '-m', 'venv', folder]);
        await run([...pip, 'install', '--quiet', '--upgrade', 'pip']);
        const { stdout } = await run([...pip, '--version']);
        return `${stdout.split(' ').slice(0, 2).join(' ')}, ${await acceptsAll(pip, projects, python, env)}`;
      }),
      check(`the oldest pip of Python ${python.version} refuses a lock without its extras`, async () => {
        const env = await world.wheels();
        const { pip, version } = await oldestPip(world, python);
        const [major = 0, minor = 0] = version.split('.').map(Number);
        const [fromMajor = 0, fromMinor = 0] = READS_PINS_WITHOUT_EXTRAS;
        const project = projects.find((one) => supports(python, one.interpreter.version));
        assert(project !== undefined, `no project supports ${python.version}`);
        await project.made();
        const whole = readFileSync(path.join(project.folder, 'requirements-dev.txt'), 'utf8');
        const stripped = whole.replace(/^([\w-]+)\[[^\]]*\]==/gm, '$1==');
        assert(stripped !== whole, 'the lock has no extras');
        const file = path.join(world.work, `stripped-${python.version}.txt`);
        writeFileSync(file, stripped);
        const fails = major < fromMajor || (major === fromMajor && minor < fromMinor);
        const { output } = await run([...pip, ...PLAN, '-r', file], { env, exit: fails ? 1 : 0 });
        assert(!fails || /^ +\w+\[\w+\]>=/m.test(output), `it fails for another reason:\n${output}`);
        return fails ? `pip ${version}` : `pip ${version} accepts it`;
      }),
    ]),
  };
}

/** Runs pip-compile with the command from requirements.in and installs the result. */
async function pipCompile(world: World, project: Project): Promise<void> {
  const folder = path.join(world.work, project.name, 'pip-compile');
  mkdirSync(folder, { recursive: true });
  for (const name of ['pyproject.toml', 'requirements.in'])
    cpSync(path.join(project.folder, name), path.join(folder, name));
  const told = readFileSync(path.join(folder, 'requirements.in'), 'utf8');
  const command = /^#\s+pip-compile (--.* \\\n#.*)$/m.exec(told)?.[1]?.replace(/\\\n#/, '');
  assert(command !== undefined, 'requirements.in has no pip-compile command');
  const compiler = path.join(folder, '.pip-tools');
  await run(uvVenv(world, project.interpreter.executable, compiler));
  // pip-compile resolves for the Python that it runs on, so it runs on the project's Python.
  await uvInstall(world, path.join(compiler, 'bin', 'python'), ['-r', world.tools.lock], folder);
  const compile = [path.join(compiler, 'bin', 'pip-compile'), '--quiet', ...command.trim().split(/\s+/)];
  await run(compile, { cwd: folder });
  const venv = path.join(folder, '.venv');
  await run(uvVenv(world, project.interpreter.executable, venv));
  await uvInstall(world, path.join(venv, 'bin', 'python'), ['-r', 'requirements.txt'], folder);
  await run([path.join(venv, 'bin', 'python'), '-m', 'pip', 'check']);
}

export const lockChecks = (world: World, project: Project): Check[] =>
  project.topics.includes('locks')
    ? [
        check('pip-compile makes a lock that installs', async () => {
          await project.made();
          await pipCompile(world, project);
        }),
      ]
    : [];
