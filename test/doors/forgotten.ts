/** Runs npm without the `--` that it needs: nothing is written, and the message shows the correct command. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { assert, type Check, check } from '../python/check.js';
import type { World } from './doors.js';
import { person, types } from './person.js';
import type { NpmMajor } from './tools.js';

/** npm 12's own error for an unknown flag. */
const NPM_12 = /^npm error Unknown cli flag/m;

/** @param flags the flags that the message names; undefined if npm itself refuses */
function refused(world: World, programs: string, line: string, flags: string | undefined): Check {
  return check(`${line} writes nothing and explains why`, async () => {
    const one = person(world.work, programs, world.registry);
    const { output } = await types(one, line, flags === undefined ? 1 : 2);
    const written = readdirSync(one.cwd);
    assert(written.length === 0, `it wrote ${written.join(', ')}`);
    const said = `npm has kept ${flags} for itself; write -- before the flags: `;
    assert(flags === undefined ? NPM_12.test(output) : output.includes(said), output);
  });
}

/** The checks for one version of npm. */
export function forgotten(world: World, programs: string, npm: NpmMajor): Check[] {
  const unlessNpm12 = (flags: string): string | undefined => (npm === '12' ? undefined : flags);
  const at = (line: string, flags: string | undefined): Check => refused(world, programs, line, flags);
  return [
    at('npm create pyproject my-app --docker', unlessNpm12('--docker')),
    at('npm create pyproject my-app --no-docker', unlessNpm12('--no-docker')),
    at('npm init pyproject my-app --kind=web', unlessNpm12('--kind')),
    at('npm exec create-pyproject my-app --license ISC', unlessNpm12('--license')),
    // npm has a setting with this name, so npm 12 accepts it, too.
    at('npm create pyproject my-app --no-git', '--no-git'),
    at('npm create pyproject my-app --diff', '--diff'),
    at('npm create pyproject my-app --json', '--json'),
    // npm's --diff takes the next argument as its value.
    at('npm exec create-pyproject my-app --diff --json', '--diff'),
    settings(world, programs),
  ];
}

/** Our flags that are also npm settings and that src/cli/npm.ts handles. */
const SHARED = [
  'color',
  'description',
  'diff',
  'dry-run',
  'force',
  'git',
  'json',
  'name',
  'offline',
  'version',
  'yes',
];

const settings = (world: World, programs: string): Check =>
  check('has no setting that equals a flag and is not listed in the test', async () => {
    const one = person(world.work, programs);
    const known = JSON.parse((await types(one, 'npm config list --long --json')).stdout) as object;
    const main = path.join(world.unpacked, 'dist', 'main.cjs');
    const { stdout } = await types(one, `node ${main} --help`);
    const ours = [...stdout.matchAll(/--([a-z][a-z-]*)/g)].map(([, name]) => name ?? '');
    const shared = [...new Set(ours)].filter((name) => Object.hasOwn(known, name));
    const unknown = shared.filter((name) => !SHARED.includes(name));
    assert(
      shared.includes('yes') && unknown.length === 0,
      `npm has a setting of its own for ${unknown.join(', ')}`,
    );
  });
