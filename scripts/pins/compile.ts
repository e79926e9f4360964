/** Locks projects with uv: what a project's own `make lock` would write. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOCKS, type Lock, type LockedProject, lockArguments } from '../../generators/project/locks.js';
import { STAND_IN } from './store.js';
import type { Uv } from './uv.js';

/** Fills uv's cache for all projects: one run with network access for each Python. */
export function warm(uv: Uv, projects: readonly LockedProject[], cutoff: string): void {
  const directory = mkdtempSync(join(tmpdir(), 'pins-'));
  try {
    const all = projects.flatMap(({ dependencies, build, dev }) => [...dependencies, ...build, ...dev]);
    writeFileSync(join(directory, 'all.in'), [...new Set(all)].join('\n'));
    for (const python of new Set(projects.map((project) => project.python))) {
      const output = [`--python-version=${python}`, `--output-file=${python}.txt`];
      uv(directory, ['pip', 'compile', '--universal', ...output, 'all.in'], { cutoff });
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/**
 * The three locks that uv writes for a project with the name {@link STAND_IN}.
 * @param present existing locks, whose versions uv keeps
 * @param cutoff uv ignores releases after this time
 */
export function compile(
  uv: Uv,
  project: LockedProject,
  present: Readonly<Partial<Record<Lock, string>>>,
  cutoff?: string,
): Record<Lock, string> {
  const directory = mkdtempSync(join(tmpdir(), 'pins-'));
  const dev = project.dev.map((text) => JSON.stringify(text)).join(', ');
  const files = {
    ...present,
    'pyproject.toml': [
      '[project]',
      `name = ${JSON.stringify(STAND_IN)}`,
      'version = "0"',
      `requires-python = ">=${project.python}"`,
      `dependencies = ${JSON.stringify(project.dependencies)}`,
      '[dependency-groups]',
      `build = ${JSON.stringify(project.build)}`,
      `dev = [{ include-group = "build" }, ${dev}]`,
    ].join('\n'),
    'requirements.in': '# nothing\n',
  };
  try {
    for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
    const made = LOCKS.map((lock) => {
      uv(directory, lockArguments(project.python, lock), { cutoff, offline: true });
      return [lock, readFileSync(join(directory, lock), 'utf8')] as const;
    });
    return Object.fromEntries(made) as Record<Lock, string>;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
