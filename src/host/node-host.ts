/** The host of a real process. */
import { UserError } from '../model/errors.js';
import { type Platform, platformOf } from '../model/platform.js';
import type { Disk, Host, Output } from './host.js';
import { run, which } from './node-exec.js';
import { nodeFiles } from './node-files.js';
import { standardInput } from './node-input.js';
import { mayBeTerminal, nodeOutput } from './node-output.js';

/**
 * The file system of this process.
 * @param writer a number for each thread that writes
 * @param platform another platform only for tests
 */
export const nodeDisk = (writer: number, platform: Platform = platformOf(process.platform)): Disk => ({
  fs: nodeFiles,
  platform,
  pid: process.pid,
  writer,
  alive,
});

/** The host of this process. @param platform another platform only for tests */
export function nodeHost(platform: Platform = platformOf(process.platform)): Host {
  let wasInterrupted = false;
  return {
    ...nodeDisk(0, platform),
    out: withContext(nodeOutput(1, () => process.stdout)),
    err: withContext(nodeOutput(2, () => process.stderr)),
    get stdinIsTTY() {
      return mayBeTerminal(0) && process.stdin.isTTY === true;
    },
    env: process.env,
    get cwd() {
      return currentDirectory();
    },
    node: process.versions.node,
    now: () => performance.now(),
    readStdin: (most) => standardInput(process.stdin, most),
    setColor: (on) => {
      process.env[on ? 'FORCE_COLOR' : 'NO_COLOR'] = '1';
      delete process.env[on ? 'NO_COLOR' : 'FORCE_COLOR'];
    },
    exec: async (command, options) => {
      const [program = '', ...args] = command;
      if (/[\\/]/.test(program)) return run(command, options);
      // Search PATH here, because the system would also search relative folders, and so the project.
      const found = which(platform, program, { ...process.env, ...options.env });
      return found
        ? run([found, ...args], options)
        : { code: 127, out: '', output: `${program} is not on PATH` };
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

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process exists and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function currentDirectory(): string {
  try {
    return process.cwd();
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UserError(
      'E_DIRECTORY',
      gone ? 'the current directory no longer exists' : (error as Error).message,
      'change to an existing directory',
    );
  }
}

/** An output stream whose errors name the stream. */
const withContext = (output: Output): Output => ({
  write(text) {
    try {
      output.write(text);
    } catch (error) {
      throw new UserError(
        'E_DISK',
        `the output cannot be written: ${(error as Error).message}`,
        'free disk space, or redirect the output',
      );
    }
  },
  get isTTY() {
    return output.isTTY;
  },
  get columns() {
    return output.columns;
  },
});
