/** Opens a project that is to be followed: its record, the packs that it was made with, and its answers. */
import { answersOfRecord } from '../answers/answers.js';
import type { GivenAnswers } from '../answers/settle.js';
import { targetPath } from '../answers/target.js';
import { readPresent } from '../disk/present.js';
import { renamedByHand } from '../follow/moves.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Machine } from '../model/options.js';
import type { Pack, Present } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import type { ProjectRecord } from '../model/record.js';
import { visible } from '../model/redact.js';
import type { Generator } from './cli.js';
import { withPacks } from './layers.js';
import { asRecorded, recordedSources, recordIn } from './recorded-project.js';

/** Which project, and with which packs. */
export interface Place {
  /** The directory as typed. */
  readonly shown: string;
  /** The sources of packs; those of the record if there are none. */
  readonly packs: readonly string[];
  readonly offline: boolean;
}

export interface OpenedProject {
  /** The directory as typed. */
  readonly shown: string;
  /** Absolute. */
  readonly directory: string;
  /** The text of the record. */
  readonly text: string;
  readonly record: ProjectRecord;
  readonly pack: Pack;
  /** The answers in the record that the pack knows, and the names of the others. */
  readonly recorded: GivenAnswers;
  readonly unknown: readonly string[];
  /** Answers that people changed in the files themselves: the folder of the code has another name. */
  readonly byHand: GivenAnswers;
  readonly machine: Machine;
  /** What can stand in for planned files. What the standard wrote here is merged, and stands in for nothing. */
  readonly present: Present;
}

/** @throws {@link UserError} E_ANSWERS, E_SOURCE, E_PACK, E_DISK */
export async function openProject(host: Host, generator: Generator, place: Place): Promise<OpenedProject> {
  const { shown } = place;
  const { path } = host.platform;
  const directory = targetPath(host.platform, host.cwd, shown);
  const parsed = recordIn(host, directory, shown, generator);
  const { text, record } = parsed;
  const sources = place.packs.length > 0 ? place.packs : recordedSources(host, directory, record);
  const loaded =
    sources.length === 0
      ? await generator.load()
      : await withPacks(host, generator, sources, { offline: place.offline });
  const pack = place.packs.length > 0 ? loaded : { ...loaded, layers: asRecorded(loaded.layers, record) };
  if (record.pack !== pack.name)
    throw new UserError(
      'E_ANSWERS',
      `${shown} was made by another generator: ${visible(record.pack)}`,
      'name a project that create-pyproject has made',
    );
  const { given: recorded, unknown } = answersOfRecord(parsed, path.join(shown, RECORD), pack.options);
  return {
    shown,
    directory,
    text,
    record,
    pack,
    recorded,
    unknown,
    byHand: renamedFolder(host, directory, pack, record),
    machine: { directory: path.basename(directory), user: '', email: '' },
    present: new Map(
      [...readPresent(host, directory, pack.mayStandIn, false)].filter(([file]) => !record.files.has(file)),
    ),
  };
}

/** The folder of the code as an answer, if people renamed it by hand. */
function renamedFolder(host: Host, directory: string, pack: Pack, record: ProjectRecord): GivenAnswers {
  const { folder: option } = pack.following;
  const folder = folderIn(pack, record.answers);
  if (option === undefined || folder === '') return {};
  const value = renamedByHand(host, directory, [...record.files.keys()], folder);
  return value === undefined ? {} : { [option]: { value, from: `the folder ${value}` } };
}

/** The folder of the code in the answers; '' if there is none. */
export const folderIn = ({ following }: Pack, answers: Readonly<Record<string, unknown>>): string =>
  following.folder === undefined ? '' : String(answers[following.folder] ?? '');
