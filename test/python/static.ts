/** Checks every distinct generated file with linters that do not need the project's environment. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { combinations } from './cases.js';
import { assert, type Check, check, type Lane, once } from './check.js';
import { run } from './exec.js';
import { githubLinters, zizmor } from './github.js';
import { generate, type Project, type World } from './project.js';
import { HERE } from './tools.js';

const SKIPPED = /^(\.git|\.venv|dist|rust\/target|.*\/__pycache__|.*\.egg-info)(\/|$)|\.(so|pyc)$/;

/** The number of parallel runs of the command. */
const AT_ONCE = 2;

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => !SKIPPED.test(name))
    .sort();
}

interface Corpus {
  readonly folder: string;
  /** The path from the folder: the project's name, then the file's path. */
  readonly files: readonly string[];
  readonly projects: number;
}

/** Copies each distinct file once, below the name of the first project that has it. */
async function collect(world: World, projects: readonly Project[]): Promise<Corpus> {
  const folder = path.join(world.work, 'corpus');
  const seen = new Set<string>();
  const files: string[] = [];
  const take = (name: string, from: string): void => {
    for (const file of filesOf(from)) {
      const key = createHash('sha256')
        .update(`${file}\0`)
        .update(readFileSync(path.join(from, file)));
      const hash = key.digest('hex');
      if (seen.has(hash)) continue;
      seen.add(hash);
      const target = path.join(folder, name, file);
      mkdirSync(path.dirname(target), { recursive: true });
      copyFileSync(path.join(from, file), target);
      files.push(path.join(name, file));
    }
  };
  const waiting = combinations();
  const count = waiting.length + projects.length;
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const target = path.join(world.work, 'combinations', one.name);
      await generate(target, one.answers);
      take(one.name, target);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const project of projects) {
    await project.made();
    take(project.name, project.folder);
  }
  return { folder, files, projects: count };
}

export function staticLane(world: World, projects: readonly Project[]): Lane {
  const corpus = once(() => collect(world, projects));
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
      check('are generated', async () => {
        const { projects: count, files } = await corpus();
        return `${count} projects, ${files.length} distinct files`;
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
