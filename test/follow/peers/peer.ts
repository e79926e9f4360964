/** The tools that are compared: how each makes a project from a standard, and updates it, as its documents recommend. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { AUTHOR, jinja, MAIN, putTree, type Tree, type Trees } from './standard.js';

/** The result of a command. */
export interface Ran {
  /** The exit code; -1 after a signal. */
  readonly code: number;
  readonly output: string;
}

/** An environment without the settings of the person who runs this. */
export const environment = (home: string, programs: string): NodeJS.ProcessEnv => ({
  PATH: `${programs}:${process.env.PATH}`,
  HOME: home,
  LANG: 'C.UTF-8',
  NO_COLOR: '1',
  TERM: 'dumb',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ann',
  GIT_AUTHOR_EMAIL: 'ann@example.org',
  GIT_COMMITTER_NAME: 'Ann',
  GIT_COMMITTER_EMAIL: 'ann@example.org',
});

/** Runs a command without a terminal. @param milliseconds kill it with SIGKILL after that time */
export function runs(
  command: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  milliseconds = 120_000,
): Ran {
  const [file = '', ...args] = command;
  const ran = spawnSync(file, args, {
    cwd,
    env,
    encoding: 'utf8',
    input: '',
    timeout: milliseconds,
    killSignal: 'SIGKILL',
  });
  if (ran.error && !('code' in ran.error && ran.error.code === 'ETIMEDOUT')) throw ran.error;
  return { code: ran.status ?? -1, output: `${ran.stdout}${ran.stderr}` };
}

/** Where a story happens. */
export interface Place {
  /** The pack of create-pyproject. */
  readonly pack: string;
  /** The repository of the other tools' template. */
  readonly template: string;
  /** The folder of the project's folder. */
  readonly parent: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface Peer {
  readonly name: string;
  /** The command that tells its version. */
  readonly version: readonly string[];
  /** Publishes the standard as a template of the tool; undefined if the tool takes the pack. */
  publish?(place: Place, trees: Trees): void;
  /** The command that makes the project `my-app`. */
  create(place: Place): readonly string[];
  /** The command that updates it, in its folder. @param docker also change this answer */
  update(docker: boolean): readonly string[];
}

/** Commits a template with the next version as its tag. */
function release({ template, env }: Place, files: Tree, more: Readonly<Record<string, string>>): void {
  mkdirSync(template, { recursive: true });
  const git = (...args: readonly string[]): string => {
    const { code, output } = runs(['git', '-c', 'core.autocrlf=false', ...args], template, env);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${output}`);
    return output;
  };
  git('init', '--quiet');
  const extra = Object.entries(more).map(
    ([name, text]) => [name, { bytes: Buffer.from(text), mode: 0o644 }] as const,
  );
  putTree(template, new Map([...files, ...extra]));
  const next = git('tag')
    .split('\n')
    .filter((tag) => tag !== '').length;
  git('add', '--all', '--force');
  git('commit', '--quiet', '--message=x');
  git('tag', `v${next + 1}.0.0`);
}

const below = (folder: string, tree: Tree): Tree =>
  new Map([...tree].map(([name, file]) => [path.posix.join(folder, name), file]));

const COPIER = `_subdirectory: template
module:
  type: str
  default: my_app
docker:
  type: bool
  default: false
`;

const copier = (name: string, ...flags: readonly string[]): Peer => ({
  name,
  version: ['copier', '--version'],
  publish: (place, trees) => {
    const tree = jinja(trees, { module: '{{ module }}', docker: 'docker', suffix: '.jinja' });
    release(place, below('template', tree), {
      'copier.yml': COPIER,
      'template/{{_copier_conf.answers_file}}.jinja': '{{ _copier_answers|to_nice_yaml -}}\n',
    });
  },
  create: ({ template }) => ['copier', 'copy', '--defaults', template, 'my-app'],
  update: (docker) => [
    'copier',
    'update',
    '--defaults',
    ...flags,
    ...(docker ? ['--data', 'docker=true'] : []),
  ],
});

const cruft: Peer = {
  name: 'cruft',
  version: ['python', '-c', 'import importlib.metadata as m; print(m.version("cruft"))'],
  publish: (place, trees) => {
    const engine = {
      module: '{{cookiecutter.module}}',
      docker: "cookiecutter.docker == 'yes'",
      suffix: '',
    };
    release(place, below('{{cookiecutter.name}}', jinja(trees, engine)), {
      'cookiecutter.json': '{"name": "my-app", "module": "my_app", "docker": ["no", "yes"]}\n',
    });
  },
  create: ({ template }) => ['cruft', 'create', '--no-input', template],
  update: (docker) => [
    'cruft',
    'update',
    '--skip-apply-ask',
    ...(docker ? ['--variables-to-update', '{"docker": "yes"}'] : []),
  ],
};

const ours: Peer = {
  name: 'create-pyproject',
  version: [process.execPath, MAIN, '--version'],
  create: ({ pack }) => [
    process.execPath,
    MAIN,
    'my-app',
    '--pack',
    pack,
    '--yes',
    '--no-git',
    '--no-docker',
    ...AUTHOR,
  ],
  update: (docker) => [process.execPath, MAIN, 'update', ...(docker ? ['--set', 'docker=true'] : [])],
};

export const PEERS: readonly Peer[] = [
  ours,
  copier('copier'),
  copier('copier --conflict rej', '--conflict', 'rej'),
  cruft,
];
