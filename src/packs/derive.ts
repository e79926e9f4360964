/** Makes a pack from a project: what the project has beyond the generator, so that the pack makes it again. */
import { settle } from '../answers/settle.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { NOBODY } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import { visible } from '../model/redact.js';
import { type PlannedFile, plan } from '../plan/plan.js';
import { leftOut, proven } from './derive-notes.js';
import type { PackFile } from './files.js';
import { firstCase } from './first-case.js';
import { NAME } from './manifest.js';
import { neverHolding, neverNamed } from './never-taken.js';
import { type Gained, type Original, originalOf, templatesOf } from './original.js';
import { clashes, take } from './own-files.js';
import { type Found, IGNORE, listFiles, readFile } from './project-files.js';
import { recordIn } from './project-record.js';
import { differences, filesWith, packOf, wrongPack } from './prove.js';
import { replace } from './replace.js';
import { strangers } from './words.js';
import { manifestFile } from './write-manifest.js';

/** A pack that was made from a project. */
export interface Derived {
  /** Relative to the pack's folder. */
  readonly files: readonly PackFile[];
  /** A test case; none if the pack is wrong. */
  readonly cases: readonly PackFile[];
  /** What was done with each file, what was left out and why, and what the pack does not give back. */
  readonly notes: readonly string[];
}

/** What is found out on the way. */
interface Work {
  readonly host: Host;
  readonly project: string;
  readonly original: Original;
  readonly gained: Gained;
  /** The project's files by path. */
  readonly files: Map<string, Found>;
  /** Path -> why it is left out. */
  readonly left: Map<string, string>;
}

/**
 * Makes a pack from a project that create-pyproject made. With the same answers it gives the project back.
 * @param from the project's folder, absolute, and the name of the new pack
 * @param base the generator, with the packs that the project was made with
 * @param version of create-pyproject
 * @throws {@link UserError} E_ANSWERS when the project has no record, or was made with other packs; E_VALUE for the name
 */
export async function derivePack(
  host: Host,
  { project, name }: { readonly project: string; readonly name: string },
  base: Pack,
  version: string,
): Promise<Derived> {
  if (!NAME.test(name))
    throw new UserError(
      'E_VALUE',
      `${JSON.stringify(name)} is no name of a pack`,
      'a letter, then letters, digits and -, all small',
    );
  const { given, notes } = recordIn(host, project, base, version);
  const answers = settle(base, given, NOBODY);
  const planned = plan(base, answers, new Map(), version);
  const strange = plan(base, strangers(answers), new Map(), version);
  const { diffArrays } = await import('diff');
  const ownPart = base.parts.some((part) => part.name === name) ? `${name}-pack` : name;
  const work: Work = {
    host,
    project,
    original: originalOf(base, planned, strange, ownPart, diffArrays),
    gained: { files: [], remove: new Set(), toml: [], notes: [] },
    files: new Map(),
    left: new Map(),
  };
  const { gained, files, left } = work;

  const own = planned.files.filter(({ path }) => path !== RECORD);
  for (const file of own) takePlanned(work, file);
  const listed = await takeOthers(work, own);
  gained.notes.push(...[...gained.remove].sort().map((file) => `${file}: the generator's is left out`));

  const hasOwn = gained.files.some(({ path }) => path.startsWith(`templates/${ownPart}/`));
  const about = { name, version, ownPart: hasOwn ? ownPart : undefined };
  const made = [manifestFile(about, base, answers, gained), ...gained.files];
  const { proof, cases } = await packOf(host, made, name, base, version)
    .then((pack) => ({
      proof: proven(differences(filesWith(pack, given, version), files)),
      cases: firstCase(pack, version),
    }))
    .catch((error: unknown) => ({ proof: wrongPack(error), cases: [] }));
  const all = [...notes, ...gained.notes, ...listed, ...leftOut(left), proof];
  return { files: made, cases, notes: all.map(visible) };
}

/** A file that the generator plans: it is the same, changed or deleted. */
function takePlanned({ host, project, original, gained, files, left }: Work, file: PlannedFile): void {
  const found = readFile(host, project, file.path, file.mode === '0755');
  if (found) files.set(file.path, found);
  const planned = file.bytes ?? Buffer.from(file.content, 'utf8');
  const isFile = found !== undefined && 'bytes' in found;
  if (isFile && found.executable === (file.mode === '0755') && Buffer.compare(planned, found.bytes) === 0)
    return;
  const templates = templatesOf(original, file);
  const reason =
    templates.length === 0
      ? 'it is computed for every project'
      : found && (isFile ? neverHolding(found.bytes) : found.reason);
  if (reason !== undefined) left.set(file.path, reason);
  else if (isFile) {
    if (!replace(original, file, templates, found, gained))
      left.set(file.path, 'a pack below changes its values, and the project more than values');
  } else for (const template of templates) gained.remove.add(template.file);
}

/** The other files of the project. @returns notes */
async function takeOthers(
  { host, project, original, gained, files, left }: Work,
  own: readonly PlannedFile[],
): Promise<readonly string[]> {
  const { base, planned } = original;
  const computed = base.computed(planned.context, new Map()).map(({ path }) => path);
  const known = new Set([RECORD, ...own.map(({ path }) => path)]);
  const ignored = own.find(({ path }) => path === IGNORE)?.content ?? '';
  const listing = await listFiles(host, project, ignored);
  const clash = clashes([...files.keys(), ...computed]);
  for (const path of listing.files.filter((file) => !known.has(file))) {
    const found = readFile(host, project, path);
    // One that was deleted, and git has not been told; or its name could not be read.
    if (!found) {
      if (path.includes('\ufffd')) left.set(path, 'its name is not UTF-8');
      continue;
    }
    files.set(path, found);
    const reason =
      neverNamed(path, computed) ??
      ('reason' in found
        ? found.reason
        : (neverHolding(found.bytes) ?? clash(path) ?? take(original, { path, ...found }, gained)));
    if (reason !== undefined) left.set(path, reason);
  }
  for (const [path, reason] of listing.left) if (!known.has(path)) left.set(path, reason);
  return listing.notes;
}
