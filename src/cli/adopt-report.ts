/** What `adopt` tells: the answers with their places, the changes, what comes next, and its JSON document. */
import type { GivenAnswers } from '../answers/settle.js';
import { inRepository } from '../git/repository.js';
import type { Host } from '../host/host.js';
import { paint } from '../host/paint.js';
import type { Value } from '../model/options.js';
import { visible } from '../model/redact.js';
import type { AdoptFlags } from './adopt-flags.js';
import type { AdoptedProject } from './adopt-project.js';
import { paragraph, rows } from './columns.js';
import { fileReport } from './document.js';
import { changesByFolder, differences, UPDATE_WORDS } from './report.js';
import { writes } from './run-update.js';
import { closing, noteLines } from './summary.js';
import type { UnderstoodProject } from './understood-project.js';

/** An adopted project, and how to tell what happens in it. */
export interface Told {
  readonly host: Host;
  readonly version: string;
  readonly project: AdoptedProject;
  readonly flags: AdoptFlags;
}

const word = (value: Value): string =>
  typeof value === 'boolean'
    ? value
      ? 'yes'
      : 'no'
    : visible(typeof value === 'string' ? value : value.join(', '));

/** The answers without defaults, each with its place, and what was not understood. */
export function found(
  host: Host,
  { shown, understood, remarks }: UnderstoodProject,
  given: GivenAnswers,
): string {
  const lines = Object.entries(given).map(([name, { value, from }]): [string, string] => {
    const read = understood.given[name];
    return [name, `${word(value)}  (${read ? visible(read.from) : from})`];
  });
  const table = rows(lines, 2, { all: host.out.columns });
  const unread = remarks.map((remark) => `  ${paragraph(host.out, `note: ${visible(remark)}`, '    ')}`);
  return `${[`What the files of ${shown} say:`, ...table, ...unread].join('\n')}\n`;
}

/** Whether anything is to be written. */
export const hasChanges = ({ changes }: AdoptedProject): boolean =>
  changes.some(({ action }) => action !== 'same' && action !== 'kept');

/** Shows people what changes. @param isFound whether they have seen the answers */
export function showPreview({ host, project, flags }: Told, isFound: boolean): void {
  if (flags.json || flags.diff || flags.quiet) return;
  const { shown, given, changes, notes } = project;
  if (!isFound) host.out.write(found(host, project, given));
  host.out.write(`\n${changesByFolder(shown, changes, host.out.columns, UPDATE_WORDS)}`);
  host.out.write(noteLines(host.out, notes));
}

/** Prints what was done, or would be: for programs, as a difference, or as the commands that come next. */
export async function report({ host, version, project, flags }: Told): Promise<void> {
  if (flags.json) host.out.write(document(host, version, project));
  else if (flags.diff) host.out.write(await differences(project.changes));
  else if (!flags.quiet && writes(flags) && hasChanges(project))
    host.out.write(closing(host.out, [], nextCommands(host, project), [], paint(host, host.out)));
}

function nextCommands(host: Host, { shown, directory, pack, planned }: AdoptedProject): readonly string[] {
  // The commands that run a program belong to the example code.
  const context = { ...planned.context, kind: 'library' };
  const commands = pack.next(context, { shown, installed: false, platform: host.platform });
  if (!inRepository(host, directory)) return commands;
  const afterCd = shown === '.' ? 0 : 1;
  return commands.toSpliced(afterCd, 0, 'git diff');
}

function document(host: Host, version: string, project: AdoptedProject): string {
  const { directory, answers, given, changes, left, remarks, notes } = project;
  const origins = Object.fromEntries(
    Object.keys(answers).map((name) => [name, given[name]?.from ?? 'default']),
  );
  const files = changes.map((change) => fileReport(change));
  const next = nextCommands(host, project);
  const told = { version, directory, answers, origins, files, left, remarks, notes, next };
  return `${JSON.stringify(told, null, 2)}\n`;
}
