/** Renders the files and differences of a run. Pure: returns text. */
import type { Action, Change } from '../disk/changes.js';
import { JOINED, rows } from './columns.js';

/** The words for each action. */
export const ACTION_WORDS: Readonly<Record<Action, string>> = {
  create: '',
  renew: 'renewed',
  replace: 'replaced',
  same: 'unchanged',
  kept: 'kept',
  merged: 'missing lines are added',
  conflict: 'conflict',
};

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: Map<string, string>;
}

/**
 * A tree as `tree --dirsfirst` draws it.
 * @param entries path -> a remark after the name, or ''
 */
export function tree(
  root: string,
  entries: readonly { readonly path: string; readonly remark: string }[],
): string {
  const top: Folder = { folders: new Map(), files: new Map() };
  for (const { path, remark } of entries) {
    const parts = path.split('/');
    const file = parts.pop() ?? '';
    let folder = top;
    for (const part of parts) {
      const next: Folder = folder.folders.get(part) ?? { folders: new Map(), files: new Map() };
      folder.folders.set(part, next);
      folder = next;
    }
    folder.files.set(file, remark);
  }
  const lines = [`${root}/`];
  const draw = (folder: Folder, indent: string): void => {
    const rows = [
      ...[...folder.folders].map(([name, inner]) => ({ text: `${name}/`, inner })),
      ...[...folder.files].map(([name, remark]) => ({
        text: remark ? `${name}  (${remark})` : name,
        inner: undefined,
      })),
    ];
    rows.forEach(({ text, inner }, i) => {
      const last = i === rows.length - 1;
      lines.push(`${indent}${last ? '└── ' : '├── '}${text}`);
      if (inner) draw(inner, `${indent}${last ? '    ' : '│   '}`);
    });
  };
  draw(top, '');
  return `${lines.join('\n')}\n`;
}

const remarkOn = ({ action, remark }: Change): string =>
  [remark, ACTION_WORDS[action]].filter(Boolean).join(', ');

/** The tree of what a run would do to each file. */
export const changeTree = (root: string, changes: readonly Change[]): string =>
  tree(
    root,
    changes.map((change) => ({ path: change.path, remark: remarkOn(change) })),
  );

/** Actions that leave a file as it is. */
const IDLE: readonly Action[] = ['same', 'kept'];

/**
 * The files that would change, folder by folder, in few lines: the question below them stays on a small screen.
 * @param width of a line
 */
export function changesByFolder(root: string, changes: readonly Change[], width: number): string {
  const folders = new Map<string, string[]>();
  const changing = changes.filter(({ action }) => !IDLE.includes(action));
  for (const change of changing) {
    const [, folder = '', name = ''] = /^(.*\/)?(.*)$/.exec(change.path) ?? [];
    const remark = remarkOn(change).replaceAll(' ', JOINED);
    folders.set(folder, [...(folders.get(folder) ?? []), remark ? `${name}${JOINED}(${remark})` : name]);
  }
  const entries = [...folders].map(([folder, names]) => [folder || './', names.join(', ')] as const);
  const idle = changes.length - changing.length;
  return [
    `${root}/`,
    ...rows(entries, 2, { all: width }),
    ...(idle > 0 ? [`  as they are: ${idle} ${idle === 1 ? 'file' : 'files'}`] : []),
    '',
  ].join('\n');
}

/** A unified diff of every existing file that would change, as `git diff` writes it; '' if none would. */
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
