/** Checks ci.yml and publish.yml: their shell steps pass in order, and fail when they should. */
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { managers } from '../../generators/project/managers/index.js';
import { COMPILED, type Topic } from './cases.js';
import { assert, type Check, check, type Lane, once } from './check.js';
import { run } from './exec.js';
import { serveIndex } from './package-index.js';
import { type Project, uvVenv, type World } from './project.js';
import { type Runner, readWorkflow, runJob, type Workflow } from './workflow.js';

/** Parts that need GitHub, PyPI or another service, so no suite tests them. Each run prints this list. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'actions/checkout, actions/setup-python, astral-sh/setup-uv, actions/*-artifact':
    'have stand-ins: a clone, an installed Python, an installed uv, folders',
  'PyO3/maturin-action': 'has a stand-in: the locked maturin on this machine, for this platform only',
  cibuildwheel: 'says what it would build; a stand-in builds it, for this platform only',
  'pypa/gh-action-pypi-publish': 'Trusted Publishing, attestations, the upload itself',
  'ci.yml, job image, and images of Poetry': 'need docker: `npm run test:container` builds and runs images',
  conda: 'needs conda-forge: its files are only checked statically',
  'ci.yml, matrix of the job test': 'installed Pythons only, Linux only',
  'audit.yml, make audit': 'queries a vulnerability service',
  'gh release create': 'has a stand-in that records its arguments',
  'pre-commit-hooks': 'hooks that pre-commit clones from GitHub',
  'dependabot.yml': 'its schema is checked, the bot runs on GitHub',
};

/** Actions that are not run here. */
const NOT_RUN = ['pypa/gh-action-pypi-publish'];
/** Jobs that are not run here. */
const JOBS_NOT_RUN = ['image', 'audit'];

/** Does what cibuildwheel does with the settings in pyproject.toml, but without a container. */
const CIBUILDWHEEL = `
identifiers=$(python -m cibuildwheel --platform linux --archs x86_64 --print-build-identifiers)
lowest=$(sed -n 's/^requires-python = ">=3\\.\\(.*\\)"/cp3\\1/p' pyproject.toml)
test "$identifiers" = "$lowest-manylinux_x86_64"$'\\n'"$lowest-musllinux_x86_64"
python -m venv "$RUNNER_TEMP/built"
. "$RUNNER_TEMP/built/bin/activate"
setting() {
  python -c 'import sys, tomllib; settings = tomllib.load(open("pyproject.toml", "rb"))["tool"]["cibuildwheel"]
setting = settings[sys.argv[1]]
print(setting if isinstance(setting, str) else " ".join(setting["args"]))' "$1" | sed "s#{package}#$PWD#g"
}
python -m pip install --quiet build
# A container has no repository, and only the variables that the settings pass.
export GIT_DIR=/nonexistent
passed=$(python -c 'import tomllib; settings = tomllib.load(open("pyproject.toml", "rb"))["tool"]["cibuildwheel"]
print(*settings.get("linux", {}).get("environment-pass", []))')
[ "$passed" = SETUPTOOLS_SCM_PRETEND_VERSION ] || unset SETUPTOOLS_SCM_PRETEND_VERSION
eval "$(setting before-build)"
python -m build --wheel --outdir dist $(setting build-frontend)
python -m venv --clear "$RUNNER_TEMP/built"
eval "$(setting before-test)"
python -m pip install --no-index dist/*.whl
(cd "$RUNNER_TEMP" && eval "$(cd - >/dev/null && setting test-command)")
`;

const VERSION = '0.1.0';
const TAG = `v${VERSION}`;
const REHEARSED = `${VERSION}.dev7`;

/** Creates a folder with a `gh` that writes its arguments and the release notes to the file $GH_TOLD. */
function ghFolder(work: string): string {
  const folder = path.join(work, 'gh');
  mkdirSync(folder, { recursive: true });
  // The managers are on PATH already.
  writeFileSync(path.join(folder, 'pipx'), '#!/bin/sh\n[ "$1" = install ]\n', { mode: 0o755 });
  writeFileSync(path.join(folder, 'gh'), '#!/bin/sh\n{ echo "$*"; cat notes.md; } > "$GH_TOLD"\n', {
    mode: 0o755,
  });
  return folder;
}

