/** A module of a package that is run by its path. */
import type { Project } from '../project.js';
import { folderOf } from '../read/packages.js';
import type { Command } from '../read/shell.js';
import type { Found, Rule } from '../rule.js';

interface Group {
  readonly file: string;
  readonly commands: readonly Command[];
}

const groups = (project: Project): readonly Group[] => [
  ...project
    .dockerfiles()
    .flatMap(({ file, stages }) =>
      stages.flatMap(({ instructions }) => instructions.map(({ commands }) => ({ file, commands }))),
    ),
  ...project
    .workflows()
    .flatMap(({ file, jobs }) =>
      jobs.flatMap(({ steps }) => steps.map(({ commands }) => ({ file, commands }))),
    ),
  ...project
    .own(/^(?:scripts\/|bin\/)?[^/]+\.(?:sh|bash)$/)
    .map((file) => ({ file, commands: project.script(file) })),
];

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
    for (const { file, commands } of groups(project))
      for (const { name, args, line } of commands) {
        if (!/^(?:.*\/)?python\d?(?:\.\d+)?$/.test(name)) continue;
        const script = args.find((arg) => !/^-[a-zA-Z]$/.test(arg));
        if (script === undefined || args.some((arg) => /^-[mc]$/.test(arg))) continue;
        const path = script.replace(/^\.\//, '');
        if (!path.endsWith('.py') || !project.has(`${folderOf(path)}/__init__.py`)) continue;
        const relative = project.python(path)?.imports.find(({ level, always }) => level > 0 && always);
        if (!relative) continue;
        const dotted = path
          .replace(/^(?:src|lib)\//, '')
          .replace(/\.py$/, '')
          .replaceAll('/', '.');
        yield {
          file,
          line,
          message: `${path} has a relative import in line ${relative.line}, and needs \`python -m ${dotted.replace(/\.__main__$/, '')}\``,
        };
      }
  },
};
