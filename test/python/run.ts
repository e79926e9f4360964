/**
 * `npm run test:python [-- --case NAME] [--only WORD] [--all] [--jobs N] [--keep]`: tests generated projects with Python's own
 * tools.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { CASES, ROWS, USUAL } from './cases.js';
import { assert, check, close, type Lane, printLongest, runLanes } from './check.js';
import { PAIRS } from './covering.js';
import { dockerfileChecks } from './dockerfile.js';
import { editedChecks } from './edited.js';
import { run } from './exec.js';
import { followedLane } from './followed.js';
import { repositoryLane } from './github.js';
import { lockChecks, lockLane, wheelhouse } from './locks.js';
import { makefileChecks } from './makefile.js';
import { managerChecks } from './managers.js';
import { packageChecks } from './packages.js';
import { makeProject, type Project, type World } from './project.js';
import { findPythons } from './pythons.js';
import { qualityChecks } from './quality.js';
import { rowChecks } from './rows.js';
import { serviceChecks } from './service.js';
import { staticLane } from './static.js';
import { installTools, type Tools } from './tools.js';
import { versionChecks } from './versions.js';
import { ELSEWHERE, workflowLane } from './workflows.js';

/** The minimum number of checks in a run without flags and with one Python: a missing lane is a failure. */
const AT_LEAST = 800;

const { values } = parseArgs({
  options: {
    case: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', multiple: true, default: [] },
    // One more than the number of cores, because one lane usually waits for the network.
    jobs: { type: 'string', default: String(os.availableParallelism() + 1) },
    all: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const wholeRun = values.case.length === 0 && values.only.length === 0;

const unknown = values.case.filter((name) => !CASES.some((one) => one.name === name));
if (unknown.length > 0) {
  console.error(
    `no case is called ${unknown.join(', ')}; there are ${CASES.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}

function plan(world: World): Lane[] {
  const chosenCases =
    values.case.length > 0
      ? CASES.filter(({ name }) => values.case.includes(name))
      : values.all
        ? CASES
        : USUAL;
  const projects = chosenCases.map((one) => makeProject(world, one));
  const deep = projects.filter(({ covering }) => !covering);
  const byPip = deep.filter(({ manager }) => manager === 'pip');
  const wheels = wheelhouse(world, () => byPip);
  world.wheels = wheels.all;
  // An environment has hundreds of megabytes. rm works beside the other lanes, which rmSync would stop.
  const remove = ({ folder }: Project): void => {
    if (!values.keep) run(['rm', '-rf', path.dirname(folder)]).catch(console.error);
  };
  /** How many lanes have not yet ended with a project: its own two, the static one, and that of the locks. */
  const inUse = new Map(deep.map((project) => [project, project.manager === 'pip' ? 4 : 3]));
  const endOf = (used: readonly Project[]) => () => {
    for (const project of used) {
      const left = (inUse.get(project) ?? 0) - 1;
      inUse.set(project, left);
      if (left === 0) remove(project);
    }
  };
  const lane = (project: Project): Lane => ({
    name: project.name,
    end: endOf([project]),
    checks: [
      ...qualityChecks(world, project),
      ...packageChecks(world, project),
      ...versionChecks(world, project),
      ...(project.manager === 'pip' ? lockChecks(world, project) : managerChecks(world, project)),
      ...serviceChecks(project),
      ...dockerfileChecks(world, project),
      ...(project.topics.includes('makefile') && project.manager === 'pip'
        ? makefileChecks(world, project)
        : []),
    ],
  });
  // Long lanes first, so that no core is idle at the end.
  const lanes = [
    ...(byPip.length > 0 ? [{ ...lockLane(world, wheels, byPip), end: endOf(byPip) }] : []),
    { ...staticLane(world, projects), end: endOf(deep) },
    repositoryLane(world),
    followedLane(world),
    { name: 'update', checks: editedChecks(world) },
    ...deep.map(lane),
    ...deep.map((project) => ({ ...workflowLane(world, project), end: endOf([project]) })),
    ...projects
      .filter(({ covering }) => covering)
      .map((project) => ({
        name: project.name,
        checks: rowChecks(project),
        end: () => remove(project),
      })),
  ];
  const chosen = (name: string): boolean =>
    values.only.length === 0 || values.only.some((word) => name.includes(word));
  return lanes
    .map((one) => ({ ...one, checks: one.checks.filter(({ name }) => chosen(`${one.name}: ${name}`)) }))
    .filter(({ checks }) => checks.length > 0);
}

const from = Date.now();
const work = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'proved-projects-')));
process.on('exit', () => {
  if (values.keep) console.log(`kept: ${work}`);
  else rmSync(work, { recursive: true, force: true });
});

const pythons = await findPythons();
const [lowest] = pythons;
let tools: Tools | undefined;
const begun = await runLanes(
  [
    {
      name: 'tools',
      checks: [
        check('installed Pythons', async () => {
          assert(lowest !== undefined, 'no supported CPython with venv and ensurepip');
          return pythons.map(({ full, executable }) => `${full} ${executable}`).join(', ');
        }),
        check('can be installed from the lock files with hashes', async () => {
          assert(lowest !== undefined, 'there is no Python to install them with');
          tools = await installTools(lowest);
        }),
      ],
    },
  ],
  1,
);
if (tools === undefined) {
  close(begun, 2);
} else {
  const lanes = plan({ work, tools, pythons, wheels: async () => ({}) });
  const { passed, failed, took } = await runLanes(lanes, Number(values.jobs));
  printLongest(took, 10);
  if (wholeRun) {
    console.log(`${ROWS.length} projects have all ${PAIRS.size} pairs of choices`);
    console.log('Not tested here, because it needs GitHub or a service:');
    for (const [what, why] of Object.entries(ELSEWHERE)) console.log(`  ${what}: ${why}`);
  }
  console.log(`${Math.round((Date.now() - from) / 1000)} seconds`);
  // The first two lanes test no project, so a run with no other lane is a failure.
  close(
    { passed: begun.passed + passed, failed: begun.failed + failed },
    wholeRun ? AT_LEAST : begun.passed + 1,
  );
}
