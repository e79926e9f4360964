/** Runs the jobs of a workflow like a GitHub runner: shell steps in bash, actions replaced by stand-ins. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { assert } from './check.js';
import { type Environment, environment, run } from './exec.js';

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly if?: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
  readonly defaults?: { readonly run?: { readonly 'working-directory'?: string } };
  readonly strategy?: { readonly matrix?: Readonly<Record<string, unknown>> };
}

export interface Workflow {
  readonly jobs: Readonly<Record<string, Job>>;
}

export const readWorkflow = (file: string): Workflow => parse(readFileSync(file, 'utf8')) as Workflow;

export interface Runner {
  /** The checkout that all jobs share. Each job starts from a clean one. */
  readonly checkout: string;
  /** Whether .venv stays for the next job, which saves time. */
  readonly keepsEnvironment: boolean;
  /** runner.temp. Artifacts are stored next to it. */
  readonly temp: string;
  readonly env: Environment;
  /**
   * The command that makes an environment in a folder, for actions/setup-python. Each job gets a new one, as on a fresh
   * runner.
   */
  readonly environment: (folder: string) => readonly string[];
  /** A folder with stand-ins for programs on a runner. */
  readonly programs?: string;
  /** Expressions that may appear in `${{ }}`, and their values. */
  readonly expressions: Readonly<Record<string, string>>;
  /** Replacements for variables in a step's `env`. */
  readonly overrides?: Readonly<Record<string, string>>;
  /** Stand-ins for actions other than checkout, setup-python and artifacts. */
  readonly actions?: Readonly<Record<string, (inputs: Readonly<Record<string, string>>) => Promise<void>>>;
  /** Replacements for lines of the steps' scripts. */
  readonly lines?: Readonly<Record<string, string>>;
}

export interface JobRun {
  /** The number of shell steps. */
  readonly steps: number;
  /** The actions without a stand-in. */
  readonly left: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
}

const artifactFolder = (runner: Runner, name: string): string =>
  path.join(runner.temp, '..', 'artifacts', name);

/** Stores a file or a folder's content like actions/upload-artifact, and fails if there is none. */
function upload(runner: Runner, inputs: Readonly<Record<string, string>>): void {
  const from = path.resolve(runner.checkout, inputs.path ?? '');
  assert(existsSync(from), `the artifact ${inputs.name} has no ${inputs.path}`);
  const folder = statSync(from).isDirectory();
  assert(!folder || readdirSync(from).length > 0, `the artifact ${inputs.name} is empty`);
  const target = artifactFolder(runner, inputs.name ?? '');
  mkdirSync(target, { recursive: true });
  cpSync(from, folder ? target : path.join(target, path.basename(from)), { recursive: true });
}

function download(runner: Runner, inputs: Readonly<Record<string, string>>): void {
  const target = path.resolve(runner.checkout, inputs.path ?? '');
  const pattern = inputs.pattern;
  const names =
    pattern === undefined
      ? [inputs.name ?? '']
      : readdirSync(artifactFolder(runner, '')).filter((name) => name.startsWith(pattern.replace(/\*$/, '')));
  assert(names.length > 0, `no artifact is called ${pattern}`);
  for (const name of names) cpSync(artifactFolder(runner, name), target, { recursive: true });
}

/** The Python of a job with actions/setup-python. */
const jobPython = (runner: Runner): string => path.join(runner.temp, 'python', 'bin', 'python');

/** The lines `name=value` of a file. */
const pairs = (file: string): (readonly [string, string])[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const);

export async function runJob(workflow: Workflow, name: string, runner: Runner): Promise<JobRun> {
  const job = workflow.jobs[name];
  assert(job !== undefined, `there is no job ${name}`);
  const outputs: Record<string, string> = {};
  const value = (text: unknown): string =>
    String(text).replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
      const known = runner.expressions[expression] ?? outputs[expression];
      assert(known !== undefined, `there is no value for \${{ ${expression} }}`);
      return known;
    });
  mkdirSync(runner.temp, { recursive: true });
  /** Evaluates a condition. Only the form `github.event_name == 'push'` is supported. */
  const holds = (condition: string): boolean => {
    const [, expression = '', literal] = /^(\S+) == '([^']*)'$/.exec(condition) ?? [];
    assert(literal !== undefined, `there is no rule for "if: ${condition}"`);
    return value(`\${{ ${expression} }}`) === literal;
  };
  await run(['git', 'reset', '--hard', '--quiet'], { cwd: runner.checkout });
  const kept = runner.keepsEnvironment ? ['--exclude=.venv'] : [];
  await run(['git', 'clean', '-fdxq', ...kept], { cwd: runner.checkout });
  const left: string[] = [];
  let steps = 0;
  /** What steps have written to $GITHUB_ENV, for those after them. */
  const lasting: Record<string, string> = {};
  for (const [index, step] of job.steps.entries()) {
    const inputs = (): Record<string, string> =>
      Object.fromEntries(Object.entries(step.with ?? {}).map(([key, text]) => [key, value(text)]));
    const action = step.uses?.replace(/@.*/, '');
    if (step.if !== undefined && !holds(step.if)) continue;
    if (action === 'actions/upload-artifact') upload(runner, inputs());
    else if (action === 'actions/download-artifact') download(runner, inputs());
    else if (action === 'actions/checkout') continue;
    else if (action === 'actions/setup-python')
      await run(runner.environment(path.join(runner.temp, 'python')));
    else if (action !== undefined) {
      const standIn = runner.actions?.[action];
      if (standIn) await standIn(inputs());
      else left.push(action);
    }
    if (step.run === undefined) continue;
    steps += 1;
    const script = path.join(runner.temp, `${name}-${index}.sh`);
    const output = path.join(runner.temp, 'output');
    const variables = path.join(runner.temp, 'environment');
    // GitHub inserts the value of an expression into the script, which allows injection.
    assert(!step.run.includes('${{'), `the script of ${step.name} has an expression in it`);
    const lines = step.run.split('\n').map((line) => runner.lines?.[line] ?? line);
    writeFileSync(script, lines.join('\n'));
    writeFileSync(output, '');
    writeFileSync(variables, '');
    const given = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([key, text]) => [key, runner.overrides?.[key] ?? value(text)]),
    );
    try {
      await run(['bash', '--noprofile', '--norc', '-eo', 'pipefail', script], {
        cwd: path.join(runner.checkout, job.defaults?.run?.['working-directory'] ?? '.'),
        env: {
          ...runner.env,
          PATH: [
            path.dirname(jobPython(runner)),
            ...(runner.programs ? [runner.programs] : []),
            runner.env.PATH ?? environment.PATH,
          ].join(':'),
          ...lasting,
          ...given,
          CI: 'true',
          RUNNER_TEMP: runner.temp,
          GITHUB_ENV: variables,
          GITHUB_OUTPUT: output,
          GITHUB_STEP_SUMMARY: path.join(runner.temp, 'summary.md'),
        },
      });
    } catch (error) {
      throw new Error(`step "${step.name}": ${error instanceof Error ? error.message : error}`);
    }
    for (const [key, text] of pairs(output)) outputs[`steps.${step.id}.outputs.${key}`] = text;
    for (const [key, text] of pairs(variables)) lasting[key] = text;
  }
  const results = Object.entries(job.outputs ?? {}).map(([key, text]) => [key, value(text)]);
  return { steps, left, outputs: Object.fromEntries(results) };
}
