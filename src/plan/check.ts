/** Checks that a plan's paths and texts may be written. The content of the texts is checked by a pack's tests. */
import { UserError } from '../model/errors.js';
import { badPath, folded } from '../model/paths.js';
import type { PlannedFile } from './plan.js';

/** The hint for an invalid plan. */
export const DEFECT = 'this is a bug in the templates: please report it';

function refuse(file: PlannedFile, reason: string): never {
  throw new UserError('E_PACK', `${file.path} (${file.from.join(', ')}): ${reason}`, DEFECT);
}

/** @throws {@link UserError} E_PACK that names the file and its parts */
export function check(files: readonly PlannedFile[]): void {
  const names = new Map<string, string>();
  const planned = new Set(files.map((file) => file.path));
  for (const file of files) {
    const bad = badPath(file.path);
    if (bad) refuse(file, bad);
    if (names.get(folded(file.path)) === file.path) refuse(file, 'is planned twice');
    // Folders too: names that differ only by case are the same folder on some systems.
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
  const { content, bytes } = file;
  if (bytes) return;
  if (content.includes('\r')) refuse(file, 'has a carriage return');
  if (content !== '' && (!content.endsWith('\n') || content.endsWith('\n\n')))
    refuse(file, 'does not end with exactly one newline');
  // Two searches, because one combined pattern takes longer than all other checks.
  if (content.includes(' \n') || content.includes('\t\n')) refuse(file, 'has a line with trailing blanks');
}
