/** The steps of workflows that upload to PyPI. */
import type { Project } from '../project.js';
import { actionOf, type Job, type Step, type Workflow } from './workflow.js';
import type { Node } from './yaml.js';

/** A step that uploads. */
export interface Upload {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
  readonly line: number;
  /** The secret that it uses instead of Trusted Publishing. */
  readonly secret: string | undefined;
}

const ELSEWHERE =
  /repository[-_]url|test\.pypi|testpypi|--repository\b|index-url|--publish-url|--index\b|gemfury|artifactory|codeartifact|nexus/i;

const PYPI_PUBLISH = 'pypa/gh-action-pypi-publish';

/** Variables that name another index for a whole job. */
const ELSEWHERE_BY_VARIABLE =
  /^(?:TWINE_REPOSITORY|TWINE_REPOSITORY_URL|UV_PUBLISH_URL|FLIT_INDEX_URL|PDM_PUBLISH_REPO|HATCH_INDEX_REPO|MATURIN_REPOSITORY|MATURIN_REPOSITORY_URL|POETRY_REPOSITORIES_\w+)$/;

/** Every step that uploads to PyPI itself. */
export function uploadsOf(project: Project): readonly Upload[] {
  return project.workflows().flatMap((workflow) =>
    workflow.jobs.flatMap((job) =>
      job.steps.flatMap((step) => {
        const environments = [step.env, job.node.map.get('env'), workflow.env];
        if (
          environments.some((env) =>
            [...(env?.map.keys() ?? [])].some((key) => ELSEWHERE_BY_VARIABLE.test(key)),
          )
        )
          return [];
        const line = uploadLine(step);
        return line === undefined
          ? []
          : [{ workflow, job, step, line, secret: secretOf(job, step, environments) }];
      }),
    ),
  );
}

const textIn = (node: Node | undefined): string =>
  [...(node?.map ?? [])].map(([name, { text = '' }]) => `${name} ${text}`).join('\n');

/** What only starts a tool. */
const STARTS =
  /^(?:(?:\S*\/)?(?:uvx|pipx run|uv tool run|(?:uv|poetry|pdm|hatch|rye|pipenv) run|python[\d.]* -m)\s+)+/;

const UPLOADS =
  /^(?:\S*\/)?(?:twine(?:@\S+)? upload|(?:poetry|uv|flit|hatch|pdm|maturin|rye)(?: -\S+)* (?:publish|upload))(?: |$)/;

function uploadLine({ uses, with: inputs, env, script, commands }: Step): number | undefined {
  if (uses) {
    const action = actionOf(uses.text);
    const publishes =
      action === PYPI_PUBLISH ||
      (action === 'pyo3/maturin-action' &&
        /^(?:publish|upload)$/.test(inputs?.map.get('command')?.text ?? ''));
    return publishes && !ELSEWHERE.test(textIn(inputs)) ? uses.line : undefined;
  }
  if (ELSEWHERE.test(`${script}\n${textIn(env)}`)) return undefined;
  return commands.find(
    ({ name, args }) =>
      // twine's and Poetry's name of an index; pip's -r in the same script is something else.
      !args.some((arg) => /^(?:-r|--dry-run)$/.test(arg)) &&
      UPLOADS.test([name, ...args].join(' ').replace(STARTS, '')),
  )?.line;
}

const SECRET = /\$\{\{\s*secrets\.(\w+)\s*\}\}/;
const VARIABLE =
  /^(?:TWINE_PASSWORD|POETRY_PYPI_TOKEN_PYPI|POETRY_HTTP_BASIC_PYPI_PASSWORD|UV_PUBLISH_TOKEN|UV_PUBLISH_PASSWORD|FLIT_PASSWORD|HATCH_INDEX_AUTH|PDM_PUBLISH_PASSWORD|MATURIN_PYPI_TOKEN|MATURIN_PASSWORD)$/;

/** A password on a command line: a secret itself, or a variable. */
const GIVEN =
  /(?:--(?:password|token|auth)[= ]|\s-[pa] |\bpypi-token\.pypi )\s*["']?(?:\$\{\{\s*secrets\.(\w+)\s*\}\}|\$\{?(\w+))/;

function secretOf(job: Job, step: Step, environments: readonly (Node | undefined)[]): string | undefined {
  const find = (nodes: readonly (Node | undefined)[], fits: (name: string) => boolean): string | undefined =>
    nodes
      .flatMap((node) => [...(node?.map ?? [])])
      .flatMap(([name, { text = '' }]) => (fits(name) ? (SECRET.exec(text)?.[1] ?? []) : []))[0];
  const byVariable = find(environments, (name) => VARIABLE.test(name));
  if (step.uses && actionOf(step.uses.text) === PYPI_PUBLISH)
    return find([step.with], (name) => name === 'password');
  if (byVariable !== undefined) return byVariable;
  // `poetry config pypi-token.pypi` may be a step of its own.
  for (const { script, env } of job.steps.filter(
    (one) => one === step || one.script.includes('pypi-token'),
  )) {
    const [, secret, variable] = GIVEN.exec(script) ?? [];
    const found = secret ?? (variable && find([env, ...environments], (name) => name === variable));
    if (found !== undefined && found !== '') return found;
  }
  return undefined;
}
