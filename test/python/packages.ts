/** Checks the sdist and the wheel: their content, and that both work in an empty environment. */
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { COMPILED } from './cases.js';
import { assert, type Check, check, once } from './check.js';
import { run } from './exec.js';
import { commit, generate, type Project, uvInstall, uvVenv, type World } from './project.js';
import { coveredTests } from './quality.js';

const NAMES = `import json, sys, tarfile, zipfile
path = sys.argv[1]
print(json.dumps(zipfile.ZipFile(path).namelist() if path.endswith(".whl") else tarfile.open(path).getnames()))`;

async function names(project: Project, archive: string): Promise<string[]> {
  return JSON.parse((await project.python('-c', NAMES, archive)).stdout);
}

async function tracked(project: Project, ...folders: readonly string[]): Promise<string[]> {
  const { stdout } = await run(['git', 'ls-files', '-z', ...folders], { cwd: project.folder });
  return stdout.split('\0').filter((name) => name !== '');
}

const LICENCES = ['LICENSE', 'COPYING'];

export async function sdistIsComplete(project: Project): Promise<string> {
  const { sdist } = await project.built();
  const held = (await names(project, sdist)).map((name) => name.split('/').slice(1).join('/'));
  const wanted = [
    ...(await tracked(project, 'src', 'tests', 'pyproject.toml', 'README.md', 'CHANGELOG.md')),
    ...(await tracked(project, ...LICENCES)),
  ];
  const missing = wanted.filter((name) => !held.includes(name));
  assert(missing.length === 0, `the sdist lacks ${missing.join(' ')}`);
  const surplus = held.filter((name) => /__pycache__|^(\.venv|\.git|dist|rust\/target)\//.test(name));
  assert(surplus.length === 0, `the sdist has ${surplus.join(' ')}`);
  return `${held.length} entries`;
}

export async function wheelIsRight(project: Project): Promise<void> {
  const { wheel } = await project.built();
  const { module } = await project.made();
  const held = await names(project, wheel);
  assert(held.includes(`${module}/py.typed`), `the wheel lacks ${module}/py.typed`);
  for (const license of await tracked(project, ...LICENCES))
    assert(
      held.some((name) => name.endsWith(`.dist-info/licenses/${license}`)),
      `the wheel lacks ${license}`,
    );
  const surplus = held.filter((name) => !name.startsWith(`${module}/`) && !/^[^/]+\.dist-info\//.test(name));
  assert(surplus.length === 0, `the wheel has ${surplus.join(' ')}`);
  assert(!held.some((name) => /(^|\/)(tests?|conftest)(\/|\.py)/.test(name)), 'the wheel has tests');
}

/**
 * Rates a copy of the project with all metadata that pyroma asks for. The rating includes check-manifest, except for
 * meson-python: check-manifest builds an sdist outside the repository, from which meson-python takes its files.
 */
async function isRatedTen(world: World, project: Project): Promise<void> {
  const copy = path.join(world.work, project.name, 'rated');
  const { kind, backend, interpreter } = project;
  // pyroma has the lowest Python, and meson-python builds only for a Python that the project supports.
  const python = (backend === 'meson-python' && world.pythons[0]?.version) || interpreter.version;
  await generate(copy, {
    ...{ author: 'Ann Example', email: 'ann@example.org', repository: 'https://github.com/acme/my-app' },
    ...project.answers,
    ...{ kind, backend, python },
  });
  await commit(copy);
  // pyroma and check-manifest each build the package in an isolated environment.
  const rated = backend === 'meson-python' ? await sdistOf(world, project, copy) : '.';
  const { output } = await run([world.tools.tool('pyroma'), rated], {
    cwd: copy,
    env: { ...project.env, ...(project.manager === 'pip' ? await world.wheels() : {}) },
  });
  assert(output.includes('\nFinal rating: 10/10\n'), `pyroma prints\n${output}`);
}

/** Builds an sdist of a copy of the project, with the project's environment. */
async function sdistOf(world: World, project: Project, copy: string): Promise<string> {
  await project.installed();
  const dist = path.join(world.work, project.name, 'rated-dist');
  const python = path.join(project.folder, '.venv', 'bin', 'python');
  await run([python, '-m', 'build', '--no-isolation', '--sdist', '--outdir', dist], {
    cwd: copy,
    env: project.env,
  });
  return path.join(dist, readdirSync(dist)[0] ?? '');
}

export function packageChecks(world: World, project: Project): Check[] {
  const { tools, pythons, work } = world;
  const { python, kind } = project;
  // The newest installed Python, if possible a different one from the project's own.
  const newest = pythons.at(-1) ?? project.interpreter;
  const fresh = path.join(work, project.name, 'fresh');
  const bin = path.join(fresh, 'bin');

  /** Installs only the wheel and its locked dependencies. */
  const installed = once(async () => {
    const { wheel } = await project.built();
    await run(uvVenv(world, newest.executable, fresh));
    const pip = [path.join(bin, 'python'), '-m', 'pip'];
    if (project.manager === 'pip') {
      await uvInstall(world, path.join(bin, 'python'), ['-r', 'requirements.txt'], project.folder);
      await run([...pip, 'install', '--quiet', '--no-deps', '--no-index', wheel]);
    } else await run([...pip, 'install', '--quiet', wheel]);
    await run([...pip, 'check']);
    return `Python ${newest.full}`;
  });

  const entryPoint = async (): Promise<void> => {
    await installed();
    const { name, module } = await project.made();
    const interpreter = path.join(bin, 'python');
    const metadata = readFileSync(path.join(project.folder, 'pyproject.toml'), 'utf8');
    // A project without a version in pyproject.toml has that of the built file.
    const { wheel } = await project.built();
    const version = /^version = "(.*)"/m.exec(metadata)?.[1] ?? path.basename(wheel).split('-')[1] ?? '';
    const commands =
      kind === 'library'
        ? [[interpreter, '-I', '-c', `import ${module}; print(${module}.__version__)`]]
        : [
            [path.join(bin, name), '--version'],
            [interpreter, '-I', '-m', module, '--version'],
          ];
    for (const command of commands) {
      const { stdout } = await run(command, { cwd: work });
      assert(stdout.includes(version), `${command.join(' ')} printed ${stdout}`);
    }
    if (kind !== 'library') {
      const { stdout } = await run([path.join(bin, name), '--help'], { cwd: work });
      const wanted = kind === 'web' ? ['--host', '--port', '--version'] : ['--version'];
      assert(
        wanted.every((flag) => stdout.includes(flag)),
        `--help lacks one of ${wanted}:\n${stdout}`,
      );
    }
  };

  /** Runs the package without installation, as from a zip file or PyInstaller: there is no metadata. */
  const uninstalled = async (): Promise<string> => {
    const { module } = await project.made();
    // A copy, because src/ holds metadata after an editable installation by setuptools.
    const copy = path.join(work, project.name, 'uninstalled');
    cpSync(path.join(project.folder, 'src', module), path.join(copy, module), { recursive: true });
    const env = { PYTHONPATH: copy };
    const program =
      kind === 'cli' ? ['-m', module, '--version'] : ['-c', `import ${module}; print(${module}.__version__)`];
    const { stdout } = await run([project.interpreter.executable, ...program], { env });
    assert(stdout.includes('0+unknown'), `it printed ${stdout}`);
    return stdout.trim();
  };

  const testsOfSdist = async (): Promise<string | undefined> => {
    await installed();
    const { sdist } = await project.built();
    const unpacked = path.join(work, project.name, 'unpacked');
    mkdirSync(unpacked, { recursive: true });
    await run(['tar', '--extract', '--file', sdist, '--strip-components=1', '--directory', unpacked]);
    await uvInstall(world, path.join(bin, 'python'), ['-r', 'requirements-dev.txt'], project.folder);
    return coveredTests(run([path.join(bin, 'python'), '-m', 'pytest', '--cov'], { cwd: unpacked }));
  };

  return [
    check('builds sdist and wheel', async () => void (await project.built())),
    check('twine check --strict', async () => {
      const { sdist, wheel } = await project.built();
      await python('-m', 'twine', 'check', '--strict', sdist, wheel);
    }),
    check('check-wheel-contents', async () => {
      await run([tools.tool('check-wheel-contents'), (await project.built()).wheel]);
    }),
    check('pyroma, with check-manifest: 10/10', () => isRatedTen(world, project)),
    check('sdist: license, and all sources and tests', () => sdistIsComplete(project)),
    check('wheel: py.typed, license, no tests', () => wheelIsRight(project)),
    check('wheel in a new environment', installed),
    check(kind === 'library' ? 'import' : 'entry point', entryPoint),
    ...(COMPILED.includes(project.backend)
      ? []
      : [check('runs from its sources without an installation', uninstalled)]),
    ...(project.manager === 'pip'
      ? [check('tests of the unpacked sdist against the wheel', testsOfSdist)]
      : []),
  ];
}
