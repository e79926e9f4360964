/** Somebody who has nothing but some programs on PATH and the address of a registry: every door is tried by a new one. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Environment, environment, type Ran, run } from '../python/exec.js';

export interface Person {
  readonly home: string;
  /** An empty directory. */
  readonly cwd: string;
  readonly tmp: string;
  /** The folder with his programs. */
  readonly programs: string;
}

let people = 0;

/** Makes one. @param registry what his package managers ask; nothing when it is left out */
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
    // pnpm, yarn 1, bun and deno read it too.
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

/** The whole environment: nothing of the machine's user is left, least of all where his caches and settings are. */
export const environmentOf = ({ home, tmp, programs }: Person): Environment => ({
  ...Object.fromEntries(Object.keys(environment).map((name) => [name, undefined])),
  PATH: [programs, path.join(home, 'global', 'bin'), '/usr/bin', '/bin'].join(':'),
  HOME: home,
  TMPDIR: tmp,
  GIT_CONFIG_NOSYSTEM: '1',
  NO_COLOR: '1',
  // Yarn 1 takes its folders from HOME when it is run by root only if root is no real one.
  FAKEROOTKEY: '1',
  // No request to anybody but the registry.
  DENO_NO_UPDATE_CHECK: '1',
  DO_NOT_TRACK: '1',
});

/** Types a line into a shell. */
export const types = (one: Person, line: string, exit = 0): Promise<Ran> =>
  run(['sh', '-c', line], { cwd: one.cwd, env: environmentOf(one), exit, seconds: 120 });
