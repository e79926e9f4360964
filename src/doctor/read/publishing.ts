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

/** Every step that uploads to PyPI itself. */
export function uploadsOf(project: Project): readonly Upload[] {
  return project.workflows().flatMap((workflow) =>
    workflow.jobs.flatMap((job) =>
      job.steps.flatMap((step) => {
        const line = uploadLine(step);
        return line === undefined
          ? []
          : [{ workflow, job, step, line, secret: secretOf(workflow, job, step) }];
      }),
    ),
  );
}

function uploadLine(step: Step): number | undefined {
  const inputs = [...(step.with?.map ?? [])].map(([name, { text = '' }]) => `${name} ${text}`).join('\n');
  if (step.uses) {
    const publishes = /^pypa\/gh-action-pypi-publish$/.test(actionOf(step.uses.text));
    return publishes && !ELSEWHERE.test(inputs) ? step.uses.line : undefined;
  }
  const environment = [...(step.env?.map ?? [])].map(([name, { text = '' }]) => `${name} ${text}`).join('\n');
  if (ELSEWHERE.test(`${step.script}\n${environment}`) || /UV_PUBLISH_URL|TWINE_REPOSITORY/.test(environment))
    return undefined;
  return step.commands.find(({ name, args }) => {
    // twine's and Poetry's name of an index; pip's -r in the same script is something else.
    if (args.includes('-r')) return false;
    const words = args.filter((arg) => !arg.startsWith('-'));
    if (/^(?:.*\/)?twine$/.test(name)) return words[0] === 'upload';
    if (/^(?:poetry|uv|flit|hatch|pdm|maturin)$/.test(name))
      return /^(?:publish|upload)$/.test(words[0] ?? '');
    return /^python\d?$/.test(name) && args[0] === '-m' && args[1] === 'twine' && args[2] === 'upload';
  })?.line;
}

const SECRET = /\$\{\{\s*secrets\.(\w+)\s*\}\}/;
const VARIABLE =
  /^(?:TWINE_PASSWORD|POETRY_PYPI_TOKEN_PYPI|POETRY_HTTP_BASIC_PYPI_PASSWORD|UV_PUBLISH_TOKEN|UV_PUBLISH_PASSWORD|FLIT_PASSWORD|HATCH_INDEX_AUTH|PDM_PUBLISH_PASSWORD|MATURIN_PYPI_TOKEN|MATURIN_PASSWORD)$/;

function secretOf(workflow: Workflow, job: Job, step: Step): string | undefined {
  const find = (node: Node | undefined, names: RegExp): string | undefined => {
    for (const [name, { text = '' }] of node?.map ?? []) {
      const [, secret] = SECRET.exec(text) ?? [];
      if (names.test(name) && secret !== undefined) return secret;
    }
    return undefined;
  };
  if (step.uses) return find(step.with, /^password$/);
  return (
    find(step.env, VARIABLE) ??
    find(job.node.map.get('env'), VARIABLE) ??
    find(workflow.env, VARIABLE) ??
    (/--(?:password|token)|-p\s/.test(step.script) ? SECRET.exec(step.script)?.[1] : undefined)
  );
}
