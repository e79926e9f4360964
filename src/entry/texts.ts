/** What `--help` and `--version` print when they are given alone: known at build time, so it needs no table and no parser. */
import { readData } from './data.js';
import { VERSION } from './version.js';

/** What such a run prints on standard output; undefined for any other run. */
export function textFor([flag, ...more]: readonly string[]): string | undefined {
  if (more.length > 0) return undefined;
  if (flag === '--help' || flag === '-h') return readData('help.txt').toString();
  return flag === '--version' || flag === '-V' ? `${VERSION}\n` : undefined;
}
