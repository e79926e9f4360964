/** Shows the effect of a renewal on generated projects: regenerates the golden projects, and prints git's diff. */
import { execFileSync } from 'node:child_process';

/** The maximum number of lines; `git diff test/golden` shows all. */
const LINES = 400;

/** Runs `npm run golden`, which also compiles the new data. */
export function renewGolden(): void {
  // npm passes its own path; on Windows the name `npm` alone cannot be started.
  const npm = process.env.npm_execpath;
  const [program, ...before] = npm ? [process.execPath, npm] : ['npm'];
  execFileSync(program, [...before, 'run', '--silent', 'golden'], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The files that differ from the last commit, and the diff of the golden projects without hashes. */
export function shownDifference(): string {
  const diff = (...args: string[]): string =>
    execFileSync('git', ['--no-pager', 'diff', '--no-color', '--no-ext-diff', ...args], {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
  const stat = diff('--stat');
  return stat === ''
    ? 'No file differs from the last commit.\n'
    : `${stat}\n${withoutHashes(diff('--', 'test/golden'), LINES)}`;
}

/** A readable diff: without hashes, and with limited length. */
export function withoutHashes(text: string, most: number): string {
  const lines = text.split('\n').filter((line) => !/^[+ -] {4}--hash=/.test(line));
  const rest = lines.length - most;
  const more = rest > 0 ? [`… ${rest} more lines: git diff test/golden`, ''] : [];
  return [...lines.slice(0, most), ...more].join('\n');
}
