/** What does a renewal change in generated projects? Golden projects are made again, and git shows the difference. */
import { execFileSync } from 'node:child_process';

/** More is for `git diff test/golden` to show. */
const LINES = 400;

/** Runs `npm run golden`, which also compiles the new data. */
export function renewGolden(): void {
  // npm says where it is itself: on Windows its name is no program.
  const npm = process.env.npm_execpath;
  const [program, ...before] = npm ? [process.execPath, npm] : ['npm'];
  execFileSync(program, [...before, 'run', '--silent', 'golden'], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The files that differ from the last commit, and the golden difference without the hashes. */
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

/** A difference as somebody reads it: the hashes left out, and no more than so many lines. */
export function withoutHashes(text: string, most: number): string {
  const lines = text.split('\n').filter((line) => !/^[+ -] {4}--hash=/.test(line));
  const rest = lines.length - most;
  const more = rest > 0 ? [`… ${rest} more lines: git diff test/golden`, ''] : [];
  return [...lines.slice(0, most), ...more].join('\n');
}
