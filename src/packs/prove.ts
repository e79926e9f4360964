/** Proves a pack that was made from a project: plans with it, and compares with the project. */
import { type GivenAnswers, settle } from '../answers/settle.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { NOBODY } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import { type PlannedFile, plan } from '../plan/plan.js';
import type { PackFile } from './files.js';
import { loadPacks } from './load.js';
import { memoryHost } from './memory-files.js';
import type { Found } from './project-files.js';

/** The pack with these files, over its base. @throws {@link UserError} when it is wrong */
export function packOf(
  host: Host,
  files: readonly PackFile[],
  name: string,
  base: Pack,
  version: string,
): Promise<Pack> {
  const folder = host.platform.path.resolve(host.cwd, name);
  const found = [{ folder, shown: name, source: name }];
  return loadPacks(memoryHost(host, folder, files), base, found, version, [], true);
}

/** The files of a project made with the pack and these answers, by path. @throws {@link UserError} when the pack is wrong */
export function filesWith(
  pack: Pack,
  given: GivenAnswers,
  version: string,
): ReadonlyMap<string, PlannedFile> {
  const planned = plan(pack, settle(pack, given, NOBODY), new Map(), version);
  return new Map(planned.files.filter(({ path }) => path !== RECORD).map((file) => [file.path, file]));
}

/**
 * What a project made with the pack would have that this one has not: path -> the difference, in words.
 * @param project the files of the project
 */
export function differences(
  made: ReadonlyMap<string, PlannedFile>,
  project: ReadonlyMap<string, Found>,
): ReadonlyMap<string, string> {
  const different = new Map<string, string>();
  for (const [path, found] of project) {
    const file = made.get(path);
    if (!found || !('bytes' in found)) {
      if (file) different.set(path, 'is no file of the project');
    } else if (!file) different.set(path, 'is missing');
    else if (Buffer.compare(file.bytes ?? Buffer.from(file.content, 'utf8'), found.bytes) !== 0)
      different.set(path, 'has other bytes');
    else if ((file.mode === '0755') !== found.executable)
      different.set(path, found.executable ? 'is not executable' : 'is executable');
  }
  for (const path of made.keys()) if (!project.has(path)) different.set(path, 'is no file of the project');
  return different;
}

/** The difference of a pack that cannot be used at all, in words. @throws anything but a {@link UserError} */
export const wrongPack = (error: unknown): string => {
  if (!(error instanceof UserError)) throw error;
  return `the pack cannot be used as it is: ${error.message}`;
};
