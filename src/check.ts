/** Whether a plan may be written: its paths, its texts and its TOML. */
import { parse, TomlError } from 'smol-toml';
import { UserError } from './errors.js';
import type { PlannedFile } from './plan.js';

/** Names that Windows keeps for devices, with any ending. @see Microsoft, "Naming Files, Paths, and Namespaces" */
export const WINDOWS_RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

const FORBIDDEN = /[<>:"\\|?*\p{Cc}]/u;

/** Returns why `path` may not be written below a project, or nothing. */
export function badPath(path: string): string | undefined {
  for (const part of path.split('/')) {
    if (part === '' || part === '.' || part === '..') return 'leaves the project or is not normal';
    if (FORBIDDEN.test(part)) return 'has a character that not every system allows';
    if (/[. ]$/.test(part)) return 'ends in a dot or a space, which Windows drops';
    if (WINDOWS_RESERVED.test(part)) return 'is reserved on Windows';
    if (part.toLowerCase() === '.git') return "is git's own";
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
  const seen = new Map<string, string>();
  for (const file of files) {
    const bad = badPath(file.path);
    if (bad) refuse(file, bad);
    const folded = file.path.normalize('NFC').toLowerCase();
    if (seen.has(folded)) refuse(file, `differs from ${seen.get(folded)} only by case`);
    seen.set(folded, file.path);
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
