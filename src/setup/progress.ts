/** Shows a running step: a spinner on a terminal, plain lines elsewhere. */
import type { Host } from '../host/host.js';
import { paint } from '../host/paint.js';

export interface Progress {
  start(name: string): void;
  end(name: string, ok: boolean, seconds: number): void;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const CLEAR_LINE = '\r\u001b[2K';

/** Progress goes to standard error: standard output may be JSON. */
export function progress(host: Host, quiet: boolean): Progress {
  if (quiet) return { start: () => {}, end: () => {} };
  const color = paint(host, host.err);
  const line = (name: string, ok: boolean, seconds: number): string =>
    `${ok ? color('green', '✔') : color('red', '✖')} ${name} (${seconds.toFixed(1)} s)\n`;
  if (!host.err.isTTY || host.env.TERM === 'dumb') {
    return {
      start: (name) => host.err.write(`  ${name} …\n`),
      end: (name, ok, seconds) => host.err.write(line(name, ok, seconds)),
    };
  }
  let timer: NodeJS.Timeout | undefined;
  return {
    start: (name) => {
      const started = host.now();
      let frame = 0;
      timer = setInterval(() => {
        const seconds = Math.floor((host.now() - started) / 1000);
        host.err.write(
          `${CLEAR_LINE}${FRAMES[frame++ % FRAMES.length]} ${name} ${seconds > 0 ? `${seconds} s` : ''}`,
        );
      }, 80);
    },
    end: (name, ok, seconds) => {
      clearInterval(timer);
      host.err.write(CLEAR_LINE + line(name, ok, seconds));
    },
  };
}
