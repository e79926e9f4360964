/** The preview of a run, and the last question. */
import type { Repository } from '../git/repository.js';
import type { Host } from '../host/host.js';
import type { Pack } from '../model/pack.js';
import type { Wish } from '../setup/finish.js';
import { agreeTo } from './asking.js';
import { notesOf, type Prepared } from './prepare.js';
import type { Asking } from './questions.js';
import { changesByFolder, differences } from './report.js';
import { noteLines } from './summary.js';

/** Shows the preview for --dry-run and --diff. */
export async function show(host: Host, diff: boolean, prepared: Prepared): Promise<void> {
  if (!diff) {
    host.out.write(changesByFolder(prepared.shown, prepared.changes, host.out.columns));
    host.out.write(noteLines(host.out, notesOf(prepared, false)));
  } else {
    host.out.write(await differences(prepared.changes));
    const count = prepared.changes.filter((change) => change.action === 'create').length;
    if (count > 0) host.err.write(`create-pyproject: new files, which --dry-run lists: ${count}\n`);
  }
}

/** Shows the equivalent command without questions. */
export async function showEquivalent(
  host: Host,
  pack: Pack,
  prepared: Prepared,
  wish: Wish,
  force: boolean,
): Promise<void> {
  const { equivalent } = await import('./equivalent.js');
  const command = equivalent(pack.options, { ...prepared, ...wish, force, platform: host.platform });
  host.out.write(`\nThe same without questions:\n  ${command}\n\n`);
}

/**
 * Shows the planned files, and asks for confirmation.
 * @throws {@link UserError} E_INTERRUPTED when the user says no
 */
export async function agree(
  asking: Asking,
  host: Host,
  pack: Pack,
  prepared: Prepared,
  wish: Wish & Pick<Repository, 'init' | 'commit'> & { readonly force: boolean },
): Promise<void> {
  // Show this even with --quiet, because the question refers to it.
  const { shown, changes } = prepared;
  host.out.write(`\n${changesByFolder(shown, changes, host.out.columns)}`);
  host.out.write(noteLines(host.out, notesOf(prepared, wish.install)));
  await showEquivalent(host, pack, prepared, wish, wish.force);
  const count = changes.filter(({ action }) => action !== 'same' && action !== 'kept').length;
  if (count === 0) return;
  const files = count === 1 ? 'Write this file' : `Write these ${count} files`;
  const commit = wish.commit ? `, and commit them${wish.init ? ' to a new repository' : ''}` : '';
  await agreeTo(asking, `${files}${commit}?`);
}
