/** `npm run test:python [-- --case NAME] [--only WORD] [--jobs N] [--keep]`: proves the projects with Python's own tools. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { CASES } from './cases.js';
import { close, type Lane, runLanes } from './check.js';
import { lockChecks, lockLane, wheelhouse } from './locks.js';
import { makefileChecks } from './makefile.js';
import { packageChecks } from './packages.js';
import { makeProject, type World } from './project.js';
import { findPythons } from './pythons.js';
import { qualityChecks } from './quality.js';
import { staticLane } from './static.js';
import { installTools } from './tools.js';
import { ELSEWHERE, workflowLane } from './workflows.js';

/** What a run without flags has at least: a lane that is lost is a failure. */
const AT_LEAST = 300;

const { values } = parseArgs({
  options: {
    case: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', multiple: true, default: [] },
    jobs: { type: 'string', default: String(Math.min(4, os.availableParallelism())) },
    keep: { type: 'boolean', default: false },
  },
});
const wholeRun = values.case.length === 0 && values.only.length === 0;

function plan(world: World): Lane[] {
  const all = CASES.map((one) => makeProject(world, one));
  const projects = all.filter(({ name }) => values.case.length === 0 || values.case.includes(name));
  const wheels = wheelhouse(world, () => projects);
  world.wheels = wheels.all;
  const whole = projects.filter((project) => project.whole);
  const lanes = [
    lockLane(world, wheels, projects),
    ...projects.map((project) => ({
      name: project.name,
      checks: [
        ...qualityChecks(world, project),
        ...packageChecks(world, project),
        ...lockChecks(world, project),
        ...(project.whole ? makefileChecks(world, project) : []),
      ],
    })),
    ...whole.map((project) => workflowLane(world, project)),
    staticLane(world, projects),
  ];
  const chosen = (name: string): boolean =>
    values.only.length === 0 || values.only.some((word) => name.includes(word));
  return lanes
    .map((lane) => ({ ...lane, checks: lane.checks.filter(({ name }) => chosen(`${lane.name}: ${name}`)) }))
    .filter(({ checks }) => checks.length > 0);
}

const from = Date.now();
const pythons = await findPythons();
console.log(`Python at hand: ${pythons.map(({ full, executable }) => `${full} ${executable}`).join(', ')}`);
const [lowest] = pythons;
if (!lowest) throw new Error('no Python that projects support is at hand');
const tools = await installTools(lowest);
const work = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'create-pyproject-')));
process.on('exit', () => {
  if (values.keep) console.log(`kept: ${work}`);
  else rmSync(work, { recursive: true, force: true });
});
const outcome = await runLanes(plan({ work, tools, pythons, wheels: async () => ({}) }), Number(values.jobs));
if (wholeRun) {
  console.log('Not proved here, because it needs GitHub or a service:');
  for (const [what, why] of Object.entries(ELSEWHERE)) console.log(`  ${what}: ${why}`);
}
console.log(`${Math.round((Date.now() - from) / 1000)} seconds`);
close(outcome, wholeRun ? AT_LEAST : 1);
