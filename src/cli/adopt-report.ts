/** What `adopt` tells: the answers with their places, and its JSON document. */
import type { Understood } from '../adopt/understand.js';
import type { GivenAnswers } from '../answers/settle.js';
import type { Change } from '../disk/changes.js';
import type { Host } from '../host/host.js';
import type { Draft, Value } from '../model/options.js';
import { visible } from '../model/redact.js';
import { paragraph, rows } from './columns.js';
import { fileReport } from './document.js';

const word = (value: Value): string =>
  typeof value === 'boolean'
    ? value
      ? 'yes'
      : 'no'
    : visible(typeof value === 'string' ? value : value.join(', '));

/** What was understood, with its places, and what was not. */
export function found(
  host: Host,
  shown: string,
  given: GivenAnswers,
  { given: read }: Understood,
  remarks: readonly string[],
): string {
  const lines = Object.entries(given).map(([name, { value, from }]): [string, string] => [
    `${name}`,
    `${word(value)}  (${read[name] ? visible(read[name].from) : from})`,
  ]);
  const table = rows(lines, 2, { all: host.out.columns });
  const unread = remarks.map((remark) => `  ${paragraph(host.out, `note: ${visible(remark)}`, '    ')}`);
  return `${[`What the files of ${shown} say:`, ...table, ...unread].join('\n')}\n`;
}

/** The JSON document. */
export function document(
  version: string,
  directory: string,
  answers: Draft,
  given: GivenAnswers,
  changes: readonly Change[],
  told: {
    readonly left: readonly string[];
    readonly remarks: readonly string[];
    readonly notes: readonly string[];
    readonly next: readonly string[];
  },
): string {
  const origins = Object.fromEntries(
    Object.keys(answers).map((name) => [name, given[name]?.from ?? 'default']),
  );
  const files = changes.map((change) => fileReport(change));
  return `${JSON.stringify({ version, directory, answers, origins, files, ...told }, null, 2)}\n`;
}
