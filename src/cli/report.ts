/** Renders the files and differences of a run. Pure: returns text. */
import type { Action, Change } from '../disk/changes.js';
import { JOINED, rows } from './columns.js';

/** The words for each action, except for new and unchanged files. */
const WORDS: Readonly<Partial<Record<Action, string>>> = {
  renew: 'renewed',
  replace: 'replaced',
  kept: 'kept',
  merged: 'missing lines are added',
  conflict: 'conflict',
  delete: 'removed',
  marked: 'conflict',
};

/** The words of an update, which merges both sides of a file. */
export const UPDATE_WORDS: typeof WORDS = { ...WORDS, merged: 'merged' };

const remarkOn = ({ action, remark }: Change, words: typeof WORDS): string =>
  [remark, words[action]].filter(Boolean).join(', ');

/**
 * The files by folder, in few lines, so that the question below them fits on a small screen. Unchanged files are only
 * counted.
 * @param width of a line
 */
export function changesByFolder(
  root: string,
  changes: readonly Change[],
  width: number,
  words: typeof WORDS = WORDS,
): string {
  const folders = new Map<string, string[]>();
  const changing = changes.filter(({ action }) => action !== 'same');
  for (const change of changing) {
    const [, folder = '', name = ''] = /^(.*\/)?(.*)$/.exec(change.path) ?? [];
    const remark = remarkOn(change, words).replaceAll(' ', JOINED);
    folders.set(folder, [...(folders.get(folder) ?? []), remark ? `${name}${JOINED}(${remark})` : name]);
  }
  const entries = [...folders].map(([folder, names]) => [folder || './', names.join(', ')] as const);
  const unchanged = changes.length - changing.length;
  return [
    `${root}/`,
    ...rows(entries, 2, { all: width }),
    ...(unchanged > 0 ? [`  unchanged: ${unchanged} ${unchanged === 1 ? 'file' : 'files'}`] : []),
    '',
  ].join('\n');
}

/** A unified diff of every existing file that would change, in the format of `git diff`; '' if there is none. */
export async function differences(changes: readonly Change[]): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');
  return changes
    .filter(({ action, before }) => before !== undefined && action !== 'same' && action !== 'kept')
    .map((change) =>
      createTwoFilesPatch(
        `a/${change.path}`,
        `b/${change.path}`,
        text(change.before),
        text(change.after),
        undefined,
        undefined,
        {
          context: 3,
          headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
        },
      ),
    )
    .join('');
}
