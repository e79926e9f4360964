/** The engine's interface to the world; `nodeHost` is the real one. */
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
  /** Standard output only: a program's answer. */
  readonly out: string;
  /**
   * Standard output and standard error as they were read, for people. Each keeps its order; the order between the two is
   * unknown, since they come through separate pipes.
   */
  readonly output: string;
}

export interface Exec {
  readonly cwd: string;
  /** Added to the environment; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * How a file is opened. new: to write, where nothing exists. append: to write at its end. read: without waiting, even for
 * a pipe. folder: to hold it. directory: to hold one that a user has named; only this follows a link at the path's end.
 */
export type Opening = 'new' | 'append' | 'read' | 'folder' | 'directory';

/**
 * The file system, synchronous: a call costs microseconds instead of a trip through the thread pool, and nothing in this
 * process runs between two calls. Each throws what node:fs throws.
 */
export interface Files {
  /** undefined if nothing has this name. */
  lstat(path: string): Stats | undefined;
  fstat(file: number): Stats;
  /** Names only: their kinds take up to twice as long, and a project may lie among thousands of others. */
  readdir(path: string): string[];
  /**
   * Reads whatever it is, since a user has named it.
   * @param most the limit in bytes, since it may be endless
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

/** Everything that writing a project needs: a file system, its rules, and the identity of this process. */
export interface Disk {
  readonly fs: Files;
  readonly platform: Platform;
  readonly pid: number;
  /** Tells apart writers in one process, such as threads, which may write at the same time. 0 is the command. */
  readonly writer: number;
  /** Whether a process with this id exists. */
  alive(pid: number): boolean;
}

export interface Host extends Disk {
  readonly out: Output;
  readonly err: Output;
  readonly stdinIsTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** @throws UserError E_DIRECTORY when it is gone, or its path cannot be found out */
  readonly cwd: string;
  /** The version of Node.js. */
  readonly node: string;
  /** Milliseconds, for durations only. */
  now(): number;
  /** @param most the limit in bytes; the rest is not read */
  readStdin(most: number): Promise<Buffer>;
  /** Asks libraries and children for colors, or for none. @see https://no-color.org */
  setColor(on: boolean): void;
  /** Runs a program without a shell. Never throws; an interrupted run ends its child. */
  exec(command: readonly string[], options: Exec): Promise<Ran>;
  /** The path of a program on PATH, or undefined. */
  which(program: string): string | undefined;
  /** Ends the process. */
  exit(code: number): never;
  /** True once Ctrl-C or SIGTERM has arrived. */
  interrupted(): boolean;
  /** Calls `handler` on the first Ctrl-C or SIGTERM; these no longer end the process. @returns a function to undo that */
  onInterrupt(handler: () => void): () => void;
}
