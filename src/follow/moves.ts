/** Finds files that people moved, and the folder of the code under another name. */
import { type Change, look } from '../disk/changes.js';
import { isThere } from '../disk/read.js';
import type { Disk } from '../host/host.js';
import { idOf, textOf } from './text.js';

/** The parts of a path up to a folder of this name; undefined if no folder has it. */
function upTo(path: string, folder: string): string | undefined {
  const parts = path.split('/');
  const at = parts.indexOf(folder);
  return at < 0 || at === parts.length - 1 ? undefined : parts.slice(0, at).join('/');
}

/**
 * The new name of the folder of the code, if people renamed it: nothing of the record is under its old name, and one
 * folder beside it has files of the same names.
 */
export function renamedByHand(
  disk: Disk,
  directory: string,
  recorded: readonly string[],
  folder: string,
): string | undefined {
  const { path } = disk.platform;
  const inside = recorded.filter((file) => upTo(file, folder) !== undefined);
  const [first] = inside;
  if (first === undefined || inside.some((file) => isThere(disk, path.join(directory, file))))
    return undefined;
  const parent = upTo(first, folder) ?? '';
  const names = inside.map((file) => file.slice(`${parent}/${folder}/`.length));
  const beside = isThere(disk, path.join(directory, parent))
    ? disk.fs.readdir(path.join(directory, parent))
    : [];
  const found = beside.filter((name) => {
    const at = path.join(directory, parent, name);
    if (name === folder || disk.fs.lstat(at)?.isDirectory() !== true) return false;
    return names.filter((file) => isThere(disk, path.join(at, file))).length * 2 > names.length;
  });
  return found.length === 1 ? found[0] : undefined;
}

/** Recorded path -> planned path, after the folder of the code got another name in the answers. */
export function renamedPaths(
  recorded: readonly string[],
  planned: ReadonlySet<string>,
  from: string,
  to: string,
): ReadonlyMap<string, string> {
  if (from === to) return new Map();
  const pairs = recorded.map((file): [string, string] => [
    file,
    file
      .split('/')
      .map((part) => (part === from ? to : part))
      .join('/'),
  ]);
  return new Map(pairs.filter(([old, now]) => old !== now && !planned.has(old) && planned.has(now)));
}

/** Recorded path -> where a file with exactly the recorded text is now. A file without text is nobody's twin. */
export function movedByHand(
  disk: Disk,
  directory: string,
  recorded: ReadonlyMap<string, string>,
  files: readonly string[],
): ReadonlyMap<string, string> {
  const { path } = disk.platform;
  const missing = [...recorded].filter(([file]) => !isThere(disk, path.join(directory, file)));
  const others = files.filter((file) => !recorded.has(file));
  const moves = missing.flatMap(([file, id]): [string, string][] => {
    const name = path.posix.basename(file);
    const twins = others.filter((other) => {
      if (path.posix.basename(other) !== name) return false;
      const there = look(disk, directory, other);
      return (
        typeof there === 'object' && 'bytes' in there && there.bytes.length > 0 && idOf(there.bytes) === id
      );
    });
    return twins.length === 1 && twins[0] !== undefined ? [[file, twins[0]]] : [];
  });
  return new Map(moves);
}

/**
 * The changes of files that the standard does not know, after the folder of the code got another name: those in it move,
 * and each that names it says the new name.
 * @param files all files of the project
 * @param known the ones that the standard writes or has written
 */
export function renameOthers(
  disk: Disk,
  directory: string,
  files: readonly string[],
  known: ReadonlySet<string>,
  folder: { readonly from: string; readonly to: string; readonly parent: string },
  rename: (text: string) => string,
): Change[] {
  const prefix = folder.parent === '' ? `${folder.from}/` : `${folder.parent}/${folder.from}/`;
  const target = folder.parent === '' ? `${folder.to}/` : `${folder.parent}/${folder.to}/`;
  return files.flatMap((file): Change[] => {
    if (known.has(file)) return [];
    const there = look(disk, directory, file);
    if (there === 'nothing' || 'obstacle' in there) return [];
    const { bytes: before, mode } = there;
    const text = textOf(before);
    const after = text ? Buffer.from(rename(Buffer.from(before).toString('utf8'))) : before;
    if (!file.startsWith(prefix))
      return Buffer.compare(after, before) === 0
        ? []
        : [{ path: file, action: 'merged', after, before, mode }];
    const moved = target + file.slice(prefix.length);
    if (look(disk, directory, moved) !== 'nothing') return [];
    return [
      { path: moved, action: 'create', after, before: undefined, mode, remark: `was ${file}` },
      { path: file, action: 'delete', after: new Uint8Array(), before, mode },
    ];
  });
}

/** The folder that holds the folder of the code; undefined if no recorded file is in it. */
export const parentOf = (recorded: readonly string[], folder: string): string | undefined => {
  const first = recorded.find((file) => upTo(file, folder) !== undefined);
  return first === undefined ? undefined : upTo(first, folder);
};
