/** Checks that a plan's paths and texts may be written. The content of the texts is checked by a pack's tests. */
import { UserError } from '../model/errors.js';
import { badPath, Paths } from '../model/paths.js';
import type { PlannedFile } from './plan.js';

/** The hint for an invalid plan. */
export const DEFECT = 'this is a bug in the templates: please report it';

function refuse(file: PlannedFile, reason: string): never {
  throw new UserError('E_PACK', `${file.path} (${file.from.join(', ')}): ${reason}`, DEFECT);
}

/** @throws {@link UserError} E_PACK that names the file and its parts */
export function check(files: readonly PlannedFile[]): void {
  const paths = new Paths();
  const met = new Set<string>();
  const planned = new Set(files.map((file) => file.path));
  for (const file of files) {
    const bad = badPath(file.path);
    if (bad) refuse(file, bad);
    if (met.has(file.path)) refuse(file, 'is planned twice');
    met.add(file.path);
    for (let end = file.path.lastIndexOf('/'); end > 0; end = file.path.lastIndexOf('/', end - 1)) {
      const folder = file.path.slice(0, end);
      if (planned.has(folder)) refuse(file, `lies in ${folder}, which is a file`);
    }
    const clash = paths.add(file.path);
    if (clash) refuse(file, clash);
    checkText(file);
  }
}

function checkText(file: PlannedFile): void {
  const { content, bytes, madeFrom } = file;
  // The rest of an existing file is not ours.
  if (bytes || madeFrom !== undefined) return;
  if (content.includes('\r')) refuse(file, 'has a carriage return');
  if (content !== '' && (!content.endsWith('\n') || content.endsWith('\n\n')))
    refuse(file, 'does not end with exactly one newline');
  // Two searches, because one combined pattern takes longer than all other checks.
  if (content.includes(' \n') || content.includes('\t\n')) refuse(file, 'has a line with trailing blanks');
}
