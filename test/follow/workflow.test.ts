/** The workflow that follows the standard: its scripts, run by bash in a real repository. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { ROOT } from '../../scripts/root.js';
import { nodeHost } from '../../src/host/node-host.js';
import { planFor } from '../golden.js';
import { suite } from '../harness.js';
import { directory, environment, fill, programs } from '../world.js';
import { type Project, project } from './project.js';

const missing = ['jq', 'bash'].filter((name) => !nodeHost().which(name));
const test = suite(
  'template-update.yml',
  missing.length === 0 ? undefined : `${missing.join(', ')} not found: install it`,
);

interface Step {
  readonly name?: string;
  readonly run?: string;
}

const workflow = parse(
  planFor({ 'template-update': true }).files.find(({ path: file }) => file.endsWith('template-update.yml'))
    ?.content ?? '',
) as {
  on: { schedule: { cron: string }[] };
  jobs: Record<string, { steps: Step[]; permissions: Record<string, string> }>;
};

const script = (job: string, name: string): string => {
  const step = workflow.jobs[job]?.steps.find((one) => one.name === name);
  assert.ok(step?.run, `${job} has no step ${name}`);
  return step.run ?? '';
};

/** A runner: npm runs this package with more flags, gh writes down what it was asked. */
function runner(made: Project, flags: string, open = '') {
  const temp = directory();
  const main = path.join(ROOT, 'dist', 'main.cjs');
  const tools = programs({
    npm: `while [ "$1" != create-pyproject ]; do shift; done; shift\nexec '${process.execPath}' '${main}' "$@" ${flags}`,
    gh: `echo "$@" >> '${temp}/gh'\ncase "$2" in list) printf '%s' '${open}';; esac`,
  });
  const env = {
    ...environment(),
    PATH: `${tools}:${process.env.PATH}`,
    RUNNER_TEMP: temp,
    GITHUB_OUTPUT: path.join(temp, 'output'),
    GITHUB_STEP_SUMMARY: path.join(temp, 'summary'),
    BRANCH: 'template-update',
    BASE: 'main',
    TOKEN: 'secret',
    HAS_SECRET: 'false',
  };
  return {
    temp,
    read: (name: string): string => readFileSync(path.join(temp, name), 'utf8'),
    has: (name: string): boolean => existsSync(path.join(temp, name)),
    run: (job: string, name: string, more: Record<string, string> = {}) => {
      const shell = ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script(job, name)];
      const { status, stdout, stderr } = spawnSync('bash', shell, {
        cwd: made.at,
        env: { ...env, ...more },
        encoding: 'utf8',
      });
      return { code: status, said: stdout + stderr };
    },
  };
}

/** A project with a remote. */
async function published(...flags: string[]): Promise<{ made: Project; origin: string }> {
  const made = await project('--template-update', ...flags);
  const origin = path.join(directory(), 'origin.git');
  execFileSync('git', ['init', '--quiet', '--bare', origin], { env: environment() });
  made.git('remote', 'add', 'origin', origin);
  made.git('push', '--quiet', 'origin', 'HEAD:main');
  return { made, origin };
}

test('a project that is up to date opens nothing', async () => {
  const { made } = await published();
  const { run, read } = runner(made, '');
  const { code, said } = run('update', 'Update');
  assert.is(code, 0, said);
  assert.is(read('output'), 'changed=false\n');
});

test('changes are pushed to one branch, and the pull request is opened, then refreshed', async () => {
  const { made, origin } = await published();
  const { run, read } = runner(made, '--set description=Other');
  const { code, said } = run('update', 'Update');
  assert.is(code, 0, said);
  assert.is(read('output'), 'changed=true\n');
  // The next job begins with a checkout of its own.
  made.git('reset', '--quiet', '--hard');
  const pushed = run('propose', 'Push the branch');
  assert.is(pushed.code, 0, pushed.said);
  assert.not.match(pushed.said, /secret/);
  const files = execFileSync('git', ['diff', '--name-only', 'main', 'template-update'], {
    cwd: origin,
    encoding: 'utf8',
  });
  assert.match(files, /^README\.md$/m);
  assert.is(run('propose', 'Open or refresh the pull request').code, 0);
  assert.match(
    read('gh'),
    /^pr create --head template-update --base main --title Update from the template --body-file/m,
  );
  const again = runner(made, '', '7');
  fill(again.temp, { 'update/text.md': 'x' });
  assert.is(again.run('propose', 'Open or refresh the pull request').code, 0);
  assert.match(again.read('gh'), /^pr edit 7 --body-file/m);
});

test('a conflict is no failure: the markers are in the branch, and the text names the file', async () => {
  const { made } = await published();
  made.edit('README.md', (text) => text.replace(/^Counts lines.*$/m, 'Ours.'));
  made.commit();
  const { run, read } = runner(made, '--set description=Theirs');
  const { code, said } = run('update', 'Update');
  assert.is(code, 0, said);
  assert.match(read('update/text.md'), /^- \*\*Conflict\*\* in `README\.md`/m);
  assert.match(read('update/update.patch'), /^\+<<<<<<< yours$/m);
});

test('changes of workflows need the secret: without it nothing is pushed, and the message says so', async () => {
  const { made, origin } = await published();
  const { run } = runner(made, '--set publish=none');
  assert.is(run('update', 'Update').code, 0);
  made.git('reset', '--quiet', '--hard');
  const { code, said } = run('propose', 'Push the branch');
  assert.is(code, 1);
  assert.match(said, /::error::The update changes workflows, which needs the secret TEMPLATE_UPDATE_TOKEN/);
  const branches = execFileSync('git', ['branch', '--list'], { cwd: origin, encoding: 'utf8' });
  assert.not.match(branches, /template-update/);
  made.git('reset', '--quiet', '--hard');
  assert.is(run('propose', 'Push the branch', { HAS_SECRET: 'true' }).code, 0);
});

test('an update that fails is a failure of the job', async () => {
  const { made } = await published();
  const { run, has } = runner(made, '--set manager=npm');
  assert.is.not(run('update', 'Update').code, 0);
  assert.not(has('output'));
});

test('only the job that opens the pull request may write, and each project has a time of its own', () => {
  assert.equal(workflow.jobs.update?.permissions, { contents: 'read' });
  const times = ['my-app', 'my-lib', 'other'].map(
    (name) =>
      /cron: "(.*)"/.exec(
        planFor({ name, 'template-update': true }).files.find(({ path: file }) =>
          file.endsWith('template-update.yml'),
        )?.content ?? '',
      )?.[1],
  );
  for (const time of times) assert.match(String(time), /^[1-5]?\d [12]?\d \* \* [1-5]$/);
  assert.is(new Set(times).size, 3);
});
