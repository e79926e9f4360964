/** Writes `.create-pyproject.toml`, the record of how a project was made. */
import { blobId } from '../model/blob-id.js';
import { json, toml } from '../model/formats.js';
import type { Draft } from '../model/options.js';
import type { PlannedFile } from './plan.js';

const value = (answer: Draft[string]): string => {
  if (typeof answer === 'boolean') return String(answer);
  return typeof answer === 'string' ? toml(answer) : `[${answer.map(toml).join(', ')}]`;
};

const key = (path: string): string => (/^[\w-]+$/.test(path) ? path : json(path));

/**
 * The record's text: version, answers, and the blob id of each file as written, the base of a later merge.
 * It can be given back as `--answers`.
 * @param known text -> its blob id, if already known: hashing everything takes as long as rendering it
 */
export function record(
  version: string,
  answers: Draft,
  files: readonly PlannedFile[],
  known: ReadonlyMap<string, string>,
): string {
  const lines = [
    '# Written by create-pyproject. It tells later runs what this project was made from: commit it, do not edit it.',
    `version = ${toml(version)}`,
    'hash = "sha1"',
    '',
    '[answers]',
    ...Object.entries(answers).map(([name, answer]) => `${name} = ${value(answer)}`),
    '',
    '# The git blob id of each file as it was written.',
    '[files]',
    ...files.map((file) => `${key(file.path)} = "${known.get(file.content) ?? blobId(file.content)}"`),
  ];
  return `${lines.join('\n')}\n`;
}
