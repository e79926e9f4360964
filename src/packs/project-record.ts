/** Reads the record of a project from which a pack is made. */
import { answersText, parseRecord } from '../answers/answers.js';
import type { GivenAnswers } from '../answers/settle.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Pack } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import { readRecord } from '../model/record.js';
import { visible } from '../model/redact.js';
import { readFile } from './project-files.js';

/** What the project was made from, and remarks about that. */
export interface Recorded {
  readonly given: GivenAnswers;
  readonly notes: readonly string[];
}

const DIFFER = "where they differ, the project's files count as changed";

/** @throws {@link UserError} E_ANSWERS when there is no record of this generator, or one of other packs */
export function recordIn(host: Host, project: string, base: Pack, version: string): Recorded {
  const refuse = (reason: string, hint: string): never => {
    throw new UserError('E_ANSWERS', `${project} ${reason}`, hint);
  };
  const found = readFile(host, project, RECORD);
  if (!found || !('bytes' in found))
    return refuse(`has no ${RECORD} that can be read`, 'name a project that create-pyproject has made');
  const file = host.platform.path.join(project, RECORD);
  const text = answersText(found.bytes, file);
  const { given, unknown, layers } = parseRecord(text, file, base.options);
  const record = readRecord(text);
  if (!record || record.pack !== base.name)
    return refuse(
      `has a ${RECORD} that is no record of a project`,
      'name a project that create-pyproject has made',
    );
  const isSame =
    layers.length === base.layers.length &&
    base.layers.every(({ name }, i) => layers[i]?.startsWith(`${name} `));
  if (!isSame)
    return layers.length === 0
      ? refuse('was made without a pack', 'leave out --pack')
      : refuse(
          `was made with packs: ${layers.map(visible).join(', ')}`,
          'name them in this order: pack from PROJECT DIRECTORY --pack SOURCE',
        );
  const notes = base.layers.flatMap(({ name, version }, i) =>
    layers[i]?.startsWith(`${name} ${version} `)
      ? []
      : [`the project was made with ${visible(layers[i] ?? '')}, this is ${name} ${version}: ${DIFFER}`],
  );
  if (record.version !== version)
    notes.push(
      `the project was made with create-pyproject ${visible(record.version)}, this is ${version}: ${DIFFER}`,
    );
  if (unknown.length > 0)
    notes.push(`answers that this version does not know: ${unknown.map(visible).join(', ')}`);
  return { given, notes };
}
