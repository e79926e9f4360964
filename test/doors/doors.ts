/** Runs the package in every way that users run it. Each way must give the same project. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { assert, type Check, check, type Lane } from '../python/check.js';
import { forgotten } from './forgotten.js';
import { gitChecks } from './git-pack.js';
import { type Person, person, types } from './person.js';
import type { NodeMajor, NpmMajor, Tools } from './tools.js';
import { RECORD, same, type Tree, treeOf, withoutRecord } from './tree.js';

export interface World {
  readonly work: string;
  readonly tools: Tools;
  readonly registry: string;
  /** The directory of the package, unpacked from the tarball. */
  readonly unpacked: string;
  /** The project that every command has to write. */
  readonly wanted: Tree;
  readonly version: string;
  /** The project that the published team pack has to write. */
  readonly packed: Tree;
  /** The folder of that pack. */
  readonly packFolder: string;
  /** Who may publish. */
  readonly publisher: Person;
}

/** The flags of every command. They differ from the defaults, so that a lost flag is detected. */
export const FLAGS = '--kind library --yes --no-git';

/** Each Node.js with the npm that it ships, and the newest npm. */
const NPM: readonly (readonly [NodeMajor, NpmMajor])[] = [
  ['20', '10'],
  ['22', '10'],
  ['24', '11'],
  ['24', '12'],
];

/** The Node.js for the other package managers. */
const CURRENT: NodeMajor = '24';

/** Runs one command line and compares the project that it writes. @param wanted that project, complete or without its record */
export const door = (world: World, programs: string, line: string, wanted = world.wanted): Check =>
  check(line.replaceAll(world.unpacked, 'package'), async () => {
    const one = person(world.work, programs, world.registry);
    await types(one, line);
    const found = treeOf(path.join(one.cwd, 'my-app'));
    same(wanted.has(RECORD) ? found : withoutRecord(found), wanted);
    const beside = readdirSync(one.cwd).filter((name) => name !== 'my-app');
    assert(beside.length === 0, `next to the project there is ${beside.join(', ')}`);
  });

/** Runs the built file without a package manager: output and project under `runtime` must equal those under Node.js. */
function file(world: World, programs: string, runtime: string): Check[] {
  const main = path.join(world.unpacked, 'dist', 'main.cjs');
  return [
    check(`${runtime} dist/main.cjs --help, --version`, async () => {
      const one = person(world.work, programs);
      const { stdout } = await types(one, `${runtime} ${main} --version`);
      assert(stdout === `${world.version}\n`, `--version prints ${JSON.stringify(stdout)}`);
      const [help, wanted] = await Promise.all([
        types(one, `${runtime} ${main} --help`),
        types(one, `node ${main} --help`),
      ]);
      assert(wanted.stdout.includes('Usage:'), `--help prints ${wanted.stdout}`);
      assert(help.stdout === wanted.stdout, `--help prints something else:\n${help.stdout}`);
    }),
    door(world, programs, `${runtime} ${main} my-app ${FLAGS}`),
  ];
}

const IMPORT = `import plopfile, { create, options, plan } from "create-pyproject";
if (typeof plopfile !== "function" || typeof create !== "function" || !options.kind || plan({ name: "my-app" }).files.length < 30) process.exit(1)`;

/** Checks that the package can be imported, as a plopfile does. */
const imported = (world: World, programs: string, install: string, runtime: string): Check =>
  check(`${install}, then import it`, async () => {
    const one = person(world.work, programs, world.registry);
    await types(one, `echo '{"private": true}' > package.json && ${install}`);
    await types(one, `printf '%s' '${IMPORT}' > index.mjs && ${runtime} index.mjs`);
  });

function npmLane(world: World, [node, npm]: readonly [NodeMajor, NpmMajor]): Lane {
  const programs = world.tools.npm(node, npm);
  const at = (line: string): Check => door(world, programs, line);
  return {
    name: `Node.js ${node} with npm ${npm}`,
    checks: [
      check('have the expected versions', async () => {
        const { stdout } = await types(person(world.work, programs), 'node --version; npm --version');
        const [nodeVersion = '', npmVersion = ''] = stdout.split('\n');
        assert(nodeVersion.startsWith(`v${node}.`) && npmVersion.startsWith(`${npm}.`), stdout);
        return `${nodeVersion.slice(1)}, ${npmVersion}`;
      }),
      ...file(world, programs, 'node'),
      at(`npm create pyproject@latest my-app -- ${FLAGS}`),
      at(`npm create pyproject my-app -- ${FLAGS}`),
      at(`npm create --yes pyproject my-app -- ${FLAGS}`),
      at(`npm init pyproject my-app -- ${FLAGS}`),
      at(`npx create-pyproject@latest my-app ${FLAGS}`),
      at(`npx --yes create-pyproject my-app ${FLAGS}`),
      at(`npm exec create-pyproject -- my-app ${FLAGS}`),
      at(`npm install --global create-pyproject && create-pyproject my-app ${FLAGS}`),
      imported(world, programs, 'npm install --save-dev create-pyproject', 'node'),
      ...forgotten(world, programs, npm),
    ],
  };
}

