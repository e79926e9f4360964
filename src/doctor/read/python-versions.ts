/** Versions of Python: which a specifier allows, and which CI tests. */
import { satisfies } from '@renovatebot/pep440';
import type { Project } from '../project.js';
import { actionOf, type Job } from './workflow.js';
import { at, textsOf } from './yaml.js';

/** Whether a specifier allows a minor version, as in `3.9`; undefined for a specifier that is wrong. */
export function allows(specifier: string, minor: string): boolean | undefined {
  try {
    // Any patch release will do: `>=3.8.1` allows 3.8.
    return ['0', '99'].some((patch) => satisfies(`${minor}.${patch}`, specifier));
  } catch {
    return undefined;
  }
}

/** The minor version in a text like `3.9`, `3.9.1`, `3.9-dev` or `pypy-3.9`. */
export const minorOf = (text: string): string | undefined =>
  /^(?:pypy-?|python-?|cpython-?)?(\d+\.\d+)(?:\.\d+|\.x)?(?:t|-dev|-v[\d.]+|-?(?:alpha|beta|rc|a|b)\.?\d+)?$/i.exec(
    text.trim(),
  )?.[1];

/** Files of other CI systems, which may test other versions. */
const OTHER_CI =
  /^(?:\.travis\.yml|appveyor\.yml|\.appveyor\.yml|azure-pipelines.*|\.gitlab-ci\.yml|\.circleci\/.*|\.cirrus\.ya?ml|Jenkinsfile|bitbucket-pipelines\.yml|\.azure-pipelines\/.*|\.ci\/.*|\.buildkite\/.*)$/;

/** Tools that bring Pythons of their own. */
const TOOLS =
  /\b(?:uv|hatch|nox|pixi|conda|mamba|micromamba|pyenv|cibuildwheel|rye|docker|pdm|nix|tox-uv|act|podman)\b/;

/**
 * The minor versions that the workflows test.
 * @returns undefined when another version may be tested, too
 */
export function testedPythons(
  project: Project,
): { readonly versions: readonly string[]; readonly file: string; readonly line: number } | undefined {
  if (project.paths.some((path) => OTHER_CI.test(path))) return undefined;
  const versions = new Set<string>();
  let place: { file: string; line: number } | undefined;
  for (const { file, text, jobs } of project.workflows()) {
    if (TOOLS.test(text)) return undefined;
    for (const job of jobs) {
      if (job.uses || job.node.map.has('container')) return undefined;
      const tests = job.steps.some(({ script }) =>
        /\b(?:pytest|tox|unittest|nose2?|make|runtests?|test\w*)\b/.test(script),
      );
      for (const step of job.steps) {
        if (step.uses && /^\.\//.test(step.uses.text)) return undefined;
        if (!step.uses || actionOf(step.uses.text) !== 'actions/setup-python') continue;
        const written = step.with?.map.get('python-version');
        const found = versionsOf(job, written?.text, textsOf(written));
        // `3.x` in a job that only releases tests nothing; an expression may be a matrix for a script of tests.
        if (!tests && (found || !written?.text?.includes('$'))) continue;
        if (!found) return undefined;
        for (const version of found) versions.add(version);
        if (found.length > 1 || !place) place = { file, line: step.uses.line };
      }
    }
  }
  return place && { versions: [...versions], ...place };
}

/** The versions of one use of setup-python; undefined if an expression decides. */
function versionsOf(
  job: Job,
  text: string | undefined,
  written: readonly string[],
): readonly string[] | undefined {
  const [, name] = /^\$\{\{\s*matrix\.([\w.-]+)\s*\}\}$/.exec(text ?? '') ?? [];
  const matrix = at(job.node, 'strategy', 'matrix');
  let texts: readonly string[] = (text ?? written.join('\n'))
    .split(/\r?\n/)
    .filter((one) => one.trim() !== '');
  if (name !== undefined) {
    if (!matrix || matrix.text !== undefined || name.includes('.')) return undefined;
    const values = matrix.map.get(name);
    if (values?.text !== undefined || matrix.map.get('include')?.text !== undefined) return undefined;
    texts = [
      ...textsOf(values),
      ...(matrix.map.get('include')?.list ?? []).flatMap((one) => one.map.get(name)?.text ?? []),
    ];
  }
  const minors = texts.map(minorOf);
  return minors.length > 0 && minors.every((minor) => minor !== undefined) ? (minors as string[]) : undefined;
}
