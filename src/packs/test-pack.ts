/** Compares a pack's test cases with what it writes for their answers. */
import { answersText, MOST, parseAnswers } from '../answers/answers.js';
import { settle } from '../answers/settle.js';
import { readPlain } from '../disk/read.js';
import { writePlan } from '../disk/write-project.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { NOBODY } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { type Plan, plan } from '../plan/plan.js';
import { MOST_BYTES } from './files.js';
import { testedFiles } from './tested-files.js';
import { listTree } from './tree.js';

const MY_APP = { ...NOBODY, directory: 'my-app' };

/** A difference between what a case holds and what the pack writes. */
export interface Difference {
  /** `test/<case>/out/<path>`. */
  readonly file: string;
  readonly difference: 'missing' | 'differs' | 'no longer written';
}

/** The names of the cases: folders in `test/` with an answers.toml. */
export function casesOf(host: Host, folder: string): readonly string[] {
  const { path } = host.platform;
  const test = path.join(folder, 'test');
  const names = host.fs.lstat(test)?.isDirectory() ? host.fs.readdir(test).sort() : [];
  return names.filter(
    (name) =>
      host.fs.lstat(path.join(test, name))?.isDirectory() &&
      host.fs.lstat(path.join(test, name, 'answers.toml'))?.isFile(),
  );
}

/**
 * Compares one case.
 * @param update whether to write what the pack writes now into the case
 * @throws {@link UserError} E_ANSWERS, E_VALUE, E_PACK …
 */
export function testCase(
  host: Host,
  pack: Pack,
  folder: string,
  name: string,
  update: boolean,
  version: string,
): readonly Difference[] {
  const { path } = host.platform;
  const shown = `test/${name}/answers.toml`;
  const bytes = host.fs.readFile(path.join(folder, 'test', name, 'answers.toml'), MOST);
  const given = parseAnswers(answersText(bytes, shown), shown, pack.options);
  const planned = plan(pack, settle(pack, given, MY_APP), new Map(), version);
  const tested: Plan = { ...planned, files: testedFiles(pack, planned.files) };
  const out = path.join(folder, 'test', name, 'out');
  const names = host.fs.lstat(out) ? listTree(host, out).sort() : [];
  const before = new Map(
    names.map((file) => [file, readPlain(host, path.join(out, file), MOST_BYTES)?.bytes]),
  );
  const differences: Difference[] = tested.files.flatMap((file): Difference[] => {
    const found = before.get(file.path);
    before.delete(file.path);
    if (found && Buffer.from(file.bytes ?? file.content).equals(found)) return [];
    return [{ file: `test/${name}/out/${file.path}`, difference: found ? 'differs' : 'missing' }];
  });
  for (const file of before.keys())
    differences.push({ file: `test/${name}/out/${file}`, difference: 'no longer written' });
  if (update && differences.length > 0) {
    writePlan(host, { ...pack, merged: [] }, out, tested, true);
    for (const file of before.keys()) host.fs.unlink(path.join(out, file));
  }
  return differences;
}

/** @throws {@link UserError} E_TEST when a case differs */
export function refuseDifferences(differences: readonly Difference[]): void {
  if (differences.length === 0) return;
  throw new UserError(
    'E_TEST',
    [
      `${differences.length} ${differences.length === 1 ? 'file differs' : 'files differ'} from what the pack writes`,
      ...differences.map(({ file, difference }) => `  ${file}: ${difference}`),
    ].join('\n'),
    'pack test --update accepts what it writes: read the diff',
  );
}
