/** What the engine needs of the world, as an interface; `nodeHost` is the real one. */
import fs from 'node:fs';
import process from 'node:process';
import { candidates, type Platform, platformOf } from './platform.js';

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
  readFile(path: string): Buffer;
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
  readonly cwd: string;
  readonly platform: Platform;
  /** The version of Node.js. */
  readonly node: string;
  readonly pid: number;
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

const files: Files = {
  lstat: (name) => fs.lstatSync(name, { throwIfNoEntry: false }),
  readdir: (name) => fs.readdirSync(name, { withFileTypes: true }),
  readFile: (name) => fs.readFileSync(name),
  open: fs.openSync,
  write: (file, bytes) => fs.writeFileSync(file, bytes),
  fchmod: fs.fchmodSync,
  close: fs.closeSync,
  mkdir: (name, options) => fs.mkdirSync(name, options),
  rename: fs.renameSync,
  rm: fs.rmSync,
  rmdir: fs.rmdirSync,
};

/** A terminal is a character device. Asking a stream costs more than all that `--help` has to do. */
function mayBeTerminal(file: number): boolean {
  try {
    return fs.fstatSync(file).isCharacterDevice();
  } catch {
    return false; // closed
  }
}

/** A standard stream, which is made only for a terminal: to a file or a pipe the bytes go as they are. */
function output(file: number, stream: () => NodeJS.WriteStream): Output {
  let terminal: NodeJS.WriteStream | false | undefined;
  const asTerminal = (): NodeJS.WriteStream | false => {
    terminal ??= mayBeTerminal(file) && stream().isTTY && stream();
    return terminal;
  };
  return {
    write(text) {
      const to = asTerminal();
      if (to) to.write(text);
      else writeFully(file, Buffer.from(text, 'utf8'), stream);
    },
    get isTTY() {
      return asTerminal() !== false;
    },
    get columns() {
      return (asTerminal() || undefined)?.columns ?? 80;
    },
  };
}

/** Writes to a file or a pipe. A reader that has gone (`| head`) is no error of ours, and neither is a closed stream. */
function writeFully(file: number, bytes: Uint8Array, stream: () => NodeJS.WriteStream): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(file, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE' || code === 'EBADF') return;
      if (code !== 'EAGAIN') throw error;
      // A pipe that does not block, and is full: a stream waits for its reader.
      stream()
        .on('error', () => {})
        .write(bytes.subarray(at));
      return;
    }
  }
}

/** The real world, as this process sees it. @param platform its rules; others than its own only to try them */
export function nodeHost(platform: Platform = platformOf(process.platform)): Host {
  let wasInterrupted = false;
  return {
    fs: files,
    out: output(1, () => process.stdout),
    err: output(2, () => process.stderr),
    get stdinIsTTY() {
      return mayBeTerminal(0) && process.stdin.isTTY === true;
    },
    env: process.env,
    cwd: process.cwd(),
    platform,
    node: process.versions.node,
    pid: process.pid,
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
    exec: async (command, options) => {
      const [program = '', ...args] = command;
      if (!platform.startsFromCurrent || /[\\/]/.test(program)) return run(command, options);
      const found = which(platform, program, { ...process.env, ...options.env });
      return found ? run([found, ...args], options) : { code: 127, output: `${program} is not on PATH` };
    },
    which: (program) => which(platform, program, process.env),
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

function which(
  platform: Platform,
  program: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  for (const candidate of candidates(platform, program, env)) {
    try {
      fs.accessSync(candidate, platform.hasModes ? fs.constants.X_OK : fs.constants.F_OK);
      if (fs.statSync(candidate).isFile()) return candidate;
    } catch {
      // not here
    }
  }
  return undefined;
}
