/** `npm run test:python [-- --case NAME] [--only WORD] [--jobs N] [--keep]`: proves the generated projects with Python's own tools. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { CASES } from './cases.js';
import { close, type Lane, runLanes } from './check.js';
import { packageChecks } from './packages.js';
import { makeProject, type World } from './project.js';
import { findPythons } from './pythons.js';
import { qualityChecks } from './quality.js';
import { installTools } from './tools.js';

const { values } = parseArgs({
  options: {
    case: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', multiple: true, default: [] },
    jobs: { type: 'string', default: String(Math.min(4, os.availableParallelism())) },
    keep: { type: 'boolean', default: false },
  },
});

const from = Date.now();
const pythons = await findPythons();
console.log(`Python at hand: ${pythons.map(({ full, executable }) => `${full} (${executable})`).join(', ')}`);
const [lowest] = pythons;
if (!lowest) throw new Error('no Python that projects support is at hand');
const tools = await installTools(lowest);
const work = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'create-pyproject-')));
const world: World = { work, tools, pythons, wheels: async () => ({}) };
const projects = CASES.map((one) => makeProject(world, one));
const lanes: Lane[] = projects.map((project) => ({
  name: project.name,
  checks: [...qualityChecks(world, project), ...packageChecks(world, project)],
}));
const chosen = lanes
  .filter(({ name }) => values.case.length === 0 || values.case.includes(name))
  .map(({ name, checks }) => ({
    name,
    checks: checks.filter(
      (one) => values.only.length === 0 || values.only.some((word) => one.name.includes(word)),
    ),
  }));
try {
  const outcome = await runLanes(chosen, Number(values.jobs));
  console.log(`${Math.round((Date.now() - from) / 1000)} seconds`);
  close(outcome, 1);
} finally {
  if (values.keep) console.log(`kept: ${work}`);
  else rmSync(work, { recursive: true, force: true });
}
