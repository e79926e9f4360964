/** `create-pyproject pack from PROJECT DIRECTORY`: writes a pack that makes the changes of a project again. */
import { writePlan } from '../disk/write-project.js';
import type { Host } from '../host/host.js';
import { EXIT, UserError } from '../model/errors.js';
import { derivePack } from '../packs/derive.js';
import type { PlannedFile } from '../plan/plan.js';
import type { Generator } from './cli.js';
import { paragraph } from './columns.js';
import { withPacks } from './layers.js';

/** @returns the exit code @throws {@link UserError} E_DIRECTORY, E_ANSWERS, E_EXISTS … */
export async function from(
  host: Host,
  generator: Generator,
  folders: readonly string[],
  below: readonly string[],
): Promise<number> {
  const [project, typed] = folders;
  if (project === undefined || typed === undefined)
    throw new UserError(
      'E_DIRECTORY',
      'pack from needs a project and a directory',
      'write pack from PROJECT DIRECTORY',
    );
  const { path, word } = host.platform;
  const directory = path.resolve(host.cwd, typed);
  const base =
    below.length === 0
      ? await generator.load()
      : await withPacks(host, generator, below, { offline: false, all: true });
  const { files, cases, notes } = await derivePack(
    host,
    { project: path.resolve(host.cwd, project), name: path.basename(directory) },
    base,
    generator.version,
  );
  const planned = [...files, ...cases].map(
    (file): PlannedFile => ({
      path: file.path,
      content: '',
      bytes: file.bytes,
      mode: file.executable ? '0755' : '0644',
      from: [],
    }),
  );
  const plan = { answers: {}, context: {}, files: planned, kept: [], notes: [], pending: [] };
  writePlan(host, { ...base, merged: [] }, directory, plan, false);
  host.out.write(`${typed}: wrote ${files.length + cases.length} files\n`);
  for (const note of notes) host.out.write(`  ${paragraph(host.out, note, '    ')}\n`);
  const packs = below.map((source) => ` --pack ${word(source)}`).join('');
  host.out.write(`\nNext:\n  create-pyproject pack check ${word(typed)}${packs}\n`);
  host.out.write(`  create-pyproject my-app${packs} --pack ${word(typed)}\n`);
  return EXIT.done;
}
