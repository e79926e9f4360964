/** Kills real processes at exact calls and at random times, and runs two processes in one directory at once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { repair } from '../../src/disk/repair.js';
import { SITUATIONS, type Situation, snapshot } from '../faults.js';
import { environment, fill, hostIn, memory, run, runCommand } from '../world.js';

const CHILD = fileURLToPath(new URL('child.js', import.meta.url));

const ANSWERS = ['--yes', '--name', 'my-app', '--author', 'Ann', '--email', 'a@example.org', '--no-git'];

const argsFor = (target: string): string[] => [target, ...ANSWERS, '--force'];

/** An update that creates, merges, renames and removes files. */
const updateArgs = (target: string): string[] => [
  'update',
  target,
  '--force',
  '--set',
  'module=other',
  '--set',
  'docker=false',
];

/** A project that somebody has edited. */
async function projectToUpdate(): Promise<Situation> {
  const made = path.join(memory(), 'my-app');
  const { host, said } = hostIn(path.dirname(made));
  assert.is(await runCommand([made, ...ANSWERS], host), 0, said.err);
  fill(made, { 'src/my_app/own.py': 'import my_app\n' });
  appendFileSync(path.join(made, 'README.md'), 'Mine.\n');
  return (parent) => {
    const target = path.join(parent, 'new');
    cpSync(made, target, { recursive: true });
    return target;
  };
}

/** @param point see child.ts */
const child = (
  target: string,
  signal: string,
  point: number | string,
  args: (target: string) => string[] = argsFor,
): ChildProcess =>
  spawn(process.execPath, [CHILD, signal, String(point), ...args(target)], {
    cwd: path.parse(target).root,
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });

async function ended(
  started: ChildProcess,
): Promise<{ code: number | null; signal: string | null; err: string }> {
  let err = '';
  started.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8');
  });
  const [code, signal] = (await once(started, 'close')) as [number | null, string | null];
  return { code, signal, err };
}

/** A seeded random number generator with values in [0, 1). @see mulberry32 */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Repairs the directory after a kill and runs the command again. @returns whether there was something to repair */
async function afterKill(
  parent: string,
  target: string,
  before: Readonly<Record<string, string>>,
  complete: Readonly<Record<string, string>>,
  where: string,
  args: (target: string) => string[],
): Promise<boolean> {
  const text = (state: Readonly<Record<string, string>>): string => JSON.stringify(state);
  const left = snapshot(parent);
  const notes = repair(hostIn(parent).host, target);
  const { made, ...repaired } = snapshot(parent);
  const as = text(made === undefined || before.made !== undefined ? snapshot(parent) : repaired);
  assert.ok([text(before), text(complete)].includes(text(snapshot(parent))) || as === text(before), where);
  const changed = text(left) !== text(snapshot(parent));
  if (changed) assert.is(notes.length, 1, `${where}: ${notes.join('; ')}`);
  const { host, said } = hostIn(parent);
  const code = await runCommand(args(target), host);
  assert.is(code, 0, `${where}: ${said.err}`);
  assert.is(text(snapshot(parent)), text(complete), where);
  return changed;
}

async function whole(
  begin: Situation,
  args: (target: string) => string[],
): Promise<{ complete: Record<string, string>; calls: number; ms: number }> {
  const parent = memory();
  const started = performance.now();
  const { code, err } = await ended(child(begin(parent), 'SIGKILL', 0, args));
  assert.is(code, 0, err);
  const calls = Number(/calls: (\d+)/.exec(err)?.[1]);
  return { complete: snapshot(parent), calls, ms: performance.now() - started };
}

/**
 * Kills at random calls and, in a fifth of the cases, after random times. @returns the number of kills, and of the
 * kills that needed a repair
 */
export async function kills(
  name: keyof typeof SITUATIONS | 'update',
  times: number,
  random: () => number,
): Promise<{ killed: number; repaired: number }> {
  const begin = name === 'update' ? await projectToUpdate() : SITUATIONS[name];
  const args = name === 'update' ? updateArgs : argsFor;
  const { complete, calls, ms } = await whole(begin, args);
  let killed = 0;
  let repaired = 0;
  for (let i = 0; i < times; i += 1) {
    const parent = memory();
    const target = begin(parent);
    const before = snapshot(parent);
    const timed = i % 5 === 4;
    const point = timed ? 0 : 1 + Math.floor(random() * calls);
    const after = ms * (0.5 + random() / 2);
    const started = child(target, 'SIGKILL', point, args);
    const timer = timed ? setTimeout(() => started.kill('SIGKILL'), after) : undefined;
    const { signal, err } = await ended(started);
    clearTimeout(timer);
    if (!timed) assert.is(signal, 'SIGKILL', err);
    killed += signal === 'SIGKILL' ? 1 : 0;
    const where = `${name}, ${timed ? `after ${after.toFixed(1)} ms` : `at call ${point}`}`;
    repaired += (await afterKill(parent, target, before, complete, where, args)) ? 1 : 0;
  }
  return { killed, repaired };
}

const isStopped = (pid: number | undefined): boolean =>
  /\) T /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));

async function stopped(started: ChildProcess): Promise<void> {
  while (started.exitCode === null && !isStopped(started.pid)) await new Promise((go) => setTimeout(go, 5));
}

/** Stops two processes when they begin to write, then resumes both: one succeeds, the other exits 3. */
export async function together(name: keyof typeof SITUATIONS): Promise<void> {
  const parent = memory();
  const target = SITUATIONS[name](parent);
  const both = [child(target, 'SIGSTOP', 'mkdir'), child(target, 'SIGSTOP', 'mkdir')];
  const ends = both.map(ended);
  await Promise.all(both.map(stopped));
  for (const one of both) one.kill('SIGCONT');
  const codes = (await Promise.all(ends)).map(({ code }) => code).sort();
  assert.equal(codes, [0, 3]);
  const left = Object.keys(snapshot(parent)).filter((path) => /\d-\w{8}|journal/.test(path));
  assert.equal(left, []);
}

/**
 * Starts a second run while the first is stopped halfway through its writes: the second exits 3 and names the first.
 */
export async function inTheMiddle(): Promise<void> {
  const parent = memory();
  const target = SITUATIONS.full(parent);
  const first = child(target, 'SIGSTOP', 'link');
  const end = ended(first);
  await stopped(first);
  const second = await run(argsFor(target), parent);
  assert.is(second.code, 3, second.err);
  assert.match(second.err, `another run (process ${first.pid}) is writing into this directory`);
  first.kill('SIGCONT');
  const { code, err } = await end;
  assert.is(code, 0, err);
}