export function workflowLane(world: World, project: Project): Lane {
  const folder = path.join(world.work, project.name);
  const checkout = path.join(folder, 'checkout');
  const vcs = project.answers['version-from'] === 'vcs';
  const edit = (file: string, from: RegExp, to: string): void => {
    const text = readFileSync(path.join(checkout, file), 'utf8');
    assert(from.test(text), `${from} is not in ${file}`);
    writeFileSync(path.join(checkout, file), text.replace(from, to));
  };
  const save = () => run(['git', 'commit', '--quiet', '--all', '--message=x'], { cwd: checkout });
  /** Runs `body` with an edited file in the checkout, then restores the file. */
  const changed = async <T>(edited: Parameters<typeof edit>, body: () => Promise<T>): Promise<T> => {
    await cloned();
    edit(...edited);
    const { lock } = managers[project.manager].commands;
    if (project.manager !== 'pip' && edited[0] === 'pyproject.toml')
      await run(lock.split(' '), { cwd: checkout, env: await project.managed() });
    await save();
    try {
      return await body();
    } finally {
      await run(['git', 'reset', '--hard', '--quiet', 'HEAD~1'], { cwd: checkout });
    }
  };
  const cloned = once(async () => {
    await project.made();
    await run(['git', 'clone', '--quiet', project.folder, checkout]);
    // The step from docs/releasing.md.
    edit('CHANGELOG.md', /^## Unreleased$/m, `## ${VERSION} - 2030-01-31`);
    await save();
    if (vcs) await run(['git', 'tag', TAG], { cwd: checkout });
  });
  /** @param name of the folder for this workflow's files and artifacts */
  const prepare = (file: string, name = file, event = 'push') =>
    once(async (): Promise<{ workflow: Workflow; runner: Runner }> => {
      await cloned();
      const workflow = readWorkflow(path.join(checkout, '.github', 'workflows', `${file}.yml`));
      return {
        workflow,
        runner: {
          checkout,
          // PDM creates .venv in each job, and refuses one that is there.
          keepsEnvironment: project.manager !== 'pdm',
          temp: path.join(folder, name, 'temp'),
          env: {
            ...(await project.managed()),
            GITHUB_EVENT_NAME: event,
            GITHUB_REPOSITORY: 'acme/my-app',
            GITHUB_RUN_NUMBER: '7',
            GH_TOLD: path.join(folder, name, 'gh'),
          },
          environment: (to) => uvVenv(world, project.interpreter.executable, to),
          programs: ghFolder(world.work),
          expressions: {
            'runner.temp': path.join(folder, name, 'temp'),
            'github.event_name': event,
            'github.ref_name': event === 'push' ? TAG : 'main',
            'github.token': 'a token',
            'needs.version.outputs.version': event === 'push' ? VERSION : REHEARSED,
            'vars.SKIP_TESTPYPI': 'true',
            "join(needs.*.result, ' ')": 'success success',
            'matrix.target': 'x86_64',
            'matrix.manylinux': 'auto',
            'matrix.platform': 'here',
            'matrix.runner': 'here',
            'matrix.python': project.interpreter.version,
          },
          lines: { 'python -m cibuildwheel --output-dir dist': CIBUILDWHEEL },
          actions: {
            // The program is on PATH, and its settings name the project's Python.
            'astral-sh/setup-uv': async () => undefined,
            'PyO3/maturin-action': async (inputs) => {
              const locked = readFileSync(path.join(checkout, 'requirements-build.txt'), 'utf8');
              const version = `v${/^maturin==(\S+)/m.exec(locked)?.[1]}`;
              assert(inputs['maturin-version'] === version, `maturin is ${inputs['maturin-version']}`);
              await project.installed();
              const maturin = path.join(project.folder, '.venv', 'bin', 'maturin');
              await run([maturin, 'build', ...(inputs.args ?? '').split(' ')], { cwd: checkout });
            },
          },
        },
      };
    });

  const ci = prepare('ci');
  const publish = prepare('publish');
  const rehearsal = prepare('publish', 'rehearsal', 'workflow_dispatch');
  const told = ({ steps, left }: { steps: number; left: readonly string[] }): string => {
    const unknown = left.filter((action) => !NOT_RUN.includes(action));
    assert(unknown.length === 0, `${unknown} is neither run here nor named as not run`);
    return `${steps} steps`;
  };
  const job = (file: 'ci' | 'publish', name: string, overrides: () => Record<string, string> = () => ({})) =>
    check(`${file}.yml, job ${name}`, async () => {
      const { workflow, runner } = await (file === 'ci' ? ci : publish)();
      return told(await runJob(workflow, name, { ...runner, overrides: overrides() }));
    });

  const rust = project.backend === 'maturin';
  const compiled = COMPILED.includes(project.backend);
  const dist = (runner: Runner): string => path.join(runner.temp, '..', 'artifacts', 'dist');
  const verify = async (
    prepared: typeof publish,
    {
      overrides = {},
      late = 0,
      files,
    }: { overrides?: Record<string, string>; late?: number; files?: string } = {},
  ): Promise<string> => {
    const { workflow, runner } = await prepared();
    rmSync(path.join(checkout, '.venv'), { recursive: true, force: true });
    const index = await serveIndex((await project.made()).name, files ?? dist(runner), late);
    try {
      const asked = { INDEX_URL: index.url, ...overrides };
      const said = told(await runJob(workflow, 'verify', { ...runner, overrides: asked }));
      return `${said}, the index was asked ${index.asked()} times`;
    } finally {
      await index.close();
    }
  };
  /** The version that the other jobs use from this job's output. */
  const version = async (prepared: typeof publish, expected: string): Promise<string> => {
    const { workflow, runner } = await prepared();
    const ran = await runJob(workflow, 'version', runner);
    assert(ran.outputs.version === expected, `the version is ${ran.outputs.version}`);
    return told(ran);
  };
  /** Asserts that a job fails in the named step. */
  const red = async (step: string, ran: Promise<unknown>): Promise<void> => {
    const failure = await ran.then(
      () => 'it succeeds',
      (error: Error) => error.message,
    );
    assert(failure.startsWith(`step "${step}":`), `it does not fail in "${step}": ${failure}`);
  };

  const library = project.kind === 'library';
  const ciJobs = ['lint', ...(rust ? ['rust'] : []), 'test', ...(library ? ['lowest'] : []), 'build', 'gate'];
  const buildJobs = [...(compiled ? ['sdist', 'wheels'] : []), 'build'];
  const publishJobs = ['version', ...buildJobs, 'testpypi', 'verify', 'pypi', 'release'];
  const listed: Check = check('every job of the workflows is run here, or listed as not run', async () => {
    const sets = [
      { jobs: Object.keys((await ci()).workflow.jobs), known: [...ciJobs, ...JOBS_NOT_RUN] },
      { jobs: Object.keys((await prepare('audit')()).workflow.jobs), known: JOBS_NOT_RUN },
      { jobs: Object.keys((await publish()).workflow.jobs), known: publishJobs },
    ];
    const files = readdirSync(path.join(checkout, '.github', 'workflows'));
    assert(files.length === sets.length, `there are ${files}`);
    for (const { jobs, known } of sets) {
      const unknown = jobs.filter((name) => !known.includes(name));
      assert(unknown.length === 0, `${unknown} is neither run here nor named as not run`);
    }
  });

  /** Jobs that wait for a release to appear run only once, as they are the same in all projects. */
  const slowly: Check[] = [
    check('publish.yml, job verify, from an index that has the release at the second request', () =>
      verify(publish, { late: 1 }),
    ),
    check('publish.yml, job verify, fails when the release never appears', () =>
      red(
        'Download the package from TestPyPI only',
        verify(publish, { overrides: { RETRY_SECONDS: '0' }, late: Number.POSITIVE_INFINITY }),
      ),
    ),
    check('publish.yml, job verify, fails when a file differs from the build', async () => {
      const { runner } = await publish();
      const other = path.join(runner.temp, '..', 'other');
      mkdirSync(other, { recursive: true });
      cpSync(dist(runner), other, { recursive: true });
      // A zip file stays valid with extra bytes at its end.
      for (const name of readdirSync(other)) appendFileSync(path.join(other, name), '\0');
      await red('Compare it with the built files', verify(publish, { files: other }));
      rmSync(other, { recursive: true });
    }),
  ];

  const hidden = check('ci.yml, job build, fails when .gitignore hides the module', async () => {
    const { workflow, runner } = await ci();
    await changed(['.gitignore', /$/, 'src/*/\n'], () =>
      red('Check that the wheel contains the module', runJob(workflow, 'build', runner)),
    );
  });
  const lowest = check('ci.yml, job lowest, installs the lowest version of a range', async () => {
    const { workflow, runner } = await ci();
    // No lock contains that version, so pip needs the index.
    const env = { ...runner.env, PIP_NO_INDEX: undefined };
    await changed(['pyproject.toml', /^dependencies = \[/m, 'dependencies = ["six>=1.15"'], () =>
      runJob(workflow, 'lowest', { ...runner, env }),
    );
    const python = path.join(checkout, '.venv', 'bin', 'python');
    const { stdout } = await run([world.tools.tool('uv'), 'pip', 'freeze', '--python', python]);
    assert(stdout.includes('six==1.15.0\n'), `installed is\n${stdout}`);
  });

  const on = (topic: Topic, ...checks: readonly Check[]): readonly Check[] =>
    project.topics.includes(topic) ? checks : [];

  // The other jobs have the same lines as these, or the same text for every manager.
  if (!['pip', 'uv'].includes(project.manager)) {
    const own = ciJobs.filter((name) => ['lint', 'lowest', 'build'].includes(name));
    return {
      name: project.name,
      checks: [...own.map((name) => job('ci', name)), ...buildJobs.map((name) => job('publish', name))],
    };
  }
  return {
    name: project.name,
    checks: [
      ...(project.topics.includes('publish') ? on('ci', listed) : []),
      ...on('ci', ...ciJobs.map((name) => job('ci', name))),
      ...on(
        'refusals',
        check('ci.yml, job gate, fails when a job did not succeed', async () => {
          const { workflow, runner } = await ci();
          for (const result of ['failure', 'cancelled', 'skipped'])
            await red(
              'Every job succeeded',
              runJob(workflow, 'gate', { ...runner, overrides: { RESULTS: `success ${result}` } }),
            );
        }),
      ),
      ...(project.backend === 'hatchling' ? on('ci', hidden) : []),
      ...(library ? on('ci', lowest) : []),
      ...on(
        'publish',
        check('publish.yml, job version', () => version(publish, VERSION)),
      ),
      ...on(
        'refusals',
        check('publish.yml refuses a version without a section in CHANGELOG.md', async () => {
          const { workflow, runner } = await publish();
          const notes = 'Get the release notes from CHANGELOG.md';
          for (const heading of ['## Unreleased', `## ${VERSION}0`, `## ${VERSION}\n\n## 0.0.9`])
            await changed(['CHANGELOG.md', /^## 0.*$/m, heading], () =>
              red(notes, runJob(workflow, 'version', runner)),
            );
        }),
      ),
      ...on('publish', ...buildJobs.map((name) => job('publish', name)), job('publish', 'testpypi')),
      // The job that compares the versions needs the files of the others.
      ...on(
        vcs ? 'publish' : 'refusals',
        check('publish.yml refuses a tag that differs from the version', async () => {
          const { workflow, runner } = await publish();
          if (vcs) {
            const expressions = { ...runner.expressions, 'needs.version.outputs.version': '9.9.9' };
            await red('Check the files', runJob(workflow, 'build', { ...runner, expressions }));
            return;
          }
          const overrides = { TAG: 'v9.9.9' };
          await red(
            'Compare the tag with the version',
            runJob(workflow, 'version', { ...runner, overrides }),
          );
        }),
      ),
      ...on('refusals', ...slowly),
      ...on(
        'publish',
        ...(project.topics.includes('refusals')
          ? []
          : [check('publish.yml, job verify', () => verify(publish))]),
        job('publish', 'pypi'),
        check('publish.yml, job release, uses the section of CHANGELOG.md', async () => {
          const { workflow, runner } = await publish();
          const said = told(await runJob(workflow, 'release', runner));
          const gh = readFileSync(runner.env.GH_TOLD ?? '', 'utf8');
          const wanted = `release create ${TAG} --repo acme/my-app --verify-tag --title ${TAG} --notes-file notes.md`;
          assert(gh === `${wanted}\n\n### Added\n\n- The first version.\n`, `gh gets\n${gh}`);
          return said;
        }),
      ),
      ...on(
        'rehearsal',
        check('publish.yml, started by hand, uses a .dev version and stops after TestPyPI', async () => {
          await version(rehearsal, REHEARSED);
          const { workflow, runner } = await rehearsal();
          for (const name of buildJobs) await runJob(workflow, name, runner);
          const files = readdirSync(dist(runner));
          assert(
            files.length === 2 && files.every((file) => file.includes(`-${REHEARSED}`)),
            `built ${files}`,
          );
          await verify(rehearsal);
          assert(
            /^!cancelled\(\) && github\.event_name == 'push' &&/.test(workflow.jobs.pypi?.if ?? ''),
            'PyPI too',
          );
          return files.join(' ');
        }),
      ),
    ],
  };
}
