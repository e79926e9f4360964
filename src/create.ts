/** One run from start to end: answers, plan, changes, disk, set-up, report. */
import type { Request } from './argv.js';
import { type Change, compare, readPresent, refuseBlocked, reread } from './changes.js';
import { document } from './document.js';
import { EXIT, UserError } from './errors.js';
import type { Wish } from './finish.js';
import { gather } from './gather.js';
import type { Host } from './host.js';
import type { Pack } from './pack.js';
import { paint } from './paint.js';
import type { Asking } from './questions.js';
import { repair } from './repair.js';
import { changeTree, differences, type StepReport } from './report.js';
import { decideRepository } from './repository.js';
import { noteLines, summary } from './summary.js';

/**
 * @param startWriting awaited before the disk is changed
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
  const mayAsk = run.yes !== true && run.json !== true && host.stdinIsTTY && host.out.isTTY;
  const asking = mayAsk ? await import('./questions.js').then(({ loadAsking }) => loadAsking()) : undefined;
  const gathered = await gather(host, request, pack, asking);
  const { shown, directory, answers } = gathered;
  // Before anything is compared: what a dead run has left half done is neither ours nor in the way.
  if (!run.diff && !run['dry-run']) {
    for (const note of repair(host, directory)) if (!run.quiet) host.err.write(`create-pyproject: ${note}\n`);
  }
  const present = readPresent(host, directory, pack.mayStandIn);
  // Each of these is loaded when it is its turn: the first question waits for none of them.
  const { plan } = await import('./plan.js');
  const planned = plan(pack, answers, present, version);
  const notes = [...gathered.notes, ...planned.notes];
  const changes = compare(host, planned, directory, pack.merged, run.force === true);
  const say = (text: string): void => void (run.quiet || run.json || host.out.write(text));
  const report = async (
    steps: readonly StepReport[],
    files: readonly Change[],
    installed: boolean,
  ): Promise<string> => {
    const next = pack.next(planned.context, { shown, installed, platform: host.platform });
    return document({ version, directory, answers, changes: files, steps, next });
  };

  if (run.diff) {
    host.out.write(run.json ? await report([], changes, false) : await differences(changes));
    return EXIT.done;
  }
  if (run['dry-run']) {
    host.out.write(run.json ? await report([], changes, false) : preview(shown, changes, notes));
    return changes.some((change) => change.action === 'differ') ? EXIT.exists : EXIT.done;
  }
  const repository = await decideRepository(host, directory, run.git);
  refuseBlocked(changes);
  const wish: Wish = {
    git: run.git,
    install:
      run.install ??
      (asking
        ? await asking.confirm({ message: 'Install: make .venv and run the tests', default: false })
        : false),
  };
  if (asking) {
    const { equivalent } = await import('./equivalent.js');
    const command = equivalent(pack.options, {
      ...gathered,
      ...wish,
      force: run.force === true,
      platform: host.platform,
    });
    // With --quiet too: a question needs what it is about.
    host.out.write(`\n${preview(shown, changes, notes)}\nThe same without questions:\n  ${command}\n\n`);
    if (!(await agreed(asking, changes))) throw new UserError('E_INTERRUPTED', 'nothing was written');
  }

  await startWriting();
  const { write } = await import('./write.js');
  const written = await write(host, pack, { directory, planned, version, force: run.force === true });
  const steps: StepReport[] = [];
  if (repository.commit || wish.install) {
    const { finish } = await import('./finish.js');
    const project = { directory, shown, answers, files: written.map((change) => change.path) };
    await finish(host, pack, project, repository, wish, steps, run.quiet === true);
  }
  const files = wish.install ? reread(host, directory, written) : written;
  if (run.json) host.out.write(await report(steps, files, wish.install));
  say(
    summary({
      paint: paint(host, host.out),
      shown,
      changes: written,
      notes: [...notes, repository.note],
      steps,
      next: pack.next(planned.context, { shown, installed: wish.install, platform: host.platform }),
    }),
  );
  return EXIT.done;
}

/** What would happen to each file, and what there is to say of it. */
const preview = (shown: string, changes: readonly Change[], notes: readonly string[]): string =>
  changeTree(shown, changes) +
  noteLines(notes)
    .map((line) => `${line}\n`)
    .join('');

async function agreed(asking: Asking, changes: readonly Change[]): Promise<boolean> {
  const count = changes.filter((change) => change.action !== 'same' && change.action !== 'kept').length;
  if (count === 0) return true;
  const message = count === 1 ? 'Write this file?' : `Write these ${count} files?`;
  return asking.confirm({ message, default: true });
}
