/** The output of `--help` and `--version`, which is known at build time. */
import { readData } from './data.js';
import { VERSION } from './version.js';

/** The output for `--help` or `--version` alone; undefined for any other run. */
export function textFor([flag, ...more]: readonly string[]): string | undefined {
  if (more.length > 0) return undefined;
  if (flag === '--help' || flag === '-h') return readData('help.txt').toString();
  return flag === '--version' || flag === '-V' ? `${VERSION}\n` : undefined;
}
