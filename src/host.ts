/** What the engine needs of the world, as an interface; `nodeHost` is the real one. */
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number;
}

export interface Ran {
  /** The exit code; 128 + signal number after a signal; 127 when the program is not there. */
  readonly code: number;
  /** Standard output and standard error, in the order in which they came. */
  readonly output: string;
}

export interface Exec {
  readonly cwd: string;
  /** Added to the environment; undefined removes. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * How a file is opened. new: to write, where nothing is yet. append: to write at its end. read: never waits, as for a
 * pipe. folder: to hold it. None of these follows a link in the last place but directory, which holds one that a user
 * has named.
 */
export type Opening = 'new' | 'append' | 'read' | 'folder' | 'directory';

/**
 * The file system, synchronous: a call costs a few microseconds and not a turn of the thread pool, and nothing of this
 * process comes between two of them. Each throws what node:fs throws.
 */
export interface Files {
  /** undefined where there is nothing of this name. */
  lstat(path: string): fs.Stats | undefined;
  fstat(file: number): fs.Stats;
  readdir(path: string): fs.Dirent[];
  /** All of it, whatever it is: for what a user has named. */
  readFile(path: string): Buffer;
  realpath(path: string): string;
  open(path: string, how: Opening, mode?: number): number;
  /** @returns how many bytes were read; 0 at the end */
  read(file: number, into: Uint8Array): number;
  /** Writes all of it. */
  write(file: number, bytes: Uint8Array): void;
  fchmod(file: number, mode: number): void;
  close(file: number): void;
  mkdir(path: string, mode: number): void;
  link(from: string, to: string): void;
  rename(from: string, to: string): void;
  unlink(path: string): void;
  rmdir(path: string): void;
}

export interface Host {
  readonly fs: Files;
  readonly out: Output;
  readonly err: Output;
  readonly stdinIsTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly platform: string;
  readonly pid: number;
  /** Whether a process of this number is there. */
  alive(pid: number): boolean;
  /** Milliseconds, for durations only. */
  now(): number;
  readStdin(): Promise<string>;
  /** Asks libraries and children for colours, or for none. @see https://no-color.org */
  setColor(on: boolean): void;
  /** Runs a program without a shell. Never throws; an interrupted run ends its child. */
  exec(command: readonly string[], options: Exec): Promise<Ran>;
  /** The path of a program on PATH, or undefined. */
  which(program: string): string | undefined;
  /** Ends the process. */
  exit(code: number): never;
  /** True once Ctrl-C or SIGTERM has come. */
  interrupted(): boolean;
  /** Calls `handler` on the first Ctrl-C or SIGTERM, which end the process no longer by themselves. @returns a function that takes it back */
  onInterrupt(handler: () => void): () => void;
}

const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_WRONLY } = fs.constants;
// Windows has none of these, and Node's types do not say so.
const { O_DIRECTORY = 0, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants as Partial<typeof fs.constants>;

const OPENING: Readonly<Record<Opening, number>> = {
  new: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
  append: O_WRONLY | O_APPEND | O_NOFOLLOW,
  read: O_RDONLY | O_NOFOLLOW | O_NONBLOCK,
  folder: O_RDONLY | O_DIRECTORY | O_NOFOLLOW,
  directory: O_RDONLY | O_DIRECTORY,
};

const files: Files = {
  lstat: (name) => fs.lstatSync(name, { throwIfNoEntry: false }),
  fstat: (file) => fs.fstatSync(file),
  readdir: (name) => fs.readdirSync(name, { withFileTypes: true }),
  readFile: (name) => fs.readFileSync(name),
  realpath: (name) => fs.realpathSync.native(name),
  open: (name, how, mode) => fs.openSync(name, OPENING[how], mode),
  read: (file, into) => fs.readSync(file, into),
  write: (file, bytes) => fs.writeFileSync(file, bytes),
  fchmod: fs.fchmodSync,
  close: fs.closeSync,
  mkdir: (name, mode) => void fs.mkdirSync(name, mode),
  link: fs.linkSync,
  rename: fs.renameSync,
  unlink: fs.unlinkSync,
  rmdir: fs.rmdirSync,
};

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The real world, as this process sees it. */
export function nodeHost(): Host {
  let wasInterrupted = false;
  const output = (stream: NodeJS.WriteStream): Output => ({
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    columns: stream.columns ?? 80,
  });
  return {
    fs: files,
    out: output(process.stdout),
    err: output(process.stderr),
    stdinIsTTY: process.stdin.isTTY === true,
    env: process.env,
    cwd: process.cwd(),
    platform: process.platform,
    pid: process.pid,
    alive,
    now: () => performance.now(),
    readStdin: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('utf8');
    },
    setColor: (on) => {
      process.env[on ? 'FORCE_COLOR' : 'NO_COLOR'] = '1';
      delete process.env[on ? 'NO_COLOR' : 'FORCE_COLOR'];
    },
    exec: (command, options) => run(command, options),
    which: (program) => which(program),
    exit: (code) => process.exit(code),
    interrupted: () => wasInterrupted,
    onInterrupt: (handler) => {
      const once = (): void => {
        if (wasInterrupted) return;
        wasInterrupted = true;
        handler();
      };
      process.on('SIGINT', once);
      process.on('SIGTERM', once);
      return () => {
        process.off('SIGINT', once);
        process.off('SIGTERM', once);
      };
    },
  };
}

async function run(command: readonly string[], { cwd, env }: Exec): Promise<Ran> {
  // Loaded only now: many a run starts no program.
  const { spawn } = await import('node:child_process');
  return new Promise((resolve) => {
    const [program = '', ...args] = command;
    // No standard input: a tool that would ask fails instead of hanging.
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    let stopped = false;
    const stop = (): void => {
      stopped = true;
      child.kill('SIGTERM');
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    const end = (code: number, text: string): void => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve({ code, output: text });
    };
    child.on('error', (error) => end(127, error.message));
    child.on('exit', (code, signal) => {
      if (!stopped) return;
      // What the child has started may outlive it and hold its output open: nobody waits for that after Ctrl-C.
      child.stdout.destroy();
      child.stderr.destroy();
      end(code ?? (signal === 'SIGINT' ? 130 : 143), output);
    });
    child.on('close', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 143), output));
  });
}

function which(program: string): string | undefined {
  const windows = process.platform === 'win32';
  const endings = windows
    ? (process.env.PATHEXT ?? '.EXE').split(';').filter((ending) => /^\.(exe|com)$/i.test(ending))
    : [''];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    if (!path.isAbsolute(folder)) continue; // a program of the current directory is not what PATH is trusted for
    for (const ending of endings) {
      const candidate = path.join(folder, program + ending);
      try {
        fs.accessSync(candidate, windows ? fs.constants.F_OK : fs.constants.X_OK);
        if (fs.statSync(candidate).isFile()) return candidate;
      } catch {
        // not here
      }
    }
  }
  return undefined;
}
