/** Runs the build commands of a Dockerfile without a container, against an index with future releases. */
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { assert, type Check, check } from './check.js';
import { environment, run } from './exec.js';
import type { Project, World } from './project.js';
import { pythonFolder } from './pythons.js';

/** The instructions of the `builder` stage, each on one line, without comments. */
function instructions(file: string): string[] {
  const stage = readFileSync(file, 'utf8')
    .split(/^(?=FROM )/m)
    .find((text) => /^FROM .* AS builder$/m.test(text));
  return (stage ?? '')
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line !== '');
}

async function runSteps(world: World, project: Project): Promise<string> {
  await project.made();
  const own = path.join(world.work, project.name, 'image');
  const build = path.join(own, 'build');
  const opt = path.join(own, 'opt');
  mkdirSync(build, { recursive: true });
  const folders = [path.join(opt, 'venv', 'bin'), pythonFolder(world.work, project.interpreter)];
  const env: Record<string, string | undefined> = {
    ...(await project.managed()),
    ...project.env,
    PATH: [...folders, environment.PATH].join(':'),
  };
  let steps = 0;
  for (const line of instructions(path.join(project.folder, 'Dockerfile'))) {
    const [, instruction = '', words = ''] = /^(\w+) (.*)$/.exec(line) ?? [];
    if (instruction === 'COPY') {
      const names = words.split(/\s+/);
      const target = path.join(build, names.pop() ?? '');
      for (const name of names)
        cpSync(path.join(project.folder, name), name.endsWith('/') ? target : path.join(build, name), {
          recursive: true,
        });
    } else if (/^[A-Z_]+=\$\{VERSION\}$/.test(words)) {
      // As `ARG VERSION` is without an argument.
      env[words.split('=')[0] ?? ''] = '0.0.0';
    } else if (instruction === 'RUN' && !words.includes('apt-get')) {
      await run(['sh', '-ec', words.replaceAll('/opt/', `${opt}/`)], { cwd: build, env });
      steps += 1;
    }
  }
  assert(steps >= 5, `the Dockerfile runs ${steps} steps`);
  return `${steps} steps`;
}

export const dockerfileChecks = (world: World, project: Project): Check[] =>
  project.topics.includes('image') ? [check("the Dockerfile's steps", () => runSteps(world, project))] : [];
