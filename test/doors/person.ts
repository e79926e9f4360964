/**
 * A user with a new home directory, a few programs on PATH and the address of a registry. Every command runs as a new
 * user.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Environment, environment, type Ran, run } from '../python/exec.js';

export interface Person {
  readonly home: string;
  /** An empty directory. */
  readonly cwd: string;
  readonly tmp: string;
  /** The folder of the user's programs, for PATH. */
  readonly programs: string;
}

let people = 0;

/** Creates a user. @param registry the registry for all package managers; without it they keep their default */
export function person(work: string, programs: string, registry?: string): Person {
  people += 1;
  const root = path.join(work, 'people', String(people));
  const one = {
    home: path.join(root, 'home'),
    cwd: path.join(root, 'cwd'),
    tmp: path.join(root, 'tmp'),
    programs,
  };
  for (const folder of [one.home, one.cwd, one.tmp]) mkdirSync(folder, { recursive: true });
  if (registry !== undefined) {
    // pnpm, yarn 1, bun and deno read .npmrc, too.
    const lines = [`registry=${registry}`, `prefix=${path.join(one.home, 'global')}`];
    writeFileSync(path.join(one.home, '.npmrc'), `${lines.join('\n')}\n`);
    const yarn = [
      `npmRegistryServer: "${registry}"`,
      'unsafeHttpWhitelist: ["127.0.0.1"]',
      'enableTelemetry: false',
    ];
    writeFileSync(path.join(one.home, '.yarnrc.yml'), `${yarn.join('\n')}\n`);
  }
  return one;
}

/** The whole environment: without the caches and settings of the developer's account. */
export const environmentOf = ({ home, tmp, programs }: Person): Environment => ({
  ...Object.fromEntries(Object.keys(environment).map((name) => [name, undefined])),
  PATH: [programs, path.join(home, 'global', 'bin'), '/usr/bin', '/bin'].join(':'),
  HOME: home,
  TMPDIR: tmp,
  GIT_CONFIG_NOSYSTEM: '1',
  NO_COLOR: '1',
  // As root, yarn 1 uses HOME for its folders only under fakeroot.
  FAKEROOTKEY: '1',
  // Allow no requests except to the registry.
  DENO_NO_UPDATE_CHECK: '1',
  DO_NOT_TRACK: '1',
});

/** Runs a command line in a shell. */
export const types = (one: Person, line: string, exit = 0): Promise<Ran> =>
  run(['sh', '-c', line], { cwd: one.cwd, env: environmentOf(one), exit, seconds: 120 });
