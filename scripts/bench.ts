/**
 * Measures how fast the installed package is. `npm run bench` prints the figures next to their targets. A missed target
 * is not a failure.
 *   -- --node=PATH  also with this Node (repeatable)   --rounds=N  runs of each command, 20 by default
 *   -- --install    also what --install costs, which takes minutes and a network   --write  into docs/performance.md
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { doctorOf1000 } from './bench/doctor.js';
import { firstQuestion } from './bench/first-question.js';
import { many } from './bench/many.js';
import { type Command, fastest, leanest, runOnce, tellsMemory } from './bench/measure.js';
import { packOf100 } from './bench/pack.js';
import { circumstances, type Row, table, writePage } from './bench/page.js';
import { basePython, type Installed, inSandbox, installPackage, type Sandbox } from './bench/sandbox.js';
import { onlyWith, setUp } from './bench/set-up.js';
import { createVite, officialNodes, pythonTools, uv } from './bench/tools.js';
import { OURS, untilGreen } from './bench/until-green.js';

const { values } = parseArgs({
  options: {
    node: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string', default: '20' },
    install: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const ROUNDS = Number(values.rounds);
/** Each of these takes minutes. */
const SET_UP_ROUNDS = 3;

const NOTHING = 'node -e 0';
const PROJECT = 'a complete default project, --yes --no-git';
const UV = 'uv init --package --vcs none';
const VITE = 'create-vite --template vanilla-ts';
const PACKED = 'a complete project with a pack of 100 templates, none of them used';
const UPDATE = 'update with nothing to do';

/** The target ratios to `node -e 0`; a project is compared with create-vite. */
const RATIOS: Readonly<Record<string, number>> = {
  '--help': 1.1,
  '--version': 1.1,
  'the first question on a terminal': 3,
};
const TO_VITE = 1.35;

const versionOf = (node: string): string =>
  execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim();

const ms = (time: number): string => `${time.toFixed(time < 10 ? 2 : 1)} ms`;
const ratio = (a: number, b: number): string => (a / b).toFixed(2);

const rows: Row[] = [];
const say = (row: Row): void => {
  rows.push(row);
  console.log(`${row.what}, Node ${row.node}: ${row.figure} (${row.target})`);
};

async function startsOf(node: string, sandbox: Sandbox, main: string): Promise<void> {
  const version = versionOf(node);
  const vite = await createVite();
  const pack = packOf100(sandbox);
  const nothing: Command = { name: NOTHING, program: node, arguments: () => ['-e', '0'] };
  const project: Command = {
    name: PROJECT,
    program: node,
    arguments: (target) => [main, target, '--yes', '--no-git'],
  };
  const made = sandbox.target();
  runOnce(sandbox, node, [main, made, '--yes', '--no-git']);
  const commands: Command[] = [
    nothing,
    { name: '--help', program: node, arguments: () => [main, '--help'] },
    { name: '--version', program: node, arguments: () => [main, '--version'] },
    project,
    { name: UPDATE, program: node, arguments: () => [main, 'update', made] },
    { name: PACKED, program: node, arguments: (target) => [...project.arguments(target), '--pack', pack] },
    { name: UV, program: await uv(), arguments: (target) => ['init', '--package', '--vcs', 'none', target] },
    {
      name: VITE,
      program: node,
      arguments: (target) => [
        vite,
        path.relative(sandbox.folder, target),
        '--template',
        'vanilla-ts',
        '--no-interactive',
      ],
    },
  ];
  const times = new Map(fastest(sandbox, commands, ROUNDS));
  let question = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    question = Math.min(question, await firstQuestion(sandbox, node, main));
    const again = fastest(sandbox, [nothing], 1).get(NOTHING) ?? 0;
    times.set(NOTHING, Math.min(again, times.get(NOTHING) ?? again));
  }
  times.set('the first question on a terminal', question);

  const base = times.get(NOTHING) ?? 0;
  for (const [what, time] of times) {
    const wanted = RATIOS[what];
    const figure = what === NOTHING ? ms(time) : `${ratio(time, base)} (${ms(time)})`;
    say({ what, node: version, figure, target: wanted ? `≤ ${wanted}` : '' });
  }
  const toVite = ratio(times.get(PROJECT) ?? 0, times.get(VITE) ?? 1);
  say({
    what: 'a complete project, relative to create-vite',
    node: version,
    figure: toVite,
    target: `≤ ${TO_VITE}`,
  });
  const toCreate = ratio(times.get(UPDATE) ?? 0, times.get(PROJECT) ?? 1);
  say({ what: `${UPDATE}, relative to a create`, node: version, figure: toCreate, target: '≤ 1.5' });
  const audit = doctorOf1000(sandbox, node, main, ROUNDS);
  say({ what: 'doctor on a project of 1,000 files', node: version, figure: ms(audit), target: '≤ 1 s' });
  const more = (times.get(PACKED) ?? 0) - (times.get(PROJECT) ?? 0);
  say({ what: 'reading a pack of 100 templates', node: version, figure: ms(more), target: '≤ 10 ms' });
  if (!tellsMemory) {
    console.log('memory is not measured, because /usr/bin/time is missing');
    return;
  }
  const peaks = leanest(sandbox, [nothing, project], 5);
  const [least = 0, peak = 0] = [peaks.get(NOTHING), peaks.get(PROJECT)];
  const figure = `${ratio(peak, least)} (${(peak / 1024).toFixed(1)} MB)`;
  say({ what: 'peak memory of a complete project', node: version, figure, target: '' });
}

