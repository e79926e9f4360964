/** What the engine needs of the world, as an interface; `nodeHost` is the real one. */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs/promises';
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

export type Files = Pick<
  typeof fs,
  'chmod' | 'lstat' | 'mkdir' | 'open' | 'readdir' | 'readFile' | 'realpath' | 'rename' | 'rm' | 'rmdir'
>;

export interface Host {
  readonly fs: Files;
  readonly out: Output;
  readonly err: Output;
  readonly stdinIsTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly platform: Platform;
  readonly pid: number;
  /** Milliseconds, for durations only. */
  now(): number;
  readStdin(): Promise<string>;
  /** Asks libraries and children for colours, or for none. @see https://no-color.org */
  setColor(on: boolean): void;
  /** Runs a program without a shell. Never throws; an interrupted run ends its child. */
  exec(command: readonly string[], options: Exec): Promise<Ran>;
  /** The path of a program on PATH, or undefined. */
  which(program: string): Promise<string | undefined>;
  /** Ends the process. */
  exit(code: number): never;
  /** True once Ctrl-C or SIGTERM has come. */
  interrupted(): boolean;
  /** Calls `handler` on the first Ctrl-C or SIGTERM, which end the process no longer by themselves. @returns a function that takes it back */
  onInterrupt(handler: () => void): () => void;
}

/** The real world, as this process sees it. @param platform its rules; others than its own only to try them */
export function nodeHost(platform: Platform = platformOf(process.platform)): Host {
  let wasInterrupted = false;
  const output = (stream: NodeJS.WriteStream): Output => ({
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    columns: stream.columns ?? 80,
  });
  return {
    fs,
    out: output(process.stdout),
    err: output(process.stderr),
    stdinIsTTY: process.stdin.isTTY === true,
    env: process.env,
    cwd: process.cwd(),
    platform,
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
      const found = await which(platform, program, { ...process.env, ...options.env });
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

function run(command: readonly string[], { cwd, env }: Exec): Promise<Ran> {
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

async function which(
  platform: Platform,
  program: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  for (const candidate of candidates(platform, program, env)) {
    try {
      await fs.access(candidate, platform.hasModes ? fs.constants.X_OK : fs.constants.F_OK);
      if ((await fs.stat(candidate)).isFile()) return candidate;
    } catch {
      // not here
    }
  }
  return undefined;
}
