/** A module of a package that is run by its path. */
import type { Project } from '../project.js';
import { folderOf } from '../read/packages.js';
import type { Command } from '../read/shell.js';
import type { Found, Rule } from '../rule.js';

interface Group {
  readonly file: string;
  /** Where the commands run; '' for the folder of the project. */
  readonly folder: string;
  readonly commands: readonly Command[];
}

const groups = (project: Project): readonly Group[] => [
  ...project
    .dockerfiles()
    .flatMap(({ file, stages }) =>
      stages.flatMap(({ instructions }) =>
        instructions.map(({ commands }) => ({ file, folder: '', commands })),
      ),
    ),
  ...project
    .workflows()
    .flatMap(({ file, jobs }) =>
      jobs.flatMap(({ steps }) => steps.map(({ folder, commands }) => ({ file, folder, commands }))),
    ),
  ...project
    .own(/^(?:scripts\/|bin\/)?[^/]+\.(?:sh|bash)$/)
    .map((file) => ({ file, folder: '', commands: project.script(file) })),
];

/** What runs the rest of its line in an environment. */
const RUNNERS = /^(?:uv|poetry|pdm|pipenv|hatch|rye)$/;

/** The path of the script that a command starts by Python; undefined if it starts something else. */
function scriptOf({ name, args }: Command): string | undefined {
  const words = RUNNERS.test(name) && args[0] === 'run' ? args.slice(1) : [name, ...args];
  const at = words.findIndex((word) => !word.startsWith('-'));
  const rest = words.slice(at + 1);
  if (!/^(?:.*\/)?python\d?(?:\.\d+)?$/.test(words[at] ?? '')) return undefined;
  const script = rest.findIndex((word, i) => !word.startsWith('-') && !/^-[WX]$/.test(rest[i - 1] ?? ''));
  return rest.slice(0, script).some((word) => /^-[mc]/.test(word)) ? undefined : rest[script];
}

/** The rule. */
export const moduleRunByPath: Rule = {
  code: 'module-run-by-path',
  summary: 'a module with relative imports that is run by its path',
  why: 'Run by its path, a module belongs to no package, and its first relative import fails.',
  fix: 'Run it as a module, as in `python -m app.cli`.',
  limits:
    'It needs the path as it is in the repository, and a relative import that runs whenever the module does.',
  bad: {
    'app/__init__.py': '',
    'app/cli.py': 'from .core import run\n\nrun()\n',
    'app/core.py': 'def run(): ...\n',
    Dockerfile: 'FROM python:3.14-slim-trixie\nCOPY app app\nUSER 10001\nCMD ["python", "app/cli.py"]\n',
  },
  good: {
    'app/__init__.py': '',
    'app/cli.py': 'from .core import run\n\nrun()\n',
    'app/core.py': 'def run(): ...\n',
    Dockerfile: 'FROM python:3.14-slim-trixie\nCOPY app app\nUSER 10001\nCMD ["python", "-m", "app.cli"]\n',
  },
  *check(project): Iterable<Found> {
    for (const { file, folder, commands } of groups(project))
      for (const command of commands) {
        if (/^(?:cd|pushd)$/.test(command.name)) break;
        const script = scriptOf(command)?.replace(/^\.\//, '');
        if (!script?.endsWith('.py')) continue;
        const path = folder === '' ? script : `${folder}/${script}`;
        if (!project.has(`${folderOf(path)}/__init__.py`)) continue;
        const relative = project.python(path)?.imports.find(({ level, always }) => level > 0 && always);
        if (!relative) continue;
        const dotted = script
          .replace(/^(?:src|lib)\//, '')
          .replace(/\.py$/, '')
          .replaceAll('/', '.');
        yield {
          file,
          line: command.line,
          message: `${script} has a relative import in line ${relative.line}, and needs \`python -m ${dotted.replace(/\.__main__$/, '')}\``,
        };
      }
  },
};
