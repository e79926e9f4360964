/**
 * `npm run test:doors [-- --only WORD] [--keep]`: runs the packed package from a local registry with every package
 * manager.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { VERSION } from '../../src/entry/version.js';
import { check, close, runLanes } from '../python/check.js';
import { run } from '../python/exec.js';
import { artifactLane, pack, unpack } from './artifact.js';
import { doors, FLAGS, type World } from './doors.js';
import { followLane } from './follow.js';
import { publishPack } from './pack.js';
import { environmentOf, person } from './person.js';
import { publish } from './registry.js';
import { installTools, Tools } from './tools.js';
import { treeOf } from './tree.js';

/** The minimum number of checks in a run without flags: a missing lane is a failure. */
const AT_LEAST = 130;
/** The number of parallel checks. */
const JOBS = 2;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    keep: { type: 'boolean', default: false },
  },
});

const from = Date.now();
const work = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'doors-')));
process.on('exit', () => {
  if (values.keep) console.log(`kept: ${work}`);
  else rmSync(work, { recursive: true, force: true });
});

let world: World | undefined;
let tarball = '';
const begun = await runLanes(
  [
    {
      name: 'the registry',
      checks: [
        check('serves the packed package', async () => {
          const tools = new Tools(await installTools(), work);
          tarball = await pack(path.join(work, 'packed'));
          const unpacked = await unpack(tarball, path.join(work, 'unpacked'));
          const publisher = person(work, tools.npm('22', '11'));
          const registry = await publish(tools, work, tarball, publisher);
          // The current Node.js creates the project that all others are compared with.
          const { cwd } = publisher;
          const main = path.join(unpacked, 'dist', 'main.cjs');
          const env = environmentOf(publisher);
          await run([process.execPath, main, 'my-app', ...FLAGS.split(' ')], { cwd, env });
          const packed = await publishPack(work, main, publisher);
          world = {
            publisher,
            packed,
            packFolder: path.join(cwd, 'acme'),
            work,
            tools,
            registry,
            unpacked,
            wanted: treeOf(path.join(cwd, 'my-app')),
            version: VERSION,
          };
        }),
      ],
    },
  ],
  1,
);
if (world === undefined) {
  close(begun, 2);
} else {
  const chosen = (name: string): boolean =>
    values.only.length === 0 || values.only.some((word) => name.includes(word));
  const lanes = [
    artifactLane(world.tools, work, tarball),
    followLane(world, world.tools.npm('24', '11')),
    ...doors(world),
  ]
    .map(({ name, checks }) => ({ name, checks: checks.filter((one) => chosen(`${name}: ${one.name}`)) }))
    .filter(({ checks }) => checks.length > 0);
  const { passed, failed } = await runLanes(lanes, JOBS);
  console.log(`${Math.round((Date.now() - from) / 1000)} seconds`);
  close(
    { passed: begun.passed + passed, failed: begun.failed + failed },
    values.only.length === 0 ? AT_LEAST : begun.passed + 1,
  );
}
