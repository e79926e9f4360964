/** A folder in memory, for the reader of packs: a pack can be tried before it is written. */
import type { Stats } from 'node:fs';
import type { Files, Host } from '../host/host.js';
import type { PackFile } from './files.js';

const stats = (size: number, mode: number, isFile: boolean): Stats =>
  ({ size, mode, isFile: () => isFile, isDirectory: () => !isFile }) as Stats;

/** A host whose file system holds these files below a folder, and nothing else. It can only be read. */
export function memoryHost(host: Host, folder: string, all: readonly PackFile[]): Host {
  const { path } = host.platform;
  const files = new Map(all.map((file) => [path.join(folder, ...file.path.split('/')), file]));
  const folders = new Map<string, Set<string>>([[folder, new Set()]]);
  for (const name of files.keys())
    for (let at = name; at !== folder && at !== path.dirname(at); at = path.dirname(at)) {
      const above = path.dirname(at);
      folders.set(above, (folders.get(above) ?? new Set()).add(path.basename(at)));
    }
  const opened: { readonly file: PackFile; at: number }[] = [];
  const statOf = ({ bytes, executable }: PackFile): Stats =>
    stats(bytes.length, executable ? 0o755 : 0o644, true);
  const fs: Partial<Files> = {
    lstat(name) {
      const file = files.get(name);
      if (file) return statOf(file);
      return folders.has(name) ? stats(0, 0o755, false) : undefined;
    },
    readdir: (name) => [...(folders.get(name) ?? [])],
    open(name) {
      const file = files.get(name);
      if (!file) throw new Error(`${name} is not there`);
      return opened.push({ file, at: 0 }) - 1;
    },
    fstat: (number) => (opened[number] ? statOf(opened[number].file) : stats(0, 0, false)),
    read(number, into) {
      const open = opened[number];
      if (!open) return 0;
      const bytes = open.file.bytes.subarray(open.at, open.at + into.length);
      into.set(bytes);
      open.at += bytes.length;
      return bytes.length;
    },
    close() {},
  };
  return { ...host, fs: fs as Files };
}
