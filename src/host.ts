/** What the engine needs of the world, as an interface; `nodeHost` is the real one. */
import type { Stats } from 'node:fs';
import type { Platform } from './platform.js';

export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number;
}

export interface Ran {
  /** The exit code; 128 + signal number after a signal; 127 when the program is not there. */
  readonly code: number;
  /** Standard output alone: what a program answers. */
  readonly out: string;
  /**
   * Standard output and standard error as they were read, for people. Each is in its own order; which of two pieces of
   * different streams was written first is not known, since they come through two pipes.
   */
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
  lstat(path: string): Stats | undefined;
  fstat(file: number): Stats;
  /** Names alone: their kinds take up to twice as long, and what lies beside a project may be thousands of others. */
  readdir(path: string): string[];
  /**
   * Whatever it is: for what a user has named.
   * @param most how many bytes at most, since it may be endless
   */
  readFile(path: string, most: number): Buffer;
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

/** What it takes to write a project: a file system, its rules, and who else may be writing. */
export interface Disk {
  readonly fs: Files;
  readonly platform: Platform;
  readonly pid: number;
  /** Which of those in this process that may write at the same time, as its threads can. 0 is the command. */
  readonly writer: number;
  /** Whether a process of this number is there. */
  alive(pid: number): boolean;
}

export interface Host extends Disk {
  readonly out: Output;
  readonly err: Output;
  readonly stdinIsTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** @throws UserError E_DIRECTORY when it is gone, or has a name that cannot be told */
  readonly cwd: string;
  /** A folder for what no user has asked for. */
  readonly temporary: string;
  /** The version of Node.js. */
  readonly node: string;
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
