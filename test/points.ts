/**
 * Invariants of the writer for each file system call that fails, at which the process dies, or at which another run
 * starts.
 */
import { renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { repair } from '../src/disk/repair.js';
import type { Host } from '../src/host/host.js';
import { UserError } from '../src/model/errors.js';
import { platformOf } from '../src/model/platform.js';
import type { Plan } from '../src/plan/plan.js';
import {
  calls,
  dying,
  FIRST,
  failure,
  planOf,
  processHost,
  SECOND,
  type Situation,
  SYSTEMS,
  snapshot,
  watched,
  writeAll,
} from './faults.js';
import { memory } from './world.js';

type System = (host: Host) => Host;
type Snapshot = Readonly<Record<string, string>>;

interface Start {
  readonly parent: string;
  readonly target: string;
  /** A snapshot of `parent` before any run. */
  readonly before: Snapshot;
}

function start(begin: Situation): Start {
  const parent = memory();
  const target = begin(parent);
  return { parent, target, before: snapshot(parent) };
}

/** The result of an undisturbed run, and the number of its calls. */
function whole(
  begin: Situation,
  plan: Plan,
  system: System = SYSTEMS.linux,
): { complete: Snapshot; count: number } {
  const { parent, target } = start(begin);
  const count = calls(system(processHost(FIRST)), (host) => writeAll(host, target, plan));
  return { complete: snapshot(parent), count };
}

const isSame = (a: Snapshot, b: Snapshot): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Runs `act` and returns its error, if any. */
function attempt(act: () => void): Error | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** Asserts that the next run repairs the directory with a note, and then writes the whole project. */
function nextRunSucceeds(
  { parent, target, before }: Start,
  plan: Plan,
  system: System,
  complete: Snapshot,
  where: string,
): void {
  const left = snapshot(parent);
  if (isSame(left, before)) return;
  const notes = repair(system(processHost(SECOND)), target);
  const repaired = snapshot(parent);
  // The next run needs the folders above the target that the dead run created, so they stay.
  const started = { ...before, ...(repaired.made === undefined ? {} : { made: repaired.made }) };
  assert.ok(isSame(repaired, started) || isSame(repaired, complete), `${where}: ${Object.keys(repaired)}`);
  if (!isSame(left, repaired)) assert.is(notes.length, 1, `${where}: ${notes}`);
  writeAll(system(processHost(SECOND)), target, plan);
  assert.equal(snapshot(parent), complete, where);
}

/** Calls `act` for every `step`-th call. @returns the number of calls of `act` */
function each(count: number, step: number, act: (n: number) => void): number {
  let tried = 0;
  for (let n = 1; n <= count; n += step) {
    act(n);
    tried += 1;
  }
  return tried;
}

/**
 * If a call fails, everything or nothing is written, and no temporary file is left. @returns the number of injected
 * failures
 */
export function everyCallFails(
  begin: Situation,
  plan: Plan,
  system: System,
  codes: (n: number) => readonly string[],
): number {
  const { complete, count } = whole(begin, plan, system);
  const faults = Array.from({ length: count }, (_, i) =>
    codes(i + 1).map((code) => ({ n: i + 1, code })),
  ).flat();
  for (const { n, code } of faults) {
    const at = start(begin);
    let call = '';
    const host = watched(system(processHost(FIRST)), (m, name) => {
      if (m !== n) return;
      call = name;
      throw failure(code, name);
    });
    const error = attempt(() => writeAll(host, at.target, plan));
    const where = `${call}, call ${n}, ${code}: ${error?.message}`;
    const left = snapshot(at.parent);
    if (error) {
      assert.instance(error, UserError, where);
      assert.equal(left, at.before, where);
    } else if (!isSame(left, complete)) {
      // The project is complete and a clean-up call failed. The next run removes the staging directory.
      const ours = Object.keys(left).filter((path) => complete[path] !== left[path]);
      assert.ok(
        ours.every((path) => /^(new\/|made\/)?\.(new|create-pyproject)\.5000001-\w{8}(\/|$)/.test(path)),
        `${where}: ${ours}`,
      );
    }
    nextRunSucceeds(at, plan, system, complete, where);
  }
  return faults.length;
}

/** If the process dies, the next run undoes its unfinished work with a note. @returns the number of deaths */
export function diesAtEveryCall(begin: Situation, plan: Plan, system: System): number {
  const { complete, count } = whole(begin, plan, system);
  return each(count, 1, (n) => {
    const at = start(begin);
    attempt(() => writeAll(dying(system(processHost(FIRST)), n), at.target, plan));
    nextRunSucceeds(at, plan, system, complete, `call ${n}`);
  });
}

/** A call fails, and the process dies while it undoes its writes. @returns the number of deaths */
export function diesWhileUndoing(begin: Situation, plan: Plan, step: number): number {
  const { complete, count } = whole(begin, plan);
  let deaths = 0;
  each(count, step, (n) => {
    for (let m = n + 1, died = true; died; m += step) {
      died = false;
      const at = start(begin);
      const host = watched(processHost(FIRST), (i, name) => {
        if (i === n) throw failure('EIO', name);
        if (i < m) return;
        died = true;
        throw failure('EKILLED', name);
      });
      attempt(() => writeAll(host, at.target, plan));
      nextRunSucceeds(at, plan, SYSTEMS.linux, complete, `calls ${n} and ${m}`);
      deaths += died ? 1 : 0;
    }
  });
  return deaths;
}

/**
 * If a second run starts during the first, one succeeds and the other is refused. @returns the number of second runs
 */
export function secondRunComes(begin: Situation, step: number): number {
  const texts = (by: string): Plan => planOf({ a: `${by}\n`, Makefile: `${by}\n`, 'b/c': `${by}\n` });
  const { count } = whole(begin, texts('first'));
  return each(count, step, (n) => {
    const { parent, target } = start(begin);
    let other: Error | undefined;
    const host = watched(processHost(FIRST), (i) => {
      if (i === n) other = attempt(() => writeAll(processHost(SECOND, [FIRST]), target, texts('second')));
    });
    const first = attempt(() => writeAll(host, target, texts('first')));
    for (const error of [first, other])
      if (error) assert.is((error as UserError).exit, 3, `call ${n}: ${error.stack}`);
    // With --force, both succeed if the second one starts after the first has finished.
    assert.ok(!(first && other), `call ${n}: ${first?.message}, ${other?.message}`);
    const after = snapshot(parent);
    const written = ['a', 'Makefile', 'b/c'].map((file) => after[`${path.relative(parent, target)}/${file}`]);
    const winner = first ? 'second' : other ? 'first' : written[0]?.replace(/^file 644 |\n/g, '');
    assert.equal(written, Array(3).fill(`file 644 ${winner}\n`), `call ${n}`);
    const left = Object.keys(after).filter((name) => /\d-\w{8}|journal/.test(name));
    assert.equal(left, [], `call ${n}`);
  });
}

/**
 * If a folder is replaced by a link during a run, nothing is written outside the directory. @returns the number of
 * replacements
 */
export function folderIsSwapped(begin: Situation, plan: Plan, platform: string, step: number): number {
  // A rollback makes more calls than a complete run.
  const count = whole(begin, plan).count + 60;
  return each(count, step, (n) => {
    const { target } = start(begin);
    const outside = memory();
    const host: Host = { ...processHost(FIRST), platform: platformOf(platform) };
    const swapping = watched(host, (i) => {
      if (i !== n) return;
      renameSync(path.join(target, 'src'), path.join(target, 'moved'));
      symlinkSync(outside, path.join(target, 'src'));
    });
    const error = attempt(() => writeAll(swapping, target, plan));
    // Outside Linux a race window remains, but the run detects it and fails.
    if (platform === 'linux' || !error) assert.equal(snapshot(outside), {}, `${platform}, call ${n}`);
  });
}
