/** Loads team packs from their sources, and puts them over a generator in their order. */
import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Layer, Pack } from '../model/pack.js';
import { layered, type TeamPack } from './layer.js';
import { located, MANIFEST, type Manifest, readManifest } from './manifest.js';
import { readFolder } from './read-folder.js';

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
}

/** @throws {@link UserError} E_PACK with one line for each fault */
function refuse(shown: string, faults: readonly string[]): never {
  const count = faults.length === 1 ? 'a fault' : `${faults.length} faults`;
  throw new UserError(
    'E_PACK',
    [`the pack ${shown} has ${count}`, ...faults.map((fault) => `  ${fault}`)].join('\n'),
  );
}

/**
 * Puts packs over a generator.
 * @param version of create-pyproject
 * @param taken names of run flags, which no option may have
 * @throws {@link UserError} E_PACK with every fault of the first pack that has one
 */
export async function loadPacks(
  host: Host,
  base: Pack,
  found: readonly Found[],
  version: string,
  taken: readonly string[],
): Promise<Pack> {
  let pack = base;
  for (const one of found) {
    const team = await readTeamPack(host, one, version);
    const made = layered(pack, team, taken);
    if ('faults' in made) refuse(one.shown, made.faults);
    pack = made.pack;
  }
  return pack;
}

async function readTeamPack(host: Host, found: Found, version: string): Promise<TeamPack> {
  const { shown, source, resolved, integrity } = found;
  const read = readable(host, found);
  if (read.manifest === undefined)
    throw new UserError('E_PACK', `${shown} has no ${MANIFEST}`, `name a folder with a ${MANIFEST}`);
  const result = readManifest(read.manifest);
  if ('faults' in result) {
    refuseVersion(shown, result.requires, version);
    refuse(shown, [...result.faults, ...read.faults]);
  }
  const { manifest } = result;
  const faults = [...requirement(read.manifest, manifest), ...read.faults];
  if (faults.length > 0) refuse(shown, faults);
  refuseVersion(`${manifest.name} ${manifest.version}`, manifest.requires, version);
  const layer: Layer = {
    name: manifest.name,
    version: manifest.version,
    source,
    ...(resolved !== undefined && { resolved }),
    ...(integrity !== undefined && { integrity }),
  };
  // Its library is large, and most packs change no TOML.
  const edits = manifest.toml && (await import('./toml-edits.js'));
  return {
    shown,
    source: read.manifest,
    manifest,
    templates: read.templates,
    edit: (changes) => (text) => edits?.editToml(text, edits.stepsOf(changes)) ?? text,
    layer,
  };
}

function readable(host: Host, { folder, shown }: Found): ReturnType<typeof readFolder> {
  try {
    return readFolder(host, folder);
  } catch (error) {
    throw new UserError(
      'E_PACK',
      `${shown}: ${(error as Error).message}`,
      `name a folder with a ${MANIFEST}`,
    );
  }
}

const requirement = (source: string, { requires }: Manifest): string[] =>
  requires !== undefined && validRange(requires) === null
    ? [
        located(source, {
          place: ['requires'],
          reason: `${JSON.stringify(requires)} is no range of versions`,
        }),
      ]
    : [];

/** @throws {@link UserError} E_PACK that names both versions */
function refuseVersion(pack: string, requires: string | undefined, version: string): void {
  if (requires === undefined || validRange(requires) === null) return;
  if (satisfies(version, requires, { includePrerelease: true })) return;
  throw new UserError(
    'E_PACK',
    `the pack ${pack} needs create-pyproject ${requires}, and this is ${version}`,
    'use another version of one of them',
  );
}
