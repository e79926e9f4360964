/** One run from start to end: answers, plan, changes, disk, set-up, report. */
import { fromGit, type Gathered, gather } from '../answers/gather.js';
import { type Change, compare, readPresent, refuseBlocked, refuseTaken, reread } from '../disk/changes.js';
import { repair } from '../disk/repair.js';
import { EXIT, UserError } from '../errors.js';
import type { Host } from '../host/host.js';
import type { Pack } from '../plan/pack.js';
import { RECORD } from '../plan/paths.js';
import type { Plan } from '../plan/plan.js';
import type { Wish } from '../setup/finish.js';
import { decideRepository, type Repository } from '../setup/repository.js';
import type { Request } from './argv.js';
import { document } from './document.js';
import { paint } from './paint.js';
import type { Asking } from './questions.js';
import { changeTree, differences, type StepReport } from './report.js';
import { noteLines, summary } from './summary.js';

/** What a run would do, before it does anything. */
interface Prepared extends Gathered {
  readonly planned: Plan;
  readonly changes: readonly Change[];
}

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
  const prepared = await prepare(request, host, pack, version, asking);
  const { shown, directory, answers, planned, changes } = prepared;
  const outcome = (
    steps: readonly StepReport[],
    files: readonly Change[],
    notes: readonly string[],
    installed: boolean,
  ): string => {
    const next = pack.next(planned.context, { shown, installed, platform: host.platform });
    return document({ version, directory, answers, changes: files, notes, steps, next });
  };
  if (run.diff || run['dry-run']) {
    if (run.json) host.out.write(outcome([], changes, notesOf(prepared, false), false));
    else if (!run.quiet) await show(host, run.diff === true, prepared);
    return !run.diff && changes.some((change) => change.action === 'differ') ? EXIT.exists : EXIT.done;
  }

  const repository = await decideRepository(host, directory, run.git);
  if (asking && changes.some(({ action }) => action === 'differ'))
    host.out.write(
      await equivalently(host, pack, prepared, { git: run.git, install: run.install === true }, false),
    );
  refuseBlocked(changes);
  const wish: Wish = {
    git: run.git,
    install:
      run.install ??
      (asking
        ? await asking.confirm({ message: 'Install: make .venv and run the tests', default: false })
        : false),
  };
  if (asking) await agree(asking, request, host, pack, prepared, wish, repository);

  await startWriting();
  const { write } = await import('../write.js');
  const written = await write(host, pack, { directory, planned, version, force: run.force === true });
  const steps: StepReport[] = [];
  if (repository.commit || wish.install) {
    const { finish } = await import('../setup/finish.js');
    const project = { directory, shown, answers, files: written.map((change) => change.path) };
    await finish(host, pack, project, repository, wish, steps, run.quiet === true);
  }
  const notes = [...notesOf(prepared, wish.install), repository.note].filter((note) => note !== '');
  if (run.json) {
    const files = wish.install ? reread(host, directory, written) : written;
    host.out.write(outcome(steps, files, notes, wish.install));
  } else if (!run.quiet) {
    const next = pack.next(planned.context, { shown, installed: wish.install, platform: host.platform });
    host.out.write(summary({ paint: paint(host, host.out), shown, changes: written, notes, steps, next }));
  }
  return EXIT.done;
}

/** Everything up to the first change of the disk, but for what a dead run has left there. */
async function prepare(
  request: Request,
  host: Host,
  pack: Pack,
  version: string,
  asking: Asking | undefined,
): Promise<Prepared> {
  const { run } = request;
  const writes = !run.diff && !run['dry-run'];
  // Before anything is compared: what a dead run has left half done is neither ours nor in the way.
  const tidy = (directory: string): void => {
    for (const note of writes ? repair(host, directory) : [])
      if (!run.quiet) host.err.write(`create-pyproject: ${note}\n`);
  };
  const gathered = await gather(host, request, pack, asking, (directory) => {
    tidy(directory);
    if (writes && !run.force) refuseTaken(host, directory, pack.landmark);
  });
  const { directory } = gathered;
  tidy(directory);
  const present = readPresent(host, directory, pack.mayStandIn);
  // Each of these is loaded when it is its turn: the first question waits for none of them.
  const { plan } = await import('../plan/plan.js');
  const planned = plan(pack, gathered.answers, present, version);
  const changes = compare(host, planned, directory, pack.merged, run.force === true);
  const left = replacesRecord(changes)
    ? await import('../disk/dropped.js').then(({ dropped }) => dropped(host, directory, changes))
    : [];
  return { ...gathered, planned, changes, notes: [...gathered.notes, ...left] };
}

const replacesRecord = (changes: readonly Change[]): boolean =>
  changes.some(({ path, action }) => path === RECORD && action === 'replace');

const notesOf = (prepared: Prepared, installed: boolean): readonly string[] => [
  ...prepared.notes,
  ...fromGit(prepared),
  ...prepared.planned.notes,
  ...(installed ? [] : prepared.planned.pending),
];

/** What would happen to each file, and what there is to say of it. */
const preview = (prepared: Prepared, installed: boolean): string =>
  changeTree(prepared.shown, prepared.changes) +
  noteLines(notesOf(prepared, installed))
    .map((line) => `${line}\n`)
    .join('');

async function show(host: Host, diff: boolean, prepared: Prepared): Promise<void> {
  if (!diff) host.out.write(preview(prepared, false));
  else {
    host.out.write(await differences(prepared.changes));
    const count = prepared.changes.filter((change) => change.action === 'create').length;
    if (count > 0) host.err.write(`create-pyproject: new files, which --dry-run lists: ${count}\n`);
  }
}

/** The command that asks nothing and does the same. */
async function equivalently(
  host: Host,
  pack: Pack,
  prepared: Prepared,
  wish: Wish,
  force: boolean,
): Promise<string> {
  const { equivalent } = await import('./equivalent.js');
  const command = equivalent(pack.options, { ...prepared, ...wish, force, platform: host.platform });
  return `\nThe same without questions:\n  ${command}\n\n`;
}

/** @throws {@link UserError} E_INTERRUPTED when somebody has second thoughts */
async function agree(
  asking: Asking,
  { run }: Request,
  host: Host,
  pack: Pack,
  prepared: Prepared,
  wish: Wish,
  repository: Repository,
): Promise<void> {
  // With --quiet too: a question needs what it is about.
  host.out.write(`\n${preview(prepared, wish.install)}`);
  host.out.write(await equivalently(host, pack, prepared, wish, run.force === true));
  const count = prepared.changes.filter(({ action }) => action !== 'same' && action !== 'kept').length;
  if (count === 0) return;
  const files = count === 1 ? 'Write this file' : `Write these ${count} files`;
  const commit = repository.commit ? `, and commit them${repository.init ? ' to a new repository' : ''}` : '';
  if (!(await asking.confirm({ message: `${files}${commit}?`, default: true })))
    throw new UserError('E_INTERRUPTED', 'nothing was written');
}
