/** Reads the record of a project that is to be followed, and the answers to change in it. */
import { compareVersions, validate } from 'compare-versions';
import { answersText, MOST } from '../answers/answers.js';
import { isThere, readPlain } from '../disk/read.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Value } from '../model/options.js';
import type { Layer, Pack } from '../model/pack.js';
import { RECORD } from '../model/paths.js';
import { type ParsedRecord, type ProjectRecord, parsedRecord } from '../model/record.js';
import { visible } from '../model/redact.js';
import { noneOf } from '../model/suggest.js';
import { parseSource } from '../packs/source.js';
import type { Generator } from './cli.js';

/**
 * The record of a project.
 * @param shown the directory as typed, for messages
 * @throws {@link UserError} E_ANSWERS
 */
export function recordIn(host: Host, directory: string, shown: string, generator: Generator): ParsedRecord {
  const refuse = (reason: string, hint: string): never => {
    throw new UserError('E_ANSWERS', `${shown} ${reason}`, hint);
  };
  const file = host.platform.path.join(directory, RECORD);
  const found = isThere(host, file) ? readPlain(host, file, MOST) : undefined;
  if (!found) return refuse(`has no ${RECORD}`, 'name a project that create-pyproject has made');
  const text = answersText(found.bytes, file);
  const parsed = parsedRecord(text);
  if (!parsed && /^<{7} /m.test(text))
    return refuse(
      `has a ${RECORD} with the markers of a merge`,
      'keep either side of each conflict, and run it again',
    );
  if (!parsed) return refuse(`has a ${RECORD} that is no record of a project`, 'restore it from git');
  const { record } = parsed;
  if (validate(record.version) && compareVersions(record.version, generator.version) > 0)
    return refuse(
      `was written by create-pyproject ${visible(record.version)}, which is newer than this ${generator.version}`,
      'npm create pyproject@latest -- update',
    );
  return parsed;
}

/** A relative folder of the record is looked for from here, then from beside the project, where it was typed. */
export function recordedSources(
  host: Host,
  directory: string,
  { sources }: ProjectRecord,
): readonly string[] {
  const { path } = host.platform;
  return sources.map(({ source }) => {
    const parsed = parseSource(source);
    if (parsed.kind !== 'folder') return source;
    const places = [host.cwd, path.dirname(directory), directory].map((base) =>
      path.resolve(base, parsed.path),
    );
    const found = places.find((place) => isThere(host, place));
    if (found === undefined)
      throw new UserError(
        'E_SOURCE',
        `the project was made with the pack ${visible(source)}, which is not here`,
        'say where it is: --pack SOURCE',
      );
    return found;
  });
}

/** The packs as the record names their sources: a folder was found from another place. */
export const asRecorded = (layers: readonly Layer[], { sources }: ProjectRecord): readonly Layer[] =>
  layers.map((layer, i) => ({ ...layer, source: sources[i]?.source ?? layer.source }));

/** An answer as it is typed after --set. @throws {@link UserError} E_FLAG, E_VALUE */
export function setting(pack: Pack, text: string): [string, { value: Value; from: string }] {
  const [, name = '', typed = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  const option = Object.hasOwn(pack.options, name) ? pack.options[name] : undefined;
  if (!text.includes('='))
    throw new UserError('E_FLAG', `--set ${visible(text)} has no value`, 'write --set NAME=VALUE');
  if (!option) throw new UserError('E_FLAG', `--set: ${noneOf(name, Object.keys(pack.options))}`);
  const from = `--set ${name}`;
  if (option.type === 'list') return [name, { value: typed === '' ? [] : typed.split(','), from }];
  if (option.type !== 'flag') return [name, { value: typed, from }];
  const words: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false };
  const value = Object.hasOwn(words, typed) ? words[typed] : undefined;
  if (value === undefined) throw new UserError('E_VALUE', `${from}: must be true or false`);
  return [name, { value, from }];
}