function manyProjects(node: string, sandbox: Sandbox, { folder }: Installed): void {
  for (const { count, each, bare, peak } of many(sandbox, node, folder, 3))
    say({
      what: `each of ${count} projects in one process`,
      node: versionOf(node),
      figure: `${ms(each)} (only writing ${ms(bare)})${peak === undefined ? '' : `, peak ${(peak / 1024).toFixed(0)} MB`}`,
      target: '',
    });
}

async function installing(node: string, sandbox: Sandbox, main: string): Promise<void> {
  const python = basePython();
  for (const [by, programs] of Object.entries({
    uv: { uv: await uv(), python3: python },
    pip: { python3: python },
  })) {
    const { ours, byHand } = setUp(sandbox, programs, node, main, SET_UP_ROUNDS);
    const figure = `${ratio(ours, byHand)} (${(ours / 1000).toFixed(1)} s)`;
    say({
      what: `--install with ${by}, against typed by hand`,
      node: versionOf(node),
      figure,
      target: '≤ 1.1',
    });
  }
}

/** PATH has all the other tools, too: each way creates its project with its own tool. */
async function greenTests(node: string, sandbox: Sandbox, main: string): Promise<void> {
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const programs = { ...(await pythonTools()), uv: await uv(), python3: basePython(), git };
  for (const [what, time] of untilGreen(onlyWith(sandbox, programs), node, main, SET_UP_ROUNDS))
    say({
      what: `time to passing tests: ${what}`,
      node: what === OURS ? versionOf(node) : '',
      figure: `${(time / 1000).toFixed(2)} s`,
      target: what === OURS ? '≤ 1.9 s' : '',
    });
}

await inSandbox(async (sandbox) => {
  const installed = installPackage(sandbox);
  const main = path.join(installed.folder, 'dist/main.cjs');
  const kilobytes = `${(installed.packed / 1000).toFixed(1)} kB`;
  say({ what: 'packed tarball', node: '', figure: kilobytes, target: '' });
  say({ what: 'packages installed', node: '', figure: String(installed.packages), target: '1' });
  const nodes = [...(await officialNodes()), ...values.node];
  for (const node of nodes) await startsOf(node, sandbox, main);
  const [lowest = process.execPath] = nodes;
  manyProjects(lowest, sandbox, installed);
  if (values.install) {
    await installing(lowest, sandbox, main);
    await greenTests(lowest, sandbox, main);
  }
  const text = `${circumstances(nodes.map(versionOf))}\n\n${table(rows)}`;
  console.log(`\n${text}`);
  if (values.write) writePage(text);
});
