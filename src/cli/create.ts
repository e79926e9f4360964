/** A complete run: answers, plan, changes, disk, set-up, report. */
import { refuseBlocked, reread } from '../disk/changes.js';
import { decideRepository, inRepository } from '../git/repository.js';
import type { Host } from '../host/host.js';
import { paint } from '../host/paint.js';
import { EXIT } from '../model/errors.js';
import type { Pack } from '../model/pack.js';
import type { Wish } from '../setup/finish.js';
import type { StepReport } from '../setup/setup.js';
import type { Request } from './argv.js';
import { askingFor } from './asking.js';
import { paragraph } from './columns.js';
import { document } from './document.js';
import { isForced, notesOf, prepare, wordingOf } from './prepare.js';
import { agree, show, showEquivalent } from './preview.js';
import { closing, noteLines, wrote } from './summary.js';

/**
 * @param startWriting awaited before the first change on disk
 * @returns the exit code
 * @throws {@link UserError}
 */
export async function create(
  request: Request,
  host: Host,
  pack: Pack,
  version: string,
  startWriting: () => Promise<void>,
): Promise<number> {
  const { run } = request;
  if (run.color !== undefined) host.setColor(run.color);
  const asking = await askingFor(host, run);
  const prepared = await prepare(request, host, pack, version, asking);
  const { shown, directory, answers, planned, changes } = prepared;
  const next = (installed: boolean): readonly string[] =>
    pack.next(planned.context, { shown, installed, platform: host.platform });
  const about = {
    version,
    directory,
    answers,
    origins: prepared.origins,
    packs: pack.layers,
    hints: pack.hints(planned.context),
    content: run.content === true,
  };
  if (run.diff || run['dry-run']) {
    const notes = notesOf(prepared, false);
    if (run.json) host.out.write(document({ ...about, changes, notes, steps: [], next: next(false) }));
    else if (!run.quiet) await show(host, run.diff === true, prepared);
    if (run.diff) return EXIT.done;
    if (run.json) return changes.some(({ action }) => action === 'conflict') ? EXIT.exists : EXIT.done;
    refuseBlocked(changes, wordingOf(run));
    return EXIT.done;
  }

  const repository = await decideRepository(host, directory, run.git);
  // Keep the answers that the user has typed.
  if (asking && changes.some(({ action }) => action === 'conflict'))
    await showEquivalent(host, pack, prepared, { git: run.git, install: run.install === true }, false);
  refuseBlocked(changes, wordingOf(run));
  const wish: Wish = {
    git: run.git,
    install:
      run.install ??
      (asking
        ? await asking.confirm({
            message: 'Install: create the virtual environment and run the tests',
            default: false,
          })
        : false),
  };
  const force = isForced(run);
  if (asking) await agree(asking, host, pack, prepared, { ...wish, ...repository, force });

  await startWriting();
  const { writePlan } = await import('../disk/write-project.js');
  const written = writePlan(host, pack, directory, planned, force);
  const say = (text: string): void => {
    if (!run.json && !run.quiet) host.out.write(text);
  };
  const files = written.map((change) => change.path);
  // No note is needed before our first commit, which includes ignored files.
  const ignored =
    !repository.commit && inRepository(host, directory)
      ? await import('../git/ignored.js').then(({ ignoredNote }) => ignoredNote(host, directory, files))
      : '';
  const notes = [...notesOf(prepared, wish.install), repository.note, ignored].filter((note) => note !== '');
  // Print this before the steps, in case one of them fails. Do not repeat notes of the preview.
  const seen = asking ? notesOf(prepared, wish.install) : [];
  say(`${paragraph(host.out, wrote(shown, written), '  ')}\n`);
  const unseen = notes.filter((note) => !seen.includes(note));
  say(noteLines(host.out, unseen));
  const steps: StepReport[] = [];
  if (repository.commit || wish.install) {
    const { finish } = await import('../setup/finish.js');
    const project = { directory, shown, context: planned.context, files };
    await finish(host, pack, project, repository, wish, steps, run.quiet === true);
  }
  if (run.json) {
    const changes = wish.install ? reread(host, directory, written) : written;
    host.out.write(document({ ...about, changes, notes, steps, next: next(wish.install) }));
  }
  say(closing(host.out, steps, next(wish.install), about.hints, paint(host, host.out)));
  return EXIT.done;
}
