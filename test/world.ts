/** Helpers for tests: temporary directories, an environment without the user's settings, a host that records output. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { END_OF_LIFE } from '../generators/project/python/pin-data.js';
import { cli } from '../src/cli/cli.js';
import { teamPack } from '../src/entry/team-pack.js';
import { VERSION } from '../src/entry/version.js';
import type { Host } from '../src/host/host.js';
import { nodeHost } from '../src/host/node-host.js';
import { UserError } from '../src/model/errors.js';
import { pack } from './golden.js';

const roots = new Map<string, string>();

/** A new empty directory, removed when the tests end. */
export function directory(below = tmpdir()): string {
  const known = roots.get(below);
  if (known !== undefined) return mkdtempSync(path.join(known, 'd-'));
  const made = realpathSync(mkdtempSync(path.join(below, 'create-pyproject-quick-')));
  process.on('exit', () => rmSync(made, { recursive: true, force: true }));
  roots.set(below, made);
  return mkdtempSync(path.join(made, 'd-'));
}

/** The same in memory if possible, for tests that create thousands. */
export const memory = (): string => directory(existsSync('/dev/shm') ? '/dev/shm' : undefined);

/** Writes files below a directory: path -> text. */
export function fill(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

/** A folder of shell scripts with the given names, for PATH or as git hooks. */
export function programs(scripts: Readonly<Record<string, string>>): string {
  const folder = directory();
  fill(
    folder,
    Object.fromEntries(Object.entries(scripts).map(([name, text]) => [name, `#!/bin/sh\n${text}\n`])),
  );
  for (const name of Object.keys(scripts)) chmodSync(path.join(folder, name), 0o755);
  return folder;
}

/** Every file below a directory except .git, "/"-separated and sorted. */
export function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((name) => !name.startsWith('.git/'))
    .sort();
}

/** Path -> text of every file below a directory. */
export const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(files(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));

/**
 * Asserts that two results of `contents` are equal, one file at a time: uvu takes minutes to print a large difference.
 */
export function same(
  found: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): void {
  assert.equal(Object.keys(found), Object.keys(wanted));
  for (const [name, text] of Object.entries(found)) assert.is(text, wanted[name], name);
}

/** The README that a `[project]` table names. If its name has no extension, PEP 621 requires a table. */
export function readmeOf(project: Readonly<Record<string, unknown>>): unknown {
  const { readme } = project;
  return typeof readme === 'object' && readme !== null && 'file' in readme ? readme.file : readme;
}

/** Writes a git configuration file with the given lines, and returns its path. */
export function gitConfig(lines = ''): string {
  const file = path.join(directory(), 'gitconfig');
  writeFileSync(file, lines);
  return file;
}

export const SOMEBODY = '[user]\n\tname = Ann Example\n\temail = ann@example.org\n';

/** An environment with PATH, and without the user's own settings. */
export const environment = (
  more: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> => {
  const all = {
    PATH: process.env.PATH,
    HOME: directory(),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    ...more,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]));
};

/** git's standard output, trimmed. */
export const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', args, {
    cwd,
    encoding: 'utf8',
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();

export interface Said {
  out: string;
  err: string;
}

/** A host with the real file system, without a terminal, that records output. */
export function hostIn(cwd: string, over: Partial<Host> = {}): { host: Host; said: Said } {
  const said = { out: '', err: '' };
  const real = nodeHost();
  const into = (stream: keyof Said): Host['out'] => ({
    write: (text) => {
      said[stream] += text;
    },
    isTTY: false,
    columns: 80,
  });
  const cleared = Object.keys(process.env).filter((name) => name.startsWith('GIT_'));
  const host: Host = {
    ...real,
    cwd,
    env: {},
    out: into('out'),
    err: into('err'),
    stdinIsTTY: false,
    readStdin: () => Promise.reject(new Error('standard input was read')),
    exec: (command, options) =>
      real.exec(command, {
        ...options,
        env: {
          ...Object.fromEntries(cleared.map((name) => [name, undefined])),
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_CONFIG_GLOBAL: '/dev/null',
          ...over.env,
          ...options.env,
        },
      }),
    exit: (code) => {
      throw new Error(`exit(${code})`);
    },
    setColor: () => {},
    interrupted: () => false,
    onInterrupt: () => () => {},
    ...over,
  };
  return { host, said };
}

/** Runs the command with the templates on disk. */
export const runCommand = (args: readonly string[], host: Host): Promise<number> =>
  cli(args, host, {
    about: pack,
    version: VERSION,
    endOfLife: END_OF_LIFE,
    load: async () => pack,
    teamPacks: async () => ({ about: teamPack, version: VERSION, load: async () => teamPack }),
  });

/** Runs the command in this process, with --no-git unless the arguments mention git. */
export async function run(
  args: readonly string[],
  cwd: string,
  over: Partial<Host> = {},
): Promise<Said & { code: number }> {
  const { host, said } = hostIn(cwd, over);
  const isDecided =
    args.some((arg) => /^--(no-)?git$/.test(arg)) ||
    args[0] === 'doctor' ||
    (args[0] === 'pack' && args[1] !== 'init');
  const quiet = isDecided ? args : [...args, '--no-git'];
  const code = await runCommand(quiet, host);
  return { ...said, code };
}

/** The error of a refused input. @throws when the input is accepted, or when the error is not a UserError */
export function refusal(act: () => unknown): UserError {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('accepted');
}
