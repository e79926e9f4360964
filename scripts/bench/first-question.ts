/** Measures how long it takes until the first question appears on a terminal. */
import pty from '@lydell/node-pty';
import type { Sandbox } from './sandbox.js';

const QUESTION = 'Directory, or name';
/** Milliseconds after which a run counts as hung. */
const PATIENCE = 30_000;

/** @returns milliseconds from the start of the program to the question */
export function firstQuestion({ folder, env }: Sandbox, node: string, main: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = pty.spawn(node, [main], { cwd: folder, env: { ...env, TERM: 'xterm-256color' } });
    let shown = '';
    let took: number | undefined;
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    child.onData((data) => {
      shown += data;
      if (took !== undefined || !shown.includes(QUESTION)) return;
      took = performance.now() - started;
      child.write('\u0003');
    });
    child.onExit(() => {
      clearTimeout(timer);
      if (took === undefined) reject(new Error(`no question appeared\n${shown}`));
      else resolve(took);
    });
  });
}
