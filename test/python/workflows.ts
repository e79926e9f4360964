/** Checks of ci.yml and publish.yml: their shell steps run in order, and they go red when they should. */
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { assert, type Check, check, type Lane, once } from './check.js';
import { run } from './exec.js';
import { serveIndex } from './package-index.js';
import type { Project, World } from './project.js';
import { pythonFolder } from './pythons.js';
import { type Runner, readWorkflow, runJob, type Workflow } from './workflow.js';

/** What only GitHub, PyPI or a service can do, and so no suite here proves. The output of a run names it as well. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'actions/checkout, actions/setup-python, actions/*-artifact':
    'have stand-ins: a clone, a Python at hand, folders',
  'PyO3/maturin-action': 'has a stand-in: the locked maturin on this machine, for this platform alone',
  'pypa/gh-action-pypi-publish': 'Trusted Publishing, attestations, the upload itself',
  'ci.yml, job image': 'needs docker: `npm run test:container` builds and runs images',
  'ci.yml, matrix of the job test': 'the Pythons at hand only, Linux only',
  'pip-audit (make audit)': 'asks a service for vulnerabilities',
  'pre-commit-hooks': 'hooks that pre-commit clones from GitHub',
  'dependabot.yml': 'its form is checked, the bot runs on GitHub',
};

/** Actions that may stand in a workflow without being run here. */
const NOT_RUN = ['pypa/gh-action-pypi-publish'];
/** Jobs that may stand in a workflow without being run here. */
const JOBS_NOT_RUN = ['image'];

const TAG = 'v0.1.0';

export function workflowLane(world: World, project: Project): Lane {
  const folder = path.join(world.work, project.name);
  const dist = () => path.join(folder, 'publish', 'artifacts', 'dist');

  const checkout = path.join(folder, 'checkout');
  const cloned = once(async () => {
    await project.made();
    await run(['git', 'clone', '--quiet', project.folder, checkout]);
  });
  const prepare = (name: string) =>
    once(async (): Promise<{ workflow: Workflow; runner: Runner }> => {
      await cloned();
      const workflow = readWorkflow(path.join(checkout, '.github', 'workflows', `${name}.yml`));
      return {
        workflow,
        runner: {
          checkout,
          temp: path.join(folder, name, 'temp'),
          env: await world.wheels(),
          python: pythonFolder(world.work, project.interpreter),
          expressions: {
            'runner.temp': path.join(folder, name, 'temp'),
            'github.ref_name': TAG,
            "join(needs.*.result, ' ')": 'success success',
            'matrix.target': 'x86_64',
            'matrix.manylinux': 'auto',
            'matrix.platform': 'here',
          },
          actions: {
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
  const verify = async (overrides: Record<string, string>, late: number, files = dist()): Promise<string> => {
    const { workflow, runner } = await publish();
    // This job's environment is to hold what it installs itself.
    rmSync(path.join(checkout, '.venv'), { recursive: true, force: true });
    const index = await serveIndex((await project.made()).name, files, late);
    try {
      const asked = { INDEX_URL: index.url, ...overrides };
      const said = told(await runJob(workflow, 'verify', { ...runner, overrides: asked }));
      return `${said}, the index was asked ${index.asked()} times`;
    } finally {
      await index.close();
    }
  };
  /** That a job fails, and in the step that is named. */
  const red = async (step: string, ran: Promise<unknown>): Promise<void> => {
    const failure = await ran.then(
      () => 'it is green',
      (error: Error) => error.message,
    );
    assert(failure.startsWith(`step "${step}":`), `it does not fail in "${step}": ${failure}`);
  };

  const ciJobs = ['lint', ...(rust ? ['rust'] : []), 'test', 'build', 'gate'];
  const buildJobs = [...(rust ? ['sdist', 'wheels'] : []), 'build'];
  const publishJobs = [...buildJobs, 'testpypi', 'verify', 'pypi'];
  const listed: Check = check('every job of the workflows is run here, or named as not run', async () => {
    const sets = [
      { jobs: Object.keys((await ci()).workflow.jobs), known: [...ciJobs, ...JOBS_NOT_RUN] },
      { jobs: Object.keys((await publish()).workflow.jobs), known: publishJobs },
    ];
    for (const { jobs, known } of sets) {
      const unknown = jobs.filter((name) => !known.includes(name));
      assert(unknown.length === 0, `${unknown} is neither run here nor named as not run`);
    }
  });

  /** What takes the time that a release takes to appear: once is enough, the job is the same everywhere. */
  const slowly: Check[] = [
    check('publish.yml, job verify, from an index that has the release at the second question', () =>
      verify({}, 1),
    ),
    check('publish.yml, job verify, is red when the release never appears', () =>
      red(
        'Download the package from TestPyPI alone',
        verify({ RETRY_SECONDS: '0' }, Number.POSITIVE_INFINITY),
      ),
    ),
    check('publish.yml, job verify, is red when a file is not the one that was built', async () => {
      const { runner } = await publish();
      const other = path.join(runner.temp, '..', 'other');
      mkdirSync(other, { recursive: true });
      cpSync(dist(), other, { recursive: true });
      // A zip file with something behind it is still one.
      for (const name of readdirSync(other)) appendFileSync(path.join(other, name), '\0');
      await red('Compare it with what was built', verify({}, 0, other));
      rmSync(other, { recursive: true });
    }),
  ];

  return {
    name: project.name,
    checks: [
      listed,
      ...ciJobs.map((name) => job('ci', name)),
      check('ci.yml, job gate, is red when a job was not a success', async () => {
        const { workflow, runner } = await ci();
        for (const result of ['failure', 'cancelled', 'skipped'])
          await red(
            'Every job succeeded',
            runJob(workflow, 'gate', { ...runner, overrides: { RESULTS: `success ${result}` } }),
          );
      }),
      check('publish.yml refuses a tag that is not the version', async () => {
        const { workflow, runner } = await publish();
        const overrides = { TAG: 'v9.9.9' };
        await red(
          'Compare the tag with the version',
          runJob(workflow, rust ? 'sdist' : 'build', { ...runner, overrides }),
        );
      }),
      ...buildJobs.map((name) => job('publish', name)),
      job('publish', 'testpypi'),
      ...(project.kind === 'library' ? slowly : [check('publish.yml, job verify', () => verify({}, 0))]),
      job('publish', 'pypi'),
    ],
  };
}
