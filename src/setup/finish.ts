/** The steps after writing: repository, environment, first commit. If a step fails, the project stays complete. */
import { canCommit, claim, commitStep, initStep } from '../git/git.js';
import type { Repository } from '../git/repository.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Context, Pack, Step } from '../model/pack.js';
import type { StepReport } from './setup.js';
import { runSteps } from './setup.js';

export interface Wish {
  /** undefined for the default. */
  readonly git: boolean | undefined;
  readonly install: boolean;
}

const skipped = (name: string, reason: string): StepReport => ({
  name,
  ok: true,
  skipped: true,
  seconds: 0,
  command: '',
  output: reason,
});

/**
 * Runs the requested steps.
 * @param files the project's files, for the first commit
 * @param done filled during the run, so that it is available after an error
 * @throws {@link UserError} E_TOOL, E_STEP, E_INTERRUPTED
 */
export async function finish(
  host: Host,
  pack: Pack,
  project: {
    readonly directory: string;
    readonly shown: string;
    readonly context: Context;
    readonly files: readonly string[];
  },
  repository: Repository,
  wish: Wish,
  done: StepReport[],
  quiet: boolean,
): Promise<void> {
  const { directory, shown, context, files } = project;
  // An existing repository gets a commit only if --git is given.
  const resume = `the same command again${repository.commit && !wish.git ? ', with --git' : ''}`;
  const run = (steps: readonly Step[]): Promise<void> =>
    runSteps(host, { directory, shown, resume }, steps, done, quiet);
  let { commit } = repository;
  let written = files;
  if (repository.init) {
    if (!host.which('git'))
      throw new UserError('E_TOOL', 'git not found', `install git; the project is in ${shown}`);
    if (claim(host, directory, wish.git === true)) await run([initStep]);
    else {
      commit = false;
      done.push(skipped(initStep.name, 'another run created the repository in the meantime'));
    }
  }
  if (wish.install) {
    const found = pack.setUp.tools.map((tool) => [tool, host.which(tool)] as const);
    const steps = pack.setUp.steps(context, Object.fromEntries(found), host.platform);
    if ('missing' in steps)
      throw new UserError('E_TOOL', `${steps.missing}; the project is in ${shown}`, steps.hint);
    await run(steps);
    written = [...files, ...steps.flatMap((step) => step.writes ?? [])];
  }
  if (!commit) return;
  const known = await canCommit(host, directory);
  // After an interrupt, git's answer is unknown, and the step reports the interrupt.
  if (known || host.interrupted()) await run([commitStep(written, !repository.init)]);
  else
    done.push(
      skipped('first commit', 'git does not know who you are: git config --global user.name and user.email'),
    );
}
