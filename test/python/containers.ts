/**
 * `npm run test:container [-- --only WORD]`: builds the images of generated projects and runs them, with `$CONTAINER_BUILD DIR ARGS…` if
 * it is set (SERVICE=1 stands for a service that has to become healthy), else with docker or podman.
 */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { managers } from '../../generators/project/managers/index.js';
import type { ManagerName } from '../../generators/project/options.js';
import type { Answers } from './cases.js';
import { assert, type Check, check, close, type Lane, once, runLanes } from './check.js';
import { run } from './exec.js';
import { realIndex } from './locks.js';
import { lockOf, managerEnvironment } from './manager-tools.js';
import { generate } from './project.js';
import { findPythons } from './pythons.js';
import { installTools, ROOT } from './tools.js';

/**
 * Builds DIR and runs the image with the arguments, or as a service until it is healthy. Returns the output.
 *
 * @param version the build argument VERSION
 */
type BuildAndRun = (
  folder: string,
  args: readonly string[],
  service: boolean,
  version?: string,
) => Promise<string>;

const SECONDS = 1200;
const HARDENED = [
  '--network=none',
  '--read-only',
  '--tmpfs=/tmp',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
];

const byScript: BuildAndRun = async (folder, args, service, version) => {
  // The script's base images have Debian's Python, whose headers are in a package of their own.
  const file = path.join(folder, 'Dockerfile');
  const compilers = /--no-install-recommends (g\+\+|gcc libc6-dev) /;
  writeFileSync(file, readFileSync(file, 'utf8').replace(compilers, '$&libpython3-dev '));
  const command = ['bash', '-c', '$CONTAINER_BUILD "$@"', 'container', folder, ...args];
  const env = { ...(service && { SERVICE: '1' }), ...(version && { BUILD_ARGS: `VERSION=${version}` }) };
  const { output } = await run(command, { cwd: ROOT, env, seconds: SECONDS });
  return output;
};

let builds = 0;

const byEngine =
  (engine: string): BuildAndRun =>
  async (folder, args, service, version) => {
    builds += 1;
    const tag = `create-pyproject-test-${process.pid}-${builds}`;
    const name = `${tag}-run`;
    const build = [engine, 'build', ...(version ? ['--build-arg', `VERSION=${version}`] : [])];
    await run([...build, '--tag', tag, folder], { seconds: SECONDS });
    try {
      if (!service) return (await run([engine, 'run', '--rm', ...HARDENED, tag, ...args])).output;
      await run([engine, 'run', '--detach', '--name', name, ...HARDENED, tag]);
      for (let tries = 0; tries < 60; tries += 1) {
        const { stdout } = await run([engine, 'inspect', '--format={{.State.Health.Status}}', name]);
        if (stdout.trim() === 'healthy') return stdout;
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      throw new Error(`not healthy after a minute\n${(await run([engine, 'logs', name])).output}`);
    } finally {
      if (service) await run([engine, 'rm', '--force', name]).catch(() => undefined);
      await run([engine, 'rmi', '--force', tag]).catch(() => undefined);
    }
  };

const base = (folder: string): string =>
  /^FROM (\S+)/m.exec(readFileSync(path.join(folder, 'Dockerfile'), 'utf8'))?.[1] ?? '';

/** Finds an engine that can pull the base image. */
async function findEngine(folder: string): Promise<BuildAndRun> {
  if (process.env.CONTAINER_BUILD) return byScript;
  const reasons: string[] = [];
  for (const engine of ['docker', 'podman']) {
    try {
      await run([engine, 'pull', '--quiet', base(folder)], { seconds: 300 });
      return byEngine(engine);
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(`nothing can build an image here; set CONTAINER_BUILD\n${reasons.join('\n')}`);
}

const work = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'proved-projects-')));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

const project = (name: string, answers: Answers) =>
  once(async () => {
    const folder = path.join(work, name);
    await generate(folder, { name: `my-${name}`, ...answers });
    return folder;
  });

const cli = project('cli', { kind: 'cli' });
const web = project('web', { kind: 'web', backend: 'setuptools' });
const vcs = project('vcs', { kind: 'cli', 'version-from': 'vcs' });
const rust = project('rust', { kind: 'cli', backend: 'maturin' });
const cpp = project('cpp', { kind: 'cli', backend: 'scikit-build-core' });
const c = project('c', { kind: 'web', backend: 'meson-python' });
const hatch = project('hatch', { kind: 'cli', manager: 'hatch' });

