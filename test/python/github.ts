/** Lints GitHub files, both of generated projects and of this repository. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { assert, check, type Lane } from './check.js';
import { type Environment, run } from './exec.js';
import type { World } from './project.js';
import { HERE, ROOT, type Tools } from './tools.js';

/** A linter that takes the matching files as its last arguments. */
export interface Linter {
  readonly name: string;
  readonly command: readonly string[];
  readonly matching: RegExp;
  readonly env?: Environment;
}

const WORKFLOW = /\.github\/workflows\/[^/]+\.yml$/;

const schema = (name: string, matching: RegExp): Linter => ({
  name: `check-jsonschema ${name}`,
  command: ['check-jsonschema', '--builtin-schema', name.startsWith('custom.') ? name : `vendor.${name}`],
  matching,
});

/** The linters for workflows, the Dependabot configuration and YAML. */
export const githubLinters = ({ folders }: Tools): readonly Linter[] => [
  {
    name: 'actionlint, with shellcheck',
    command: ['actionlint', '-no-color'],
    matching: WORKFLOW,
    // actionlint looks for shellcheck on PATH.
    env: { PATH: [...folders, process.env.PATH].join(':') },
  },
  schema('github-workflows', WORKFLOW),
  schema('custom.github-workflows-require-timeout', WORKFLOW),
  schema('dependabot', /\.github\/dependabot\.yml$/),
  {
    name: 'yamllint',
    command: ['yamllint', '--strict', '--config-file', path.join(HERE, 'lint', 'yamllint.yml')],
    matching: /\.ya?ml$/,
  },
];

/** Runs zizmor over folders; any finding is a failure. */
export async function zizmor({ tool }: Tools, cwd: string, folders: readonly string[]): Promise<void> {
  const options = ['--offline', '--strict-collection', '--persona=pedantic', '--no-progress', '--quiet'];
  await run([tool('zizmor'), ...options, ...folders], { cwd });
}

/** Lints this repository's own `.github`. */
export const repositoryLane = ({ tools }: World): Lane => ({
  name: 'this repository',
  checks: [
    ...githubLinters(tools).map(({ name, command: [program = '', ...args], matching, env = {} }) =>
      check(name, async () => {
        const files = readdirSync(path.join(ROOT, '.github'), { recursive: true, encoding: 'utf8' })
          .map((file) => path.join('.github', file))
          .filter((file) => matching.test(file));
        assert(files.length > 0, `no file matches ${matching}`);
        await run([tools.tool(program), ...args, ...files], { cwd: ROOT, env });
        return `${files.length} files`;
      }),
    ),
    check('zizmor, pedantic, no finding', () => zizmor(tools, ROOT, ['.github'])),
  ],
});