/** The lanes of all package managers and runtimes. */
export function doors(world: World): Lane[] {
  const { tools } = world;
  const lane = (
    name: string,
    programs: string,
    lines: readonly string[],
    more: readonly Check[] = [],
  ): Lane => ({
    name,
    checks: [...more, ...lines.map((line) => door(world, programs, `${line} my-app ${FLAGS}`))],
  });
  const oldPnpm = tools.onPath('pnpm-10', CURRENT, {
    pnpm: tools.file('pnpm-10', 'bin', 'pnpm.cjs'),
    pnpx: tools.file('pnpm-10', 'bin', 'pnpx.cjs'),
  });
  const pnpm = tools.onPath('pnpm-12', CURRENT, {
    pnpm: tools.file('@pnpm', 'exe.linux-x64', 'pnpm'),
    pnpx: tools.file('@pnpm', 'exe.linux-x64', 'pnpx'),
  });
  const yarn = tools.onPath('yarn', CURRENT, { yarn: tools.file('yarn', 'bin', 'yarn.js') });
  const berry = tools.onPath('berry', CURRENT, {
    yarn: tools.file('@yarnpkg', 'cli-dist', 'bin', 'yarn.js'),
  });
  const bunBinary = tools.file('@oven', 'bun-linux-x64', 'bin', 'bun');
  const bun = tools.onPath('bun', CURRENT, { bun: bunBinary, bunx: bunBinary });
  const deno = tools.onPath('deno', CURRENT, { deno: tools.file('@deno', 'linux-x64-glibc', 'deno') });
  const team = (programs: string, line: string): Check => door(world, programs, line, world.packed);
  const npm = tools.npm('24', '11');
  return [
    {
      name: "a team's own package",
      checks: [
        team(npm, 'npm create @acme/pyproject my-app -- --yes --no-git'),
        team(npm, 'npx @acme/create-pyproject my-app --yes --no-git'),
        team(npm, 'npx create-pyproject my-app --pack npm:@acme/create-pyproject --yes --no-git'),
        team(pnpm, 'pnpm create @acme/pyproject my-app --yes --no-git'),
        team(yarn, 'yarn create @acme/pyproject my-app --yes --no-git'),
        team(berry, 'yarn create @acme/pyproject my-app --yes --no-git'),
        team(bun, 'bun create @acme/pyproject my-app --yes --no-git'),
        ...gitChecks(world, npm),
      ],
    },
    ...NPM.map((pair) => npmLane(world, pair)),
    ...[
      { name: 'pnpm 10', programs: oldPnpm },
      { name: 'pnpm 12', programs: pnpm },
    ].map(({ name, programs }) =>
      lane(
        name,
        programs,
        [
          'pnpm create pyproject',
          'pnpm create pyproject@latest',
          'pnpm dlx create-pyproject',
          'pnpx create-pyproject',
        ],
        [imported(world, programs, 'pnpm add --save-dev create-pyproject', 'node')],
      ),
    ),
    lane('yarn 1', yarn, ['yarn create pyproject']),
    lane('yarn 4', berry, [
      'yarn create pyproject',
      'yarn dlx create-pyproject',
      'yarn dlx create-pyproject@latest',
    ]),
    lane(
      'bun',
      bun,
      [
        'bun create pyproject',
        'bun create pyproject@latest',
        'bunx create-pyproject',
        'bunx --bun create-pyproject',
      ],
      [...file(world, bun, 'bun'), imported(world, bun, 'bun add --dev create-pyproject', 'bun')],
    ),
    lane(
      'deno',
      deno,
      [
        'deno run --allow-all npm:create-pyproject',
        'deno create --yes npm:pyproject --',
        'deno init --yes --npm pyproject',
        'deno x --yes create-pyproject',
      ],
      [
        ...file(world, deno, 'deno run --allow-all'),
        imported(world, deno, 'deno add npm:create-pyproject', 'deno run --allow-all'),
      ],
    ),
  ];
}
