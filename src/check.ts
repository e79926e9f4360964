/** Whether a plan may be written: its paths, its texts and its TOML. */
import { parse, TomlError } from 'smol-toml';
import { UserError } from './errors.js';
import { badPath } from './paths.js';
import type { PlannedFile } from './plan.js';

/** Of everything that is wrong with a plan. */
export const DEFECT = 'this is a defect of the templates: please report it';

function refuse(file: PlannedFile, reason: string): never {
  throw new UserError('E_PACK', `${file.path} (${file.from.join(', ')}): ${reason}`, DEFECT);
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
