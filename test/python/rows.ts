/** Checks a project of the covering set: its user's first commands, each with the real tools. */
import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { managers } from '../../generators/project/managers/index.js';
import type { Backend } from '../../generators/project/options.js';
import { assert, type Check, check } from './check.js';
import { run } from './exec.js';
import { addDependency } from './managers.js';
import { sdistIsComplete, wheelIsRight } from './packages.js';
import { clean, type Project } from './project.js';
import { ROOT } from './tools.js';

/** What compiles no longer: a source of each language, and the line to add. */
const BROKEN: Readonly<Partial<Record<Backend, readonly [string, string]>>> = {
  maturin: ['rust/src/lib.rs', 'compile_error!("changed");\n'],
  'scikit-build-core': ['src/_core.cpp', '#error changed\n'],
  'meson-python': ['src/_core.c', '#error changed\n'],
};

export function rowChecks(project: Project): Check[] {
  const { folder } = project;
  const { locks } = managers[project.manager].commands;
  const make = async (target: string, exit = 0) =>
    run(['make', ...target.split(' ')], { cwd: folder, env: await project.managed(), exit });
  const doctor = async (exit: number) =>
    run([process.execPath, path.join(ROOT, 'dist', 'main.cjs'), 'doctor', folder], { exit });
  return [
    check('--install installs it, and the first commit holds its lock', async () => {
      await project.made();
      await clean(folder);
      for (const lock of locks) {
        const { stdout } = await run(['git', 'ls-files', lock], { cwd: folder });
        assert(stdout !== '', `git has no ${lock}`);
      }
      return project.installed();
    }),
    check('doctor, no finding, with the lock that the manager has made', async () => {
      await project.made();
      await doctor(0);
    }),
    check('make check test', async () => {
      await project.installed();
      await make('check test');
      await clean(folder);
    }),
    check('make build: a complete sdist, a wheel without tests', async () => {
      await project.built();
      await clean(folder);
      await wheelIsRight(project);
      const files = readdirSync(path.join(folder, 'dist'));
      assert(files.length === 2, `dist has ${files}`);
      return sdistIsComplete(project);
    }),
    ...Object.entries(BROKEN)
      .filter(([backend]) => backend === project.backend)
      .map(([, [source, line]]) =>
        check('make install test compiles code that has changed', async () => {
          await project.installed();
          appendFileSync(path.join(folder, source), line);
          try {
            // Not every manager prints what the compiler says, and meson-python compiles at the import.
            await make('install test', 2);
          } finally {
            await run(['git', 'checkout', '--quiet', '--', source], { cwd: folder });
          }
        }),
      ),
    check(
      'make locked accepts the lock, and refuses it after an added dependency, as the doctor does',
      async () => {
        await project.installed();
        await make('locked');
        await clean(folder);
        addDependency(folder, project.manager);
        assert(
          / stale-lock .* lacks tabulate/.test((await doctor(4)).output),
          'the doctor finds no stale lock',
        );
        const { output } = await make('locked', 2);
        assert(/\block|^diff --git/m.test(output) && !output.includes('Traceback'), `it prints\n${output}`);
      },
    ),
  ];
}
