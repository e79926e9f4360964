/** What images install with pip. */
import type { Project } from '../project.js';
import { type Dockerfile, lastStage, starts } from './dockerfile.js';
import { folderOf } from './packages.js';
import { type PipCall, pipCall } from './pip.js';
import { type RequirementLine, requirementLines } from './requirements.js';

/** A call of `pip install` in an image that starts something. */
export interface Installation {
  readonly dockerfile: Dockerfile;
  readonly call: PipCall;
  /** The requirements files that it names and that are in the project. */
  readonly files: readonly { readonly file: string; readonly lines: readonly RequirementLine[] }[];
  /** Whether something else decides about versions: a constraints file, or no dependencies at all. */
  readonly bound: boolean;
}

/** Every installation; those into the last stage and those that it copies from. */
export function installations(project: Project): readonly Installation[] {
  return project.dockerfiles().flatMap((dockerfile) => {
    const last = lastStage(dockerfile);
    if (!last || !starts(last)) return [];
    return dockerfile.stages
      .flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN'))
      .flatMap(({ commands }) => commands)
      .flatMap((command) => {
        const uv = command.name === 'uv' && command.args[0] === 'pip';
        const call = pipCall(uv ? { ...command, name: 'uv/pip', args: command.args.slice(1) } : command);
        if (call?.action !== 'install') return [];
        return [{ dockerfile, call, files: filesOf(project, dockerfile, call), bound: isBound(call) }];
      });
  });
}

const isBound = ({ flags }: PipCall): boolean =>
  ['-c', '--constraint', '--no-deps', '--no-index'].some((flag) => flags.has(flag));

function filesOf(project: Project, { file }: Dockerfile, call: PipCall): Installation['files'] {
  return call.files.flatMap((written) => {
    const name = written.replace(/^(?:\.\/|\/(?:[\w.-]+\/)*)/, '');
    const found = [name, `${folderOf(file)}/${name}`].find((path) => project.has(path));
    const lines = found === undefined ? undefined : everyLine(project, found, new Set());
    return found !== undefined && lines ? [{ file: found, lines }] : [];
  });
}

/** The lines of a file and of those that it includes; undefined if one is missing, or constraints decide. */
function everyLine(
  project: Project,
  file: string,
  seen: Set<string>,
): readonly RequirementLine[] | undefined {
  const text = project.text(file);
  if (text === undefined || text.length > 1_000_000 || seen.has(file)) return undefined;
  seen.add(file);
  const lines = requirementLines(text);
  return lines.some(({ option }) => /^(?:-c|--constraint|-r|--requirement|--no-deps)$/.test(option ?? ''))
    ? undefined
    : lines;
}
