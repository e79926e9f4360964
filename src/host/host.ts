/** The engine's interface to the operating system; `nodeHost` is the real one. */
import type { Stats } from 'node:fs';
import type { Platform } from '../model/platform.js';

export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number;
}

export interface Ran {
  /** The exit code; 128 + signal number after a signal; 127 when there is no such program. */
  readonly code: number;
  /** Standard output only, for programs. */
  readonly out: string;
  /**
   * Standard output and standard error as they arrived, for users. Each stream keeps its order, but their relative
   * order is unknown, because they use separate pipes.
   */
  readonly output: string;
}

export interface Exec {
  readonly cwd: string;
  /** Added to the environment; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * How to open a file or folder.
 * new: to write a file that does not exist. append: to write at its end. read: without blocking, even for a pipe.
 * folder: to keep a folder open. directory: to keep open the directory that the user named; only this follows a link at
 * the end of the path.
 */
export type Opening = 'new' | 'append' | 'read' | 'folder' | 'directory';

/**
 * The synchronous file system: a call takes microseconds, without the thread pool, and no other code of this process
 * runs between two calls. Each throws the errors of node:fs.
 */
export interface Files {
  /** undefined if nothing has this name. */
  lstat(path: string): Stats | undefined;
  fstat(file: number): Stats;
  /** Names only, because reading the types takes up to twice as long, and a folder may contain thousands of entries. */
  readdir(path: string): string[];
  /**
   * Reads a file of any kind that the user has named.
   * @param most the limit in bytes, because the file may be endless
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

/** The requirements of writing a project: a file system, its rules, and the identity of this process. */
export interface Disk {
  readonly fs: Files;
  readonly platform: Platform;
  readonly pid: number;
  /** Distinguishes writers in one process, such as threads, which may write at the same time. 0 is the command. */
  readonly writer: number;
  /** Whether a process with this id exists. */
  alive(pid: number): boolean;
}

export interface Host extends Disk {
  readonly out: Output;
  readonly err: Output;
  readonly stdinIsTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** @throws UserError E_DIRECTORY when the directory was removed, or its path is unknown */
  readonly cwd: string;
  /** The version of Node.js. */
  readonly node: string;
  /** Milliseconds for measuring durations. */
  now(): number;
  /** @param most the maximum number of bytes to read */
  readStdin(most: number): Promise<Buffer>;
  /** Turns colors on or off for libraries and child processes. @see https://no-color.org */
  setColor(on: boolean): void;
  /** Runs a program without a shell. Never throws. An interrupt ends the child. */
  exec(command: readonly string[], options: Exec): Promise<Ran>;
  /** The path of a program on PATH, or undefined. */
  which(program: string): string | undefined;
  /** Ends the process. */
  exit(code: number): never;
  /** Whether Ctrl-C or SIGTERM has arrived. */
  interrupted(): boolean;
  /**
   * Calls `handler` on the first Ctrl-C or SIGTERM, which then do not end the process. @returns a function that removes
   * the handler
   */
  onInterrupt(handler: () => void): () => void;
}
