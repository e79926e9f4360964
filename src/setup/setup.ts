/** Runs set-up steps in a written project. Reports their names and times, and the last lines of a failed tool. */
import { CLEARED, hidden } from '../host/child-environment.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Step } from '../model/pack.js';
import type { Platform } from '../model/platform.js';
import { withoutCredentials } from '../model/redact.js';
import { type Progress, progress } from './progress.js';

/** The result of a step. */
export interface StepReport {
  readonly name: string;
  readonly ok: boolean;
  readonly skipped: boolean;
  readonly seconds: number;
  /** The command that repeats the step; after a failure, the commands from the failed one to the end of the step. */
  readonly command: string;
  readonly output: string;
}

/** Commands in shell syntax. */
export const commandLine = (platform: Platform, commands: readonly (readonly string[])[]): string =>
  commands.map((command) => command.map(platform.word).join(' ')).join(platform.andThen);

/**
 * Runs one step. It ends at the first failing program; the project is kept.
 * @returns the report; `ok` is false when a command failed or the run was interrupted
 */
export async function runStep(
  host: Host,
  directory: string,
  step: Step,
  show: Progress,
): Promise<StepReport> {
  const started = host.now();
  const outputs: string[] = [];
  let failed: number | undefined;
  const { path } = host.platform;
  const folders = (step.path ?? []).map((folder) => path.join(directory, folder));
  const env = {
    ...CLEARED,
    ...hidden(step.hides ?? []),
    ...(folders.length > 0 ? { PATH: [...folders, host.env.PATH ?? ''].join(path.delimiter) } : {}),
  };
  show.start(step.name);
  for (const [index, command] of step.commands.entries()) {
    failed = index;
    if (host.interrupted()) break;
    const { code, output } = await host.exec(command, { cwd: directory, env });
    outputs.push(output);
    if (code !== 0) break;
    failed = undefined;
  }
  const seconds = Math.round((host.now() - started) / 10) / 100;
  show.end(step.name, failed === undefined, seconds);
  return {
    name: step.name,
    ok: failed === undefined,
    skipped: false,
    seconds,
    command: commandLine(host.platform, step.commands.slice(failed)),
    // A tool may print the URL of its package index with credentials.
    output: withoutCredentials(outputs.join('')),
  };
}

/** The last lines of a tool's output, which are more likely to contain the reason than the first. */
export const lastLines = (output: string, count = 15): string =>
  output.trimEnd().split('\n').slice(-count).join('\n');

/** The project in which steps run. */
export interface Place {
  /** Absolute. */
  readonly directory: string;
  /** The path as typed. */
  readonly shown: string;
  /** A description of how to run the remaining steps. */
  readonly resume: string;
}

/**
 * Runs steps in order until one fails.
 * @throws {@link UserError} E_STEP with the tool's last lines, E_INTERRUPTED; the reports so far are in `done`
 */
export async function runSteps(
  host: Host,
  { directory, shown, resume }: Place,
  steps: readonly Step[],
  done: StepReport[],
  quiet: boolean,
): Promise<void> {
  const show = progress(host, quiet);
  for (const step of steps) {
    const report = await runStep(host, directory, step, show);
    done.push(report);
    const again = `${commandLine(host.platform, [['cd', shown]])}${host.platform.andThen}${report.command}`;
    if (host.interrupted()) {
      throw new UserError(
        'E_INTERRUPTED',
        `interrupted in ${step.name}; the project is in ${shown}`,
        `${report.ok ? `${step.name} is done, what follows it is not\n` : ''}to finish it: ${resume}`,
      );
    }
    if (!report.ok) {
      throw new UserError(
        'E_STEP',
        `${step.name} failed; the project is in ${shown}\n${lastLines(report.output)}`,
        `to run it again: ${again}\nto finish it: ${resume}`,
      );
    }
  }
}
