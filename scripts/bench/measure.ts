/**
 * Measures how long commands take. The commands take turns, and only the fastest run of each counts, because
 * disturbances only slow a run down.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Sandbox } from './sandbox.js';

export interface Command {
  readonly name: string;
  readonly program: string;
  /** @param target a path where nothing exists yet, removed after the run */
  arguments(target: string): readonly string[];
}

export interface Said {
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a command through pipes to its end. Pipes avoid Node's tty code, which a character device would load. @throws
 * {Error} when it fails
 */
export function runOnce(sandbox: Sandbox, program: string, args: readonly string[]): Said {
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    cwd: sandbox.folder,
    env: sandbox.env,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    maxBuffer: 1e8,
  });
  if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')}: ${status}\n${stdout}${stderr}`);
  return { out: stdout, err: stderr };
}

/** @returns the least milliseconds of each command, by name */
export function fastest(
  sandbox: Sandbox,
  commands: readonly Command[],
  rounds: number,
): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, program, arguments: args } of commands) {
      const target = sandbox.target();
      const started = performance.now();
      runOnce(sandbox, program, args(target));
      const took = performance.now() - started;
      sandbox.remove(target);
      times.set(name, Math.min(took, times.get(name) ?? Number.POSITIVE_INFINITY));
    }
  }
  return times;
}

const TIME = '/usr/bin/time';

/** Whether memory can be measured, which needs GNU time. */
export const tellsMemory = existsSync(TIME);

/** @returns the least peak memory of each command in kilobytes, by name */
export function leanest(
  sandbox: Sandbox,
  commands: readonly Command[],
  rounds: number,
): ReadonlyMap<string, number> {
  const peaks = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, program, arguments: args } of commands) {
      const target = sandbox.target();
      const { err } = runOnce(sandbox, TIME, ['-v', program, ...args(target)]);
      sandbox.remove(target);
      const peak = Number(/Maximum resident set size \(kbytes\): (\d+)/.exec(err)?.[1]);
      peaks.set(name, Math.min(peak, peaks.get(name) ?? Number.POSITIVE_INFINITY));
    }
  }
  return peaks;
}
