/** Checks every distinct generated file with linters that do not need the project's environment. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { foundInPlan } from '../doctor/findings.js';
import { planFor } from '../golden.js';
import { type Answers, combinations } from './cases.js';
import { assert, type Check, check, type Lane, once } from './check.js';
import { run } from './exec.js';
import { githubLinters, zizmor } from './github.js';
import type { Project, World } from './project.js';
import { HERE } from './tools.js';

/** A project that is planned in memory: no check here needs more than its files. */
interface Planned {
  readonly name: string;
  readonly answers: Answers;
}

interface Corpus {
  readonly folder: string;
  /** The path from the folder: the project's name, then the file's path. */
  readonly files: readonly string[];
  readonly projects: number;
}

/** Writes each distinct file once, below the name of the first project that has it. */
function collect(world: World, cases: readonly Planned[]): Corpus {
  const folder = path.join(world.work, 'corpus');
  const seen = new Set<string>();
  const files: string[] = [];
  for (const { name, answers } of cases)
    for (const file of planFor(answers).files) {
      const key = `${file.path}\0${file.content}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const target = path.join(folder, name, file.path);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, file.content);
      files.push(path.join(name, file.path));
    }
  return { folder, files, projects: cases.length };
}

export function staticLane(world: World, projects: readonly Project[]): Lane {
  const corpus = once(async () => collect(world, [...combinations(), ...projects]));
  /** Runs a linter once over all matching files. */
  const lint = (name: string, command: readonly string[], matching: RegExp, env = {}): Check =>
    check(name, async () => {
      const { folder, files } = await corpus();
      const chosen = files.filter((file) => matching.test(file));
      assert(chosen.length > 0, `no file matches ${matching}`);
      const [program = '', ...args] = command;
      await run([world.tools.tool(program), ...args, ...chosen], { cwd: folder, env });
      return `${chosen.length} files`;
    });
  return {
    name: 'all files',
    checks: [
      check('are planned', async () => {
        const { projects: count, files } = await corpus();
        return `${count} projects, ${files.length} distinct files`;
      }),
      check('doctor, no finding', async () => {
        const all = [...combinations(), ...projects];
        const findings = all.flatMap(({ name, answers }) =>
          foundInPlan(planFor(answers)).map((one) => `${name}: ${one}`),
        );
        assert(findings.length === 0, findings.join('\n'));
        return `${all.length} projects`;
      }),
      ...githubLinters(world.tools).map(({ name, command, matching, env }) =>
        lint(name, command, matching, env),
      ),
      check('zizmor, pedantic, no finding', async () => {
        const { folder, files } = await corpus();
        const folders = [
          ...new Set(files.filter((file) => /\.github\//.test(file)).map((file) => file.split('/')[0])),
        ];
        const chosen = folders.filter((one): one is string => one !== undefined);
        await zizmor(world.tools, folder, chosen);
        return `${chosen.length} folders`;
      }),
      lint('pre-commit validate-config', ['pre-commit', 'validate-config'], /\/\.pre-commit-config\.yaml$/),
      lint('hadolint', ['hadolint', '--no-color'], /\/Dockerfile$/),
      lint('validate-pyproject', ['validate-pyproject'], /\/pyproject\.toml$/, {
        VALIDATE_PYPROJECT_NO_NETWORK: '1',
      }),
      lint(
        'markdownlint',
        ['markdownlint-cli2', '--config', path.join(HERE, 'lint', 'project.markdownlint-cli2.jsonc')],
        /\.md$/,
      ),
      lint('codespell', ['codespell'], /(?<!\/(Cargo\.lock|requirements.*\.txt|LICENSE|COPYING))$/),
      lint('editorconfig-checker', ['editorconfig-checker', '-no-color'], /./),
    ],
  };
}
