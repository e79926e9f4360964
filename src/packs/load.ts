/** Loads team packs from their sources, and puts them over a generator in their order. */
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Layer, Pack } from '../model/pack.js';
import { layered, type TeamPack } from './layer.js';
import { located, MANIFEST, type Manifest, readManifest } from './manifest.js';
import { readFolder } from './read-folder.js';
import { faultsIn } from './ready.js';
import { refuse } from './refuse.js';
import type { Fault } from './shape.js';

/** A pack's folder, and where it came from. */
export interface Found {
  /** Absolute. */
  readonly folder: string;
  /** As it was typed, for messages. */
  readonly shown: string;
  /** For the record, without secrets. */
  readonly source: string;
  /** The commit, or the version of the package, that the source stood for. */
  readonly resolved?: string;
  readonly integrity?: string;
  readonly cached?: true | undefined;
}

/**
 * Puts packs over a generator.
 * @param version of create-pyproject
 * @param taken names of run flags, which no option may have
 * @param all whether to read every template now, not only those that a project uses
 * @throws {@link UserError} E_PACK with every fault of the first pack that has one
 */
export async function loadPacks(
  host: Host,
  base: Pack,
  found: readonly Found[],
  version: string,
  taken: readonly string[],
  all = false,
): Promise<Pack> {
  let pack = base;
  for (const one of found) {
    const team = await readTeamPack(host, one, version);
    const faults = all ? ((await faultsIn(team.templates)).get(one.shown) ?? []) : [];
    const made = layered(pack, team, taken);
    if ('faults' in made) refuse(one.shown, [...made.faults, ...faults]);
    if (faults.length > 0) refuse(one.shown, faults);
    pack = made.pack;
  }
  return pack;
}

async function readTeamPack(host: Host, found: Found, version: string): Promise<TeamPack> {
  const { shown, source, resolved, integrity, cached } = found;
  const read = readable(host, found);
  if (read.manifest === undefined)
    throw new UserError('E_PACK', `${shown} has no ${MANIFEST}`, `name a folder with a ${MANIFEST}`);
  const result = readManifest(read.manifest);
  const requires = 'faults' in result ? result.requires : result.manifest.requires;
  // Most of the time is what is loaded: a check of ranges, the parser of templates, the editor of TOML.
  const versions = requires === undefined ? undefined : await import('./requires.js');
  if ('faults' in result) {
    if (requires !== undefined) versions?.refuseVersion(shown, requires, version);
    refuse(shown, [...result.faults, ...read.faults]);
  }
  const { manifest } = result;
  const bad: Fault[] =
    requires === undefined || versions?.isRange(requires)
      ? []
      : [
          {
            place: ['requires'],
            reason: `${JSON.stringify(requires)} is no range of versions, such as >=0.2 or ^1.2`,
          },
        ];
  const faults = [...bad.map((fault) => located(read.manifest ?? '', fault)), ...read.faults];
  if (faults.length > 0) refuse(shown, faults);
  if (requires !== undefined)
    versions?.refuseVersion(`${manifest.name} ${manifest.version}`, requires, version);
  const layer: Layer = {
    name: manifest.name,
    version: manifest.version,
    source,
    ...(resolved !== undefined && { resolved }),
    ...(integrity !== undefined && { integrity }),
    ...(cached && { cached }),
  };
  const edits = manifest.toml && (await import('./toml-edits.js'));
  const parser = hasTemplates(manifest) ? await import('../plan/parse-template.js') : undefined;
  return {
    shown,
    source: read.manifest,
    manifest,
    templates: read.templates,
    parse: parser?.parseTemplate,
    edit: (changes) => (text) => edits?.editToml(text, edits.stepsOf(changes)) ?? text,
    layer,
  };
}

function readable(host: Host, { folder, shown }: Found): ReturnType<typeof readFolder> {
  try {
    return readFolder(host, folder, shown);
  } catch (error) {
    throw new UserError(
      'E_PACK',
      `${shown}: ${(error as Error).message}`,
      `name a folder with a ${MANIFEST}`,
    );
  }
}

/** Whether a default is a template over other answers. */
const hasTemplates = ({ options = {} }: Manifest): boolean =>
  Object.values(options).some(({ default: value }) => typeof value === 'string' && value.includes('{{'));
