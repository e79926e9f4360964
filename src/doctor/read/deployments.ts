/** What images install with pip. */
import type { Project } from '../project.js';
import { type Dockerfile, deployedStage, madeOf } from './dockerfile.js';
import { folderOf, lastOf } from './packages.js';
import { type PipCall, pipCall, withUvAsPip } from './pip.js';
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

/** Every installation into the image that is deployed, or into a stage that it is made of. */
export function installations(project: Project): readonly Installation[] {
  return project.dockerfiles().flatMap((dockerfile) => {
    const deployed = deployedStage(dockerfile);
    if (!deployed) return [];
    return [...madeOf(dockerfile, deployed)]
      .flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN'))
      .flatMap(({ commands }) => commands)
      .flatMap((command) => {
        const call = pipCall(withUvAsPip(command));
        if (call?.action !== 'install' || command.conditional) return [];
        return [
          {
            dockerfile,
            call,
            files: filesOf(project, dockerfile, call),
            bound: isBound(call) || CONSTRAINED.test(dockerfile.text),
          },
        ];
      });
  });
}

/** Variables that decide about versions. */
const CONSTRAINED = /\b(?:PIP_CONSTRAINT|UV_CONSTRAINT|UV_OVERRIDE|UV_EXCLUDE_NEWER)\b/;

const isBound = ({ flags }: PipCall): boolean =>
  [
    ...['-c', '--constraint', '--constraints', '--override', '--overrides', '--exclude-newer'],
    ...['--no-deps', '--no-dependencies', '--no-index'],
  ].some((flag) => flags.has(flag));

const filesOf = (project: Project, dockerfile: Dockerfile, call: PipCall): Installation['files'] =>
  call.files.flatMap((written) => {
    const file = fileInProject(project, dockerfile, written);
    const lines = file === undefined ? undefined : everyLine(project, file);
    return file !== undefined && lines ? [{ file, lines }] : [];
  });

/** The lines of a file; undefined if it includes others, or constraints decide. */
function everyLine(project: Project, file: string): readonly RequirementLine[] | undefined {
  const text = project.text(file);
  if (text === undefined || text.length > 1_000_000) return undefined;
  const lines = requirementLines(text);
  return lines.some(({ option }) => /^(?:-c|--constraint|-r|--requirement|--no-deps)$/.test(option ?? ''))
    ? undefined
    : lines;
}

/** What stands before the name of a file that a command writes. */
const WRITES = /(?:>\s*|(?:-o|--output|--output-file)[ =])[\w./${}-]*$|\b(?:sed|tee|curl|wget)\b[^&|;]*$/;

/** The requirements file of the project that a name in an image stands for; undefined if that is not certain. */
export function fileInProject(project: Project, dockerfile: Dockerfile, written: string): string | undefined {
  const name = lastOf(written);
  if (name === '' || /[$*]|\.(?:toml|py|cfg)$/.test(written)) return undefined;
  const lines = dockerfile.text.split('\n').map((line) => line.split(name).slice(0, -1));
  if (lines.some((parts) => parts.some((before) => WRITES.test(before)))) return undefined;
  const parts = written.replace(/^(?:\.\/)+/, '').split('/');
  const copied = sourcesOf(dockerfile, name);
  const names = copied.size > 0 ? [...copied] : parts.map((_, i) => parts.slice(i).join('/'));
  const folder = folderOf(dockerfile.file);
  for (const one of names) {
    // The context of the build is the folder of the project, or that of the Dockerfile.
    const found = new Set(
      [one, folder === '' ? one : `${folder}/${one}`].filter((path) => project.has(path)),
    );
    if (found.size > 1 || (found.size === 1 && copied.size > 1)) return undefined;
    if (found.size === 1) return [...found][0];
  }
  return undefined;
}

/** The paths that are copied or mounted as a file of this name. */
function sourcesOf({ stages }: Dockerfile, name: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { keyword, args, flags } of stages.flatMap(({ instructions }) => instructions)) {
    const from = flags.some((flag) => /(?:^--|[=,])from=/.test(flag));
    const pairs: (readonly [source: string, target: string])[] = flags.flatMap((flag) => {
      const [, source] = /[=,](?:source|src)=([^,]+)/.exec(flag) ?? [];
      const [, target] = /[=,](?:target|dst|destination)=([^,]+)/.exec(flag) ?? [];
      return source !== undefined && target !== undefined ? [[source, target] as const] : [];
    });
    if (keyword === 'COPY' || keyword === 'ADD') {
      const sources = args.slice(0, -1);
      const target = args.at(-1) ?? '';
      // A folder keeps the name of what is copied into it.
      for (const source of sources)
        pairs.push([source, lastOf(target) === name && sources.length === 1 ? target : source]);
    }
    for (const [source, target] of pairs)
      if (!from && lastOf(target) === name) found.add(source.replace(/^\.?\/+/, ''));
  }
  return found;
}
