/** Reads a project that is to be adopted, and finds what the standard understands of it. */
import { type Project, readProject } from '../adopt/read-project.js';
import { type Understood, understand } from '../adopt/understand.js';
import type { GivenAnswers } from '../answers/settle.js';
import type { Host } from '../host/host.js';
import type { Draft } from '../model/options.js';
import type { Pack } from '../model/pack.js';

export interface UnderstoodProject {
  /** The directory as typed. */
  readonly shown: string;
  /** Absolute. */
  readonly directory: string;
  /** The standard. */
  readonly pack: Pack;
  /** The project as it is. */
  readonly existing: Project;
  /** What its files answer. */
  readonly understood: Understood;
  /** What was not understood, with its places. */
  readonly remarks: readonly string[];
}

/**
 * Whatever the files contain: what cannot be read, or cannot be had, is a remark.
 * @param stated the answers that people gave, of which the import name tells where the code is
 */
export function understandProject(
  host: Host,
  place: Pick<UnderstoodProject, 'shown' | 'directory'>,
  pack: Pack,
  stated: GivenAnswers,
): UnderstoodProject {
  const module = stated.module?.value;
  const existing = readProject(host, place.directory, typeof module === 'string' ? module : undefined);
  const { readings } = existing;
  const understood = understand(
    pack.options,
    readings.flatMap(({ claims }) => claims),
  );
  const remarks = [...readings.flatMap((reading) => reading.remarks), ...understood.remarks];
  return { ...place, pack, existing, understood, remarks };
}

/** The pack without defaults that are about example code. */
export function forAdoption(pack: Pack): Pack {
  const { description } = pack.options;
  if (description?.type !== 'text' || description.lockedBy !== undefined) return pack;
  const standard = ({ name }: Draft): string => String(name);
  return { ...pack, options: { ...pack.options, description: { ...description, standard } } };
}
