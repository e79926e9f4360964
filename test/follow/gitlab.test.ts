/** GitLab's form of the scheduled update, as docs/fleet.md has it: its script, run by bash in a real repository. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { ROOT } from '../../scripts/root.js';
import { nodeHost } from '../../src/host/node-host.js';
import { suite } from '../harness.js';
import { directory, environment, programs } from '../world.js';
import { project } from './project.js';

const test = suite(
  "GitLab's template-update",
  nodeHost().which('bash') ? undefined : 'bash not found: install it',
);

const [, yaml = ''] = /^## With GitLab$.*?^```yaml\n(.*?)^```$/ms.exec(
  readFileSync(path.join(ROOT, 'docs', 'fleet.md'), 'utf8'),
) ?? [''];
const { 'template-update': job } = parse(yaml) as { 'template-update': { script: string[] } };

/** A project with a remote that writes down the push options, and the job in a clone as GitLab's runner makes it. */
async function runner(edit?: (text: string) => string) {
  const made = await project();
  if (edit) {
    made.edit('README.md', edit);
    made.commit();
  }
  const base = directory();
  const origin = path.join(base, 'my-app.git');
  const git = (cwd: string, ...args: string[]): string =>
    execFileSync('git', args, { cwd, env: environment(), encoding: 'utf8' });
  git(base, 'init', '--quiet', '--bare', origin);
  git(origin, 'config', 'receive.advertisePushOptions', 'true');
  made.git('push', '--quiet', origin, 'HEAD:main');
  const hook = path.join(origin, 'hooks', 'post-receive');
  writeFileSync(hook, `#!/bin/sh\nenv | sed -n 's/^GIT_PUSH_OPTION_[0-9]*=//p' | sort > '${base}/options'\n`);
  chmodSync(hook, 0o755);
  git(base, 'clone', '--quiet', '--branch', 'main', origin, 'clone');
  const clone = path.join(base, 'clone');
  git(clone, 'checkout', '--quiet', '--detach');
  const main = path.join(ROOT, 'dist', 'main.cjs');
  return {
    options: () => (existsSync(`${base}/options`) ? readFileSync(`${base}/options`, 'utf8') : undefined),
    pushed: (...args: string[]) => git(origin, ...args),
    run: (flags: string) => {
      const npm = `while [ "$1" != create-pyproject ]; do shift; done; shift\nexec '${process.execPath}' '${main}' "$@" ${flags}`;
      const env = {
        ...environment(),
        PATH: `${programs({ npm })}:${process.env.PATH}`,
        CI_DEFAULT_BRANCH: 'main',
        CI_PROJECT_URL: origin.replace(/\.git$/, ''),
        UPDATE_TOKEN: 'secret',
      };
      // The runner gives the lines to one shell.
      const script = ['set -eo pipefail', ...job.script].join('\n');
      const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
        cwd: clone,
        env,
        encoding: 'utf8',
      });
      return { code: status, said: stdout + stderr };
    },
  };
}

test('a project that is up to date pushes nothing', async () => {
  const { run, options, pushed } = await runner();
  const { code, said } = run('');
  assert.is(code, 0, said);
  assert.is(options(), undefined);
  assert.not.match(pushed('branch', '--list'), /template-update/);
});

test('a change is pushed to a branch of its own, with a merge request', async () => {
  const { run, options, pushed } = await runner();
  const { code, said } = run('--set description=Other');
  assert.is(code, 0, said);
  assert.match(pushed('diff', '--name-only', 'main', 'template-update'), /^README\.md$/m);
  assert.equal(options()?.trim().split('\n'), [
    'merge_request.create',
    'merge_request.description=create-pyproject update',
    'merge_request.target=main',
    'merge_request.title=Update from the template',
  ]);
  assert.not.match(said, /secret/);
});

test('a conflict is pushed with its markers, and the merge request names the file', async () => {
  const { run, options, pushed } = await runner((text) => text.replace(/^Counts lines.*$/m, 'Ours.'));
  const { code, said } = run('--set description=Theirs');
  assert.is(code, 0, said);
  assert.match(pushed('show', 'template-update:README.md'), /^<<<<<<< yours$/m);
  assert.match(
    options() ?? '',
    /^merge_request\.description=Conflicts, with markers: (?:\S+ )*README\.md( \S+)*$/m,
  );
});

test('an update that fails is a failure of the job, and pushes nothing', async () => {
  const { run, options } = await runner();
  const { code } = run('--set manager=npm');
  assert.is(code, 2);
  assert.is(options(), undefined);
});
