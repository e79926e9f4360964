/** File systems that fail, stop, or run other code at the n-th call, and snapshots of a directory. */
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { type Change, compare, inspect, look, refuseBlocked } from '../src/disk/changes.js';
import { apply } from '../src/disk/disk.js';
import { repair } from '../src/disk/repair.js';
import type { Files, Host } from '../src/host/host.js';
import { platformOf } from '../src/model/platform.js';
import type { Plan } from '../src/plan/plan.js';
import { fill, hostIn } from './world.js';

/** Higher than any real process number. */
export const FIRST = 5_000_001;
export const SECOND = 5_000_002;

/** The host of a process with this number, in which the processes `living` are alive. */
export const processHost = (pid: number, living: readonly number[] = []): Host => ({
  ...hostIn('/').host,
  pid,
  alive: (other) => living.includes(other),
});

export const ERRNOS = ['EACCES', 'ENOSPC', 'EIO', 'EXDEV', 'EMFILE'] as const;

export const failure = (code: string, call: string): Error =>
  Object.assign(new Error(`${code}: injected, ${call}`), { code, syscall: call });

/**
 * The host, with a callback ahead of every file system call. @param before gets the call's number, from 1, and its name
 */
export function watched(host: Host, before: (n: number, call: string) => void): Host {
  let calls = 0;
  const entries = Object.entries(host.fs as unknown as Record<string, (...args: unknown[]) => unknown>);
  const fs = entries.map(([name, call]) => [
    name,
    (...args: unknown[]) => {
      calls += 1;
      try {
        before(calls, name);
      } catch (error) {
        // A failing close still closes the descriptor.
        if (name === 'close') call(...args);
        throw error;
      }
      return call(...args);
    },
  ]);
  return { ...host, fs: Object.fromEntries(fs) as Files };
}

/** The systems on which the writer is tested. */
export const SYSTEMS = {
  linux: (host) => host,
  /** A system without /proc/self/fd. */
  elsewhere: (host) => ({ ...host, platform: platformOf('darwin') }),
  'without hard links': (host) => ({
    ...host,
    fs: {
      ...host.fs,
      link: () => {
        throw failure('EPERM', 'link');
      },
    },
  }),
} satisfies Record<string, (host: Host) => Host>;

/** The host of a process that dies just before its n-th call: no later call takes effect. */
export const dying = (host: Host, nth: number): Host =>
  watched(host, (n, call) => {
    if (n >= nth) throw failure('EKILLED', call);
  });

/** Counts the file system calls that `act` makes. */
export function calls(host: Host, act: (host: Host) => void): number {
  let count = 0;
  act(
    watched(host, (n) => {
      count = n;
    }),
  );
  return count;
}

/** Everything below a directory, including folders and hidden files: path -> kind, mode and content. */
export function snapshot(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const at = path.join(folder, name);
    const stat = lstatSync(at);
    const mode = (stat.mode & 0o7777).toString(8);
    if (stat.isDirectory()) found[name] = `folder ${mode}`;
    else if (stat.isSymbolicLink()) found[name] = `link ${readlinkSync(at)}`;
    else found[name] = `file ${mode} ${readFileSync(at, 'latin1')}`;
  }
  return found;
}

export const planOf = (texts: Readonly<Record<string, string>>, kept: readonly string[] = []): Plan => ({
  answers: {},
  context: {},
  files: Object.entries(texts).map(([name, content]) => ({
    path: name,
    content,
    mode: content.startsWith('#!') ? '0755' : '0644',
    from: ['x'],
  })),
  kept,
  notes: [],
  pending: [],
});

/** A file that a run removes, as an update does. */
const GONE = 'src/gone.py';

function removals(host: Host, folder: string): Change[] {
  const there = inspect(host, folder).kind === 'full' ? look(host, folder, GONE) : 'nothing';
  if (there === 'nothing' || 'obstacle' in there) return [];
  return [{ path: GONE, action: 'delete', after: new Uint8Array(), before: there.bytes, mode: there.mode }];
}

/** One complete run of the writer. @returns the notes of the repair at its start */
export function writeAll(host: Host, folder: string, plan: Plan, force = true): string[] {
  const notes = repair(host, folder);
  const existing = inspect(host, folder);
  const changes: Change[] = [
    ...compare(host, plan, folder, ['.gitignore'], force),
    ...removals(host, folder),
  ];
  refuseBlocked(changes);
  apply(host, folder, existing.kind, changes);
  return notes;
}

/** The state of a directory before a run: creates it below `parent`, and returns the target. */
export type Situation = (parent: string) => string;

export const SITUATIONS = {
  fresh: (parent) => path.join(parent, 'new'),
  deep: (parent) => path.join(parent, 'made', 'new'),
  empty: (parent) => {
    mkdirSync(path.join(parent, 'new'));
    return path.join(parent, 'new');
  },
  full: (parent) => {
    const target = path.join(parent, 'new');
    fill(target, {
      '.gitignore': 'mine/\n',
      Makefile: 'mine\n',
      'README.md': 'mine\n',
      'src/app.py': 'mine\n',
      [GONE]: 'mine\n',
      'src/own.py': 'mine\n',
    });
    return target;
  },
} satisfies Record<string, Situation>;

/** A small project with every kind of file: nested folders, an empty file, an executable. */
export const PROJECT = planOf(
  {
    '.gitignore': 'dist/\n',
    Makefile: 'all:\n',
    empty: '',
    'scripts/run/it.sh': '#!/bin/sh\n',
    'src/app.py': 'pass\n',
    'src/new.py': 'pass\n',
  },
  ['README.md'],
);
