/** Proves that the data gives uv's own bytes, by comparing every reachable combination with uv itself. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LockData } from '../../generators/project/python/closure.js';
import {
  LOCKS,
  type LockedProject,
  lockArguments,
  projectLocks,
} from '../../generators/project/python/lock.js';
import { reachableProjects } from './projects.js';
import type { Uv } from './uv.js';

/**
 * Compares the locks of every project with what uv makes twice: from nothing as of `cutoff`, which proves versions and
 * hashes, and again over the locks themselves with no cutoff, which is `make lock` in a fresh project. (uv trusts the
 * hashes of an existing lock, so the second run alone would miss a wrong one.)
 *
 * The network is used once for each Python; the rest comes from uv's cache, in a tenth of the time.
 */
export function proveLocks(uv: Uv, data: LockData, cutoff: string, projects = reachableProjects()): string[] {
  const misses: string[] = [];
  const proved = new Set<string>();
  let compared = 0;
  warm(uv, projects, cutoff);
  for (const [name, project] of projects) {
    const inputs = JSON.stringify(project);
    if (proved.has(inputs)) continue;
    proved.add(inputs);
    const locks = projectLocks(project, data);
    const found = { fresh: compile(uv, project, {}, cutoff), again: compile(uv, project, locks) };
    for (const [way, made] of Object.entries(found))
      for (const [file, text] of Object.entries(locks)) {
        compared++;
        if (made[file] !== text)
          misses.push(`${name}: ${file} (${way})\n${difference(text, made[file] ?? '')}`);
      }
    process.stdout.write('.');
  }
  const counted = `${projects.size} combinations, ${proved.size} of them different`;
  console.log(`\n${counted}: ${compared - misses.length} of ${compared} locks are uv's own bytes`);
  return misses;
}

/** Fills uv's cache with what it needs for any of the projects. */
function warm(uv: Uv, projects: Map<string, LockedProject>, cutoff: string): void {
  const directory = mkdtempSync(join(tmpdir(), 'pins-'));
  try {
    const all = [...projects.values()].flatMap(({ dependencies, build, dev }) => [
      ...dependencies,
      ...build,
      ...dev,
    ]);
    writeFileSync(join(directory, 'all.in'), [...new Set(all)].join('\n'));
    for (const python of new Set([...projects.values()].map((project) => project.python))) {
      const output = [`--python-version=${python}`, `--output-file=${python}.txt`];
      uv(directory, ['pip', 'compile', '--universal', ...output, 'all.in'], { cutoff });
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The three locks as uv writes them for `project`, over those that are `present`. */
function compile(uv: Uv, project: LockedProject, present: Record<string, string>, cutoff?: string) {
  const directory = mkdtempSync(join(tmpdir(), 'pins-'));
  const metadata = [
    `name = ${JSON.stringify(project.name)}`,
    'version = "0"',
    `requires-python = ">=${project.python}"`,
    `dependencies = ${JSON.stringify(project.dependencies)}`,
  ];
  const groups = [
    `build = ${JSON.stringify(project.build)}`,
    `dev = [{ include-group = "build" }, ${project.dev.map((text) => JSON.stringify(text)).join(', ')}]`,
  ];
  const files = {
    ...present,
    'pyproject.toml': ['[project]', ...metadata, '[dependency-groups]', ...groups].join('\n'),
    'requirements.in': '# nothing\n',
  };
  const made: Record<string, string> = {};
  try {
    for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
    for (const lock of LOCKS) {
      uv(directory, lockArguments(project.python, lock), { cutoff, offline: true });
      made[lock] = readFileSync(join(directory, lock), 'utf8');
    }
    return made;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The lines that only one of the two has; enough of them to see what is wrong. */
function difference(ours: string, theirs: string): string {
  const [a, b] = [ours.split('\n'), theirs.split('\n')];
  const only = (x: string[], y: string[], sign: string) =>
    x.filter((line) => !y.includes(line)).map((line) => `  ${sign} ${line}`);
  return [...only(a, b, 'data'), ...only(b, a, 'uv  ')].slice(0, 20).join('\n');
}