/** A project with the lock of its own manager, which is not written with it. */
const locked = (manager: ManagerName, answers: Answers) =>
  once(async () => {
    const pythons = await findPythons();
    const [lowest] = pythons;
    assert(lowest !== undefined, 'no supported Python is installed');
    const env = await managerEnvironment(
      manager,
      { work, tools: await installTools(lowest), pythons },
      lowest,
    );
    const folder = await project(manager, { manager, ...answers })();
    await run(managers[manager].commands.lock.split(' '), { cwd: folder, env });
    return folder;
  });
const uv = locked('uv', { kind: 'web' });
const pdm = locked('pdm', { kind: 'cli' });
const pipenv = locked('pipenv', { kind: 'cli' });
/** With the plugin of test:python: Poetry reads the JSON API of pypi.org, which a mirror need not have. */
const poetry = once(async () => {
  const folder = await locked('poetry', { kind: 'web' })();
  const [plugin = ''] = /^poetry-plugin-pypi-mirror==\S+/m.exec(lockOf('poetry')) ?? [];
  const [python] = await findPythons();
  assert(python !== undefined, 'no supported Python is installed');
  const file = path.join(folder, 'Dockerfile');
  const before = readFileSync(file, 'utf8');
  const mirror = `POETRY_PYPI_MIRROR_URL=${await realIndex(python)}`;
  // requests does not read the certificates of the system.
  const certificates = 'REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt';
  const after = before
    .replace(/poetry==[\d.]+$/m, `$& ${plugin}`)
    .replace(/^ENV POETRY_NO_INTERACTION=1$/m, `$& ${mirror} ${certificates}`);
  assert(after.includes(plugin) && after.includes('MIRROR_URL'), `the Dockerfile is\n${after}`);
  writeFileSync(file, after);
  return folder;
});

const engine = once(async () => findEngine(await cli()));

const prints = (name: string, folder: () => Promise<string>, version?: string): Check =>
  check(`${name}: the image builds and prints its version`, async () => {
    const output = await (await engine())(await folder(), ['--version'], false, version);
    assert(output.includes(` ${version ?? '0.1.0'}\n`), `it printed\n${output.slice(-2000)}`);
  });

const serves = (name: string, folder: () => Promise<string>): Check =>
  check(`${name}: the image builds, the service starts and becomes healthy`, async () => {
    await (await engine())(await folder(), [], true);
  });

/** Replaces the hashes in a lock by wrong ones. */
const tampered = (name: string, made: () => Promise<string>, lock: string, reason: RegExp): Check =>
  check(`${name}: the image is not built when a hash in ${lock} is wrong`, async () => {
    const buildAndRun = await engine();
    const copy = path.join(work, `tampered-${lock}`);
    cpSync(await made(), copy, { recursive: true });
    const file = path.join(copy, lock);
    const text = readFileSync(file, 'utf8').replaceAll(/sha256:[0-9a-f]{8}/g, 'sha256:00000000');
    writeFileSync(file, text);
    const failure = await buildAndRun(copy, ['--version'], false).then(
      () => 'it was built',
      (error: Error) => error.message,
    );
    assert(reason.test(failure), failure);
  });

/** One at a time: the script makes its base images at first, and its failures share one log. */
const first: Check[] = [
  prints('cli', cli),
  tampered('cli', cli, 'requirements-build.txt', /DO NOT MATCH THE HASHES/),
  tampered('uv', uv, 'uv.lock', /[Hh]ash mismatch/),
];

/** The others, two at a time: half of a build waits for downloads. */
const others: (readonly Check[])[] = [
  [prints('maturin', rust)],
  [prints('scikit-build-core', cpp)],
  [prints('meson-python', c)],
  [serves('web', web)],
  [prints('pdm', pdm)],
  [serves('poetry', poetry)],
  [prints('pipenv', pipenv)],
  [prints('vcs, from a build argument,', vcs, '1.2.3.post4+gabcdef0')],
  [prints('hatch', hatch)],
  [prints('uv', uv)],
];

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const lane = (checks: readonly Check[]): Lane => ({
  name: 'containers',
  checks: checks.filter(({ name }) => name.includes(values.only)),
});
const begun = await runLanes([lane(first)], 1);
const ended = await runLanes(others.map(lane), 2);
close(
  { passed: begun.passed + ended.passed, failed: begun.failed + ended.failed },
  values.only === '' ? [...first, ...others.flat()].length : 1,
);
