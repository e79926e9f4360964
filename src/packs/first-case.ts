/** The test case of a pack that was made from a project: a project of another name, so that nothing of the first one is in it. */
import { fromDirectory, settle } from '../answers/settle.js';
import { toml } from '../model/formats.js';
import { NOBODY } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { plan } from '../plan/plan.js';
import type { PackFile } from './files.js';
import { testedFiles } from './tested-files.js';

const NAME = 'my-app';

/** @throws {@link UserError} when the pack cannot make such a project */
export function firstCase(pack: Pack, version: string): readonly PackFile[] {
  const answers = `# The answers of this case; test/default/out is what the pack writes for them.
${fromDirectory(pack.options)} = ${toml(NAME)}\n`;
  const planned = plan(pack, settle(pack, {}, { ...NOBODY, directory: NAME }), new Map(), version);
  const out = testedFiles(pack, planned.files).map(({ path, content, bytes, mode }) => ({
    path: `test/default/out/${path}`,
    bytes: bytes ?? Buffer.from(content, 'utf8'),
    executable: mode === '0755',
  }));
  return [
    { path: 'test/default/answers.toml', bytes: Buffer.from(answers, 'utf8'), executable: false },
    ...out,
  ];
}
