/** What `--help` and `--version` print when given alone: known at build time, so it needs no table and no parser. */
import { helpText } from './help-text.js';
import { VERSION } from './package.js';

/** What such a run prints on standard output; undefined for any other run. */
export function told([flag, ...more]: readonly string[]): string | undefined {
  if (more.length > 0) return undefined;
  if (flag === '--help' || flag === '-h') return helpText();
  return flag === '--version' || flag === '-V' ? `${VERSION}\n` : undefined;
}
