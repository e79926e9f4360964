/** The commands of a project with what is known about the environment in which each runs. */
import type { Project } from '../project.js';
import { type Dockerfile, type Instruction, imageOf, inherited, isRoot, type Stage } from './dockerfile.js';
import { isOfficialPython, isPlain } from './images.js';
import { activates, isSystemPath, type PipCall, pipCall, venvMade } from './pip.js';
import type { Command } from './shell.js';
import { actionOf, type Job } from './workflow.js';

/** A call of pip in a project. */
export interface Place {
  readonly file: string;
  readonly call: PipCall;
  /** Where it runs: in an image, in CI on a Python of its own, in CI on the system's, or in a script. */
  readonly where: 'image' | 'own Python' | 'system' | 'script';
  /** Where the word that starts pip stands in the file. */
  readonly from: number | undefined;
}

/** Whether an instruction brings an environment that pip installs into, or one that is not known. */
export function bringsEnvironment({ keyword, args }: Instruction): boolean {
  if (keyword === 'SHELL') return !/^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a)?sh$/.test(args[0] ?? '');
  if (keyword !== 'ENV' && keyword !== 'ARG') return false;
  const text = args.join(' ');
  if (/VIRTUAL_ENV|CONDA|PIP_(?:TARGET|PREFIX|USER|PYTHON)/.test(text)) return true;
  const [, value] = /(?:^|\s)PATH[=\s]"?([^\s"]*)/.exec(text) ?? [];
  return value !== undefined && !isSystemPath(value);
}

/** The calls of pip in one script that no environment of the script is active for. */
export function unguarded(commands: readonly Command[]): readonly PipCall[] {
  const calls: PipCall[] = [];
  for (const command of commands) {
    if (activates(command)) break;
    const call = pipCall(command);
    if (call && !call.byPath && !command.set.some((name) => /^(?:VIRTUAL_ENV|PATH|PIP_)/.test(name)))
      calls.push(call);
  }
  return calls;
}

/** The calls of pip in a stage that run outside an environment; none if the image may bring one. */
export function inStage(
  stage: Stage,
): readonly { readonly call: PipCall; readonly instruction: Instruction }[] {
  if (!isPlain(imageOf(stage))) return [];
  const found: { call: PipCall; instruction: Instruction }[] = [];
  let root = true;
  for (const instruction of inherited(stage)) {
    if (bringsEnvironment(instruction)) break;
    if (instruction.keyword === 'USER') root = isRoot(instruction);
    // pip then installs into the home of that user, as with --user.
    if (!root) continue;
    if (instruction.keyword !== 'RUN' || !stage.instructions.includes(instruction)) continue;
    found.push(...unguarded(instruction.commands).map((call) => ({ call, instruction })));
  }
  return found;
}

/** Actions that bring no Python and change no PATH. */
const HARMLESS =
  /^(?:actions\/(?:checkout|cache|cache\/.*|upload-artifact|download-artifact|setup-node|setup-go|setup-java|labeler|stale|github-script)|docker\/.*|codecov\/.*|github\/codeql-action\/.*)$/;

/** The Python of a job: its own from setup-python, the runner's, or one that is not known. */
export function pythonOfJob(job: Job): 'own Python' | 'system' | undefined {
  if (job.node.map.has('container')) return undefined;
  const actions = job.steps.flatMap(({ uses }) => (uses ? [actionOf(uses.text)] : []));
  const others = actions.filter((action) => !HARMLESS.test(action) && action !== 'actions/setup-python');
  if (
    others.some((action) =>
      /conda|mamba|pixi|uv|nix|pyenv|poetry|pdm|hatch|rye|devcontainer|virtualenv|^\.\/|setup-/.test(action),
    )
  )
    return undefined;
  if (actions.includes('actions/setup-python')) return 'own Python';
  return others.length === 0 && /^ubuntu-/.test(job.runner) ? 'system' : undefined;
}

/** All calls of pip that are known to run outside an environment. */
export function pipPlaces(project: Project): readonly Place[] {
  return [
    ...project.dockerfiles().flatMap((file) => inDockerfile(file)),
    ...project.workflows().flatMap(({ file, jobs }) =>
      jobs.flatMap((job) => {
        const where = pythonOfJob(job);
        if (!where) return [];
        const places: Place[] = [];
        for (const step of job.steps) {
          for (const call of unguarded(step.commands))
            places.push({ file, call, where, from: step.offsetOf(call.command) });
          // A later step then has an environment, or may have one.
          if (step.commands.some(activates) || /GITHUB_(?:PATH|ENV)/.test(step.script)) break;
        }
        return places;
      }),
    ),
    ...project
      .own(/\.(?:sh|bash)$/)
      .flatMap((file) =>
        unguarded(project.script(file)).map(
          (call): Place => ({ file, call, where: 'script', from: call.command.from }),
        ),
      ),
  ];
}

/** A stage that the last one continues, or the last one. */
const isDeployed = (stage: Stage, last: Stage | undefined): boolean =>
  last !== undefined && (stage === last || isDeployed(stage, last.parent));

const inDockerfile = ({ file, stages }: Dockerfile): readonly Place[] =>
  stages.flatMap((stage) =>
    // The Python of an official image is nobody else's, and a stage that only builds is thrown away.
    (isOfficialPython(imageOf(stage)) && !isDeployed(stage, stages.at(-1)) ? [] : inStage(stage)).map(
      ({ call, instruction }): Place => ({
        file,
        call,
        where: 'image',
        from: instruction.args[0]?.startsWith('<<') ? undefined : instruction.offset + call.command.from,
      }),
    ),
  );

/** Whether a script makes an environment. */
export const makesVenv = (commands: readonly Command[]): boolean =>
  commands.some((command) => venvMade(command) !== undefined);
