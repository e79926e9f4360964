/** What a project remembers of its making: `.create-pyproject.toml`. */
import { createHash } from 'node:crypto';
import { json, toml } from './formats.js';
import type { Draft } from './options.js';
import type { PlannedFile } from './plan.js';

export const RECORD = '.create-pyproject.toml';

/** The id that git gives to these bytes. @see git-hash-object(1): SHA-1 of "blob <size>\0<bytes>" */
export function blobId(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

const value = (answer: Draft[string]): string => {
  if (typeof answer === 'boolean') return String(answer);
  return typeof answer === 'string' ? toml(answer) : `[${answer.map(toml).join(', ')}]`;
};

const key = (path: string): string => (/^[\w-]+$/.test(path) ? path : json(path));

/**
 * The record's text: version, answers and for each file the blob id of what was written, the base of a later merge.
 * It can be given back as `--answers`.
 */
export function record(version: string, answers: Draft, files: readonly PlannedFile[]): string {
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
    ...files.map((file) => `${key(file.path)} = "${blobId(file.content)}"`),
  ];
  return `${lines.join('\n')}\n`;
}
