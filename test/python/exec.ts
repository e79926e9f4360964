/** Runs a command without a terminal and without standard input. A failure's message contains the output. */
import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Environment;
  /** The expected exit code. */
  readonly exit?: number;
  /** The timeout in seconds. */
  readonly seconds?: number;
}

export interface Ran {
  readonly stdout: string;
  /** Both streams, interleaved. */
  readonly output: string;
}

const running = new Set<ChildProcess>();

/** Kills a child and all its children: each child leads its own process group. */
function end(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The process has already ended.
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    for (const child of running) end(child, 'SIGKILL');
    process.exit(130);
  });
}

/** Variables of test runners, active environments or CI services, which would affect the result. */
const FOREIGN =
  /^(npm_|PYTHON|CONDA_|GITHUB_|GIT_(DIR|WORK_TREE|INDEX_FILE)|MAKE|MFLAGS|(VIRTUAL_ENV|INIT_CWD|NODE_OPTIONS|FORCE_COLOR|CI|CARGO_TARGET_DIR|PYENV_VERSION)$)/;

const IDENTITY = 'Test Runner';

/** The environment of a user with a git identity and no other settings. */
export const environment: Environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name))),
  PATH: (process.env.PATH ?? '')
    .split(':')
    .filter((folder) => !folder.endsWith('node_modules/.bin'))
    .join(':'),
  NO_COLOR: '1',
  // Byte-compiling takes a third of pip's time, and Python compiles the modules that it imports.
  PIP_COMPILE: '0',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: IDENTITY,
  GIT_AUTHOR_EMAIL: 'test@example.org',
  GIT_COMMITTER_NAME: IDENTITY,
  GIT_COMMITTER_EMAIL: 'test@example.org',
};

/** Puts folders at the start of PATH. */
export const onPath = (...folders: readonly string[]): { PATH: string } => ({
  PATH: [...folders, environment.PATH].join(':'),
});

const lastLines = (text: string, count: number): string =>
  text.trimEnd().split('\n').slice(-count).join('\n');

export async function run(command: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd = '/', env = {}, exit = 0, seconds = 600 } = options;
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    cwd,
    env: { ...environment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    end(child, 'SIGKILL');
  }, seconds * 1000);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (late || code !== exit) {
      const how = late
        ? `was ended after ${seconds} seconds`
        : `exited ${code ?? 'by a signal'}${exit === 0 ? '' : `, not ${exit}`}`;
      throw new Error(`${command.join(' ').slice(0, 300)} ${how}\n${lastLines(output, 25)}`);
    }
    return { stdout, output };
  } finally {
    clearTimeout(timer);
    running.delete(child);
  }
}
