/** A project in a repository, and newer versions of the generator that follow it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { cli } from '../../src/cli/cli.js';
import type { Host } from '../../src/host/host.js';
import type { Pack } from '../../src/model/pack.js';
import { pack } from '../golden.js';
import { directory, environment, hostIn, type Said } from '../world.js';

/** A file's text -> its text in a newer version. */
export type Edits = Readonly<Record<string, (text: string) => string>>;

/** The generator after a change of its files: `undefined` leaves a file out. */
export interface Newer {
  readonly edits?: Edits;
  /** Files of the templates that it lacks. */
  readonly without?: readonly string[];
  readonly version?: string;
  readonly over?: Partial<Pack>;
}

/** Replaces a text that has to be there. */
export const swap =
  (from: string, to: string) =>
  (text: string): string => {
    assert.ok(text.includes(from), `the template has no ${JSON.stringify(from)} any more: change this test`);
    return text.replace(from, () => to);
  };

export const newer = ({ edits = {}, without = [], over = {} }: Newer): Pack => ({
  ...pack,
  templates: () => pack.templates().filter(({ file }) => !without.includes(file)),
  edits: Object.entries(edits).map(([file, apply]) => ({ path: file, apply })),
  ...over,
});

/** Runs the command of a generator. */
export async function command(
  args: readonly string[],
  cwd: string,
  change: Newer = {},
  over: Partial<Host> = {},
): Promise<Said & { code: number }> {
  const { host, said } = hostIn(cwd, over);
  const about = newer(change);
  const code = await cli(args, host, {
    about,
    version: change.version ?? '0.1.0',
    load: async () => about,
  });
  return { ...said, code };
}

/** A project on disk. */
export interface Project {
  readonly at: string;
  git(...args: readonly string[]): string;
  read(file: string): string;
  has(file: string): boolean;
  write(file: string, text: string): void;
  edit(file: string, act: (text: string) => string): void;
  remove(file: string): void;
  commit(): void;
}

/** A committed project of the present version. */
export async function project(...flags: readonly string[]): Promise<Project> {
  const parent = directory();
  const at = path.join(parent, 'my-app');
  const made = await command(
    ['my-app', '--yes', '--no-git', '--author', 'Ann', '--email', 'ann@example.org', ...flags],
    parent,
  );
  assert.is(made.code, 0, made.err);
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', ...args], {
      cwd: at,
      env: environment(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const place = (file: string): string => path.join(at, file);
  const made_: Project = {
    at,
    git,
    read: (file) => readFileSync(place(file), 'utf8'),
    has: (file) => existsSync(place(file)),
    write: (file, text) => {
      mkdirSync(path.dirname(place(file)), { recursive: true });
      writeFileSync(place(file), text);
    },
    edit: (file, act) => {
      const before = readFileSync(place(file), 'utf8');
      const after = act(before);
      assert.is.not(after, before, `${file} was not changed`);
      writeFileSync(place(file), after);
    },
    remove: (file) => rmSync(place(file), { recursive: true }),
    commit: () => {
      git('add', '--all');
      git('commit', '--quiet', '--message=x');
    },
  };
  git('init', '--quiet');
  made_.commit();
  return made_;
}
