/** What the engine needs of the world, as an interface; `nodeHost` is the real one. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { UserError } from './errors.js';
import { mayBeTerminal, output, standardInput } from './streams.js';

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
 * The file system, synchronous: a call costs a few microseconds and not a turn of the thread pool, and nothing of this
 * process comes between two of them. Each throws what node:fs throws.
 */
export interface Files {
  /** undefined where there is nothing of this name. */
  lstat(path: string): fs.Stats | undefined;
  readdir(path: string): fs.Dirent[];
  /** @param most how many bytes at most, for what may be endless; without it all of them */
  readFile(path: string, most?: number): Buffer;
  open(path: string, flags: string, mode?: number): number;
  /** Writes all of it. */
  write(file: number, bytes: Uint8Array): void;
  fchmod(file: number, mode: number): void;
  close(file: number): void;
  /** @returns the first folder that was made, when asked for those above too */
  mkdir(path: string, options?: { readonly recursive: true }): string | undefined;
  rename(from: string, to: string): void;
  rm(path: string, options: { readonly recursive?: true; readonly force: true }): void;
  rmdir(path: string): void;
}

export interface Host {
  readonly fs: Files;
  readonly out: Output;
  readonly err: Output;
  readonly stdinIsTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** @throws UserError E_DIRECTORY when it is gone, or has a name that cannot be told */
  readonly cwd: string;
  /** A folder for what no user has asked for. */
  readonly temporary: string;
  readonly platform: string;
  /** The version of Node.js. */
  readonly node: string;
  readonly pid: number;
  /** Milliseconds, for durations only. */
  now(): number;
  /** @param most how many bytes at most; what is behind them is not read */
  readStdin(most: number): Promise<Buffer>;
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

const files: Files = {
  lstat: (name) => fs.lstatSync(name, { throwIfNoEntry: false }),
  readdir: (name) => fs.readdirSync(name, { withFileTypes: true }),
  readFile: (name, most) => (most === undefined ? fs.readFileSync(name) : beginning(name, most)),
  open: fs.openSync,
  write: (file, bytes) => fs.writeFileSync(file, bytes),
  fchmod: fs.fchmodSync,
  close: fs.closeSync,
  mkdir: (name, options) => fs.mkdirSync(name, options),
  rename: fs.renameSync,
  rm: fs.rmSync,
  rmdir: fs.rmdirSync,
};

/** No more than the first `most` bytes of a file, which may be a pipe or a device without an end. */
function beginning(name: string, most: number): Buffer {
  const file = fs.openSync(name, 'r');
  try {
    const bytes = Buffer.alloc(most);
    let length = 0;
    for (let got = -1; got !== 0 && length < most; length += got)
      got = fs.readSync(file, bytes, length, most - length, null);
    return bytes.subarray(0, length);
  } finally {
    fs.closeSync(file);
  }
}

function currentDirectory(): string {
  try {
    return process.cwd();
  } catch {
    throw new UserError(
      'E_DIRECTORY',
      'the current directory is not there any more',
      'change to a directory that is there',
    );
  }
}

/** The real world, as this process sees it. */
export function nodeHost(): Host {
  let wasInterrupted = false;
  return {
    fs: files,
    out: output(1, () => process.stdout),
    err: output(2, () => process.stderr),
    get stdinIsTTY() {
      return mayBeTerminal(0) && process.stdin.isTTY === true;
    },
    env: process.env,
    get cwd() {
      return currentDirectory();
    },
    get temporary() {
      return os.tmpdir();
    },
    platform: process.platform,
    node: process.versions.node,
    pid: process.pid,
    now: () => performance.now(),
    readStdin: (most) => standardInput(process.stdin, most),
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
