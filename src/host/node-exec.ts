/** Finds and runs other programs, and captures what they print. */
import { accessSync, constants, statSync } from 'node:fs';
import { candidates, type Platform } from '../model/platform.js';
import type { Exec, Ran } from './host.js';

/** Runs a program by its path. Never throws. */
export async function run(command: readonly string[], { cwd, env }: Exec): Promise<Ran> {
  // Loaded on demand, because many runs start no program.
  const { spawn } = await import('node:child_process');
  const ran = new Promise<Ran>((resolve) => {
    const [program = '', ...args] = command;
    // No standard input: a tool that asks a question fails instead of hanging.
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let [out, output] = ['', ''];
    // With an encoding, the stream joins the bytes of a character that arrive in two chunks.
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    let stopped = false;
    const stop = (): void => {
      stopped = true;
      child.kill('SIGTERM');
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    const end = (code: number): void => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve({ code, out, output });
    };
    child.on('error', (error) => {
      output = error.message;
      end(127);
    });
    child.on('exit', (code, signal) => {
      if (!stopped) return;
      // Grandchildren may outlive the child and keep its output open. Do not wait for them after Ctrl-C.
      child.stdout.destroy();
      child.stderr.destroy();
      end(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
    child.on('close', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
  // Most failures to start are events, but some are thrown, such as a path with a link cycle.
  return ran.catch((error: Error) => ({ code: 127, out: '', output: error.message }));
}

/** The path of a program on the PATH of `env`, or undefined. */
export function which(
  platform: Platform,
  program: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  for (const candidate of candidates(platform, program, env)) {
    try {
      accessSync(candidate, platform.hasModes ? constants.X_OK : constants.F_OK);
      if (statSync(candidate).isFile()) return candidate;
    } catch {
      // not in this folder
    }
  }
  return undefined;
}
