/**
 * Runs the built command as a real process, with or without a terminal. A few runs at a time, in parallel with other
 * tests.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';
import pty from '@lydell/node-pty';
import headless from '@xterm/headless';
import { ROOT } from '../scripts/root.js';
import { environment } from './world.js';

/** A run is too short to benefit from V8's optimizing compiler. */
const MAIN = ['--no-opt', path.join(ROOT, 'dist/main.cjs')];

/** The number of parallel runs, suitable for a small machine. */
const AT_ONCE = 3;
/** Milliseconds until a run counts as hung; far more than any run takes. */
const PATIENCE = 30_000;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs `work` when fewer than {@link AT_ONCE} others are running. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

export interface Start {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The content of standard input. Without it, standard input is an open pipe without data. */
  readonly stdin?: string;
  /** The signal `name` is sent when the file `when` exists. */
  readonly signal?: { readonly when: string; readonly name: NodeJS.Signals };
}

/** Runs the command without a terminal. @param node Node's own arguments */
export function command(args: readonly string[], start: Start, node: readonly string[] = []): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...node, ...MAIN, ...args], {
      cwd: start.cwd,
      env: { ...(start.env ?? environment()) },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${args.join(' ')} hangs\n${out}${err}`));
    }, PATIENCE);
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString('utf8');
    });
    const { signal: awaited } = start;
    const poll = setInterval(() => {
      if (!awaited || !existsSync(awaited.when)) return;
      clearInterval(poll);
      child.kill(awaited.name);
    }, 20);
    if (start.stdin !== undefined) child.stdin.end(start.stdin);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      clearInterval(poll);
      child.stdin.destroy();
      resolve({ code, signal, out, err });
    });
  });
}

export const KEY = { enter: '\r', down: '\u001b[B', up: '\u001b[A', ctrlC: '\u0003' } as const;

/** The command in a pseudo-terminal. */
export class Terminal {
  /** All output so far, without control sequences. */
  shown = '';
  /** All output so far, with control sequences. */
  raw = '';
  readonly ended: Promise<number>;
  private readonly pty: pty.IPty;
  private readonly size: { readonly cols: number; readonly rows: number };
  private seen = 0;
  private look: () => void = () => {};
  private over = false;

  /** @param program a script and its arguments for Node; the default is the command */
  constructor(
    args: readonly string[],
    cwd: string,
    env: Readonly<Record<string, string>> = environment(),
    program: readonly string[] = MAIN,
    size = { cols: 120, rows: 50 },
  ) {
    this.size = size;
    this.pty = pty.spawn(process.execPath, [...program, ...args], {
      cwd,
      env: { ...env, TERM: 'xterm-256color' },
      ...size,
    });
    this.pty.onData((data) => {
      this.raw += data;
      this.shown = stripVTControlCharacters(this.raw).replaceAll('\r\n', '\n');
      this.look();
    });
    this.ended = new Promise((resolve) => {
      this.pty.onExit(({ exitCode, signal }) => {
        this.over = true;
        this.look();
        resolve(signal ? 128 + signal : exitCode);
      });
    });
  }

  /** The lines that a terminal of this size shows now, and those that have scrolled off the top. */
  async lines(): Promise<{ readonly above: string[]; readonly onScreen: string[] }> {
    const terminal = new headless.Terminal({ ...this.size, allowProposedApi: true });
    await new Promise<void>((resolve) => terminal.write(this.raw, resolve));
    const { active } = terminal.buffer;
    const lines = Array.from(
      { length: active.length },
      (_, y) => active.getLine(y)?.translateToString(true) ?? '',
    );
    terminal.dispose();
    return { above: lines.slice(0, active.baseY), onScreen: lines.slice(active.baseY) };
  }

  type(keys: string): void {
    this.pty.write(keys);
  }

  /** Waits until `text` appears after the text of the previous call. */
  until(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.pty.kill('SIGKILL');
        reject(new Error(`${JSON.stringify(text)} does not appear\n${this.shown}`));
      }, PATIENCE);
      this.look = () => {
        const at = this.shown.indexOf(text, this.seen);
        if (at < 0 && !this.over) return;
        clearTimeout(timer);
        this.look = () => {};
        this.seen = at + text.length;
        if (at < 0) reject(new Error(`it ended before ${JSON.stringify(text)} came\n${this.shown}`));
        else resolve();
      };
      this.look();
    });
  }

  /**
   * Answers questions in order. Each entry holds the start of a question and the keys to type. @returns the exit code
   */
  async interview(answers: readonly (readonly [question: string, keys: string])[]): Promise<number> {
    for (const [question, keys] of answers) {
      await this.until(question);
      this.type(keys);
    }
    return this.ended;
  }
}
