/** The `--` that npm needs, forgotten: nothing is written, and the command that was meant is there to be copied. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { assert, type Check, check } from '../python/check.js';
import type { World } from './doors.js';
import { person, types } from './person.js';
import type { NpmMajor } from './tools.js';
import { same, treeOf } from './tree.js';

/** What npm 12 says by itself to a flag that it does not know. */
const NPM_12 = /^npm error Unknown cli flag/m;

/** @param line what is typed @param meant the command that is proposed; none where npm itself refuses */
function refused(world: World, programs: string, line: string, meant: string | undefined): Check {
  return check(`${line} writes nothing and says why`, async () => {
    const one = person(world.work, programs, world.registry);
    const { output } = await types(one, line, meant === undefined ? 1 : 2);
    const written = readdirSync(one.cwd);
    assert(written.length === 0, `it has written ${written.join(', ')}`);
    assert(meant === undefined ? NPM_12.test(output) : output.includes(`: ${meant}\n`), output);
  });
}

/** Checks of one npm. */
export function forgotten(world: World, programs: string, npm: NpmMajor): Check[] {
  const start = 'npm create pyproject@latest my-app --';
  const unlessNpm12 = (meant: string): string | undefined => (npm === '12' ? undefined : meant);
  const at = (line: string, meant: string | undefined): Check => refused(world, programs, line, meant);
  return [
    at('npm create pyproject my-app --docker', unlessNpm12(`${start} --docker`)),
    at('npm create pyproject my-app --no-docker', unlessNpm12(`${start} --no-docker`)),
    at('npm init pyproject my-app --kind=web', unlessNpm12(`${start} --kind web`)),
    at('npm exec create-pyproject my-app --license ISC', unlessNpm12(`${start} --license ISC`)),
    // A setting of npm's own, which npm 12 takes too.
    at('npm create pyproject my-app --no-git', `${start} --no-git`),
    at('npm create pyproject my-app --diff', `${start} --diff`),
    at('npm create pyproject my-app --json', `${start} --json`),
    // Its diff takes what stands behind it for a value.
    at('npm exec create-pyproject my-app --diff --json', `${start} --diff --json`),
    ...(npm === '12'
      ? [at('npm create pyproject my-app --kind library', undefined)]
      : [copied(world, programs)]),
    settings(world, programs),
  ];
}

const copied = (world: World, programs: string): Check =>
  check('the proposed command, copied, writes what was wanted', async () => {
    const line = 'npm create pyproject my-app --kind library --yes --no-git';
    const one = person(world.work, programs, world.registry);
    const { output } = await types(one, line, 2);
    const proposed = /: (npm create pyproject@latest .*)$/m.exec(output)?.[1];
    assert(proposed !== undefined, output);
    await types(one, proposed);
    same(treeOf(path.join(one.cwd, 'my-app')), world.wanted);
  });

/** Our flags that npm has a setting for: what is known of them is in src/cli/npm.ts. */
const SHARED = ['color', 'description', 'diff', 'dry-run', 'force', 'git', 'json', 'name', 'version', 'yes'];

const settings = (world: World, programs: string): Check =>
  check('has no setting with the name of a flag that is not known yet', async () => {
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
