/** Whether a plan may be written: its paths, its texts and its TOML. */
import { parse, TomlError } from 'smol-toml';
import { UserError } from './errors.js';
import type { PlannedFile } from './plan.js';

/** Names that Windows keeps for devices, with any ending. @see Microsoft, "Naming Files, Paths, and Namespaces" */
export const WINDOWS_RESERVED =
  /^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i;

/** Control and format characters too: some file systems ignore the latter, and a reader does not see them. */
const FORBIDDEN = /[<>:"\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** What git keeps to itself, with its short name on Windows. @see CVE-2014-9390, CVE-2019-1353 */
const GITS_OWN = /^\.?git(~\d+)?$/;

/** A run's own folders in a project; see staging.ts. */
const OURS = /^\.create-pyproject\.(journal|\d+-[0-9a-z]{8})$/;

/** What every file system in use takes: bytes of a name, and folders in each other. */
const NAME_BYTES = 255;
const DEPTH = 32;

/** A name as the most forgiving file systems compare it: without case, composition or compatible forms. */
const folded = (name: string): string => name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');

/** Returns why `path` may not be written below a project, or nothing. */
export function badPath(path: string): string | undefined {
  const parts = path.split('/');
  if (parts.length > DEPTH) return `lies more than ${DEPTH} folders deep`;
  for (const part of parts) {
    if (part === '' || part === '.' || part === '..') return 'leaves the project or is not normal';
    if (FORBIDDEN.test(part)) return 'has a character that not every system allows';
    if (/[. ]$/.test(part)) return 'ends in a dot or a space, which Windows drops';
    if (WINDOWS_RESERVED.test(part)) return 'is reserved on Windows';
    const name = folded(part);
    if (name !== 'git' && GITS_OWN.test(name)) return "is git's own";
    if (OURS.test(name)) return "is create-pyproject's own";
    if (Buffer.byteLength(part) > NAME_BYTES) return `has a name of more than ${NAME_BYTES} bytes`;
  }
  return undefined;
}

function refuse(file: PlannedFile, reason: string): never {
  throw new UserError(
    'E_PACK',
    `${file.path} (${file.from.join(', ')}): ${reason}`,
    'this is a defect of the templates: please report it',
  );
}

/** @throws {@link UserError} E_PACK that names the file and the parts that it comes from */
export function check(files: readonly PlannedFile[]): void {
  const names = new Map<string, string>();
  const planned = new Set(files.map((file) => file.path));
  for (const file of files) {
    const bad = badPath(file.path);
    if (bad) refuse(file, bad);
    if (names.get(folded(file.path)) === file.path) refuse(file, 'is planned twice');
    // A folder too: two that are one on some systems would be one there.
    for (let end = file.path.length; end > 0; end = file.path.lastIndexOf('/', end - 1)) {
      const path = file.path.slice(0, end);
      if (path !== file.path && planned.has(path)) refuse(file, `lies in ${path}, which is a file`);
      const same = names.get(folded(path)) ?? path;
      if (same !== path) refuse(file, `differs from ${same} only by case`);
      names.set(folded(path), path);
    }
    checkText(file);
  }
}

function checkText(file: PlannedFile): void {
  const { content, path } = file;
  if (content.includes('\r')) refuse(file, 'has a carriage return');
  if (/[ \t]$/m.test(content)) refuse(file, 'has a line that ends in a blank');
  if (content !== '' && (!content.endsWith('\n') || content.endsWith('\n\n')))
    refuse(file, 'does not end in one line end');
  if (path.endsWith('.toml')) {
    try {
      parse(content);
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      refuse(file, `line ${error.line}: ${error.message.split('\n')[0] ?? ''}`);
    }
  }
}
