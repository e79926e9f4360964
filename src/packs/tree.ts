/** Writes, lists and removes a folder of the cache, with all that is in it. Follows no link. */
import { failedWith } from '../disk/containment.js';
import type { Disk } from '../host/host.js';
import type { PackFile } from './files.js';

/** Makes a folder and those above it; others may be making the same ones. */
export function makeFolder(disk: Disk, folder: string): void {
  if (disk.fs.lstat(folder)) return;
  const parent = disk.platform.path.dirname(folder);
  if (parent !== folder) makeFolder(disk, parent);
  try {
    disk.fs.mkdir(folder, 0o700);
  } catch (error) {
    if (!failedWith(error, 'EEXIST')) throw error;
  }
}

/** Writes a new file with exactly this mode. */
export function writeFile({ fs }: Disk, name: string, bytes: Uint8Array, mode: number): void {
  const file = fs.open(name, 'new', mode);
  try {
    fs.write(file, bytes);
    fs.fchmod(file, mode);
  } finally {
    fs.close(file);
  }
}

/** Writes a file in one step, in place of one with this name. */
export function replaceFile(disk: Disk, name: string, bytes: Uint8Array, mode: number): void {
  const temporary = `${name}.${disk.pid}`;
  writeFile(disk, temporary, bytes, mode);
  disk.fs.rename(temporary, name);
}

/** Writes the files of a pack, or of a project, below a folder. */
export function writeFiles(disk: Disk, folder: string, files: readonly PackFile[]): void {
  const { path } = disk.platform;
  for (const file of files) {
    const at = path.join(folder, ...file.path.split('/'));
    makeFolder(disk, path.dirname(at));
    writeFile(disk, at, file.bytes, file.executable ? 0o755 : 0o644);
  }
}

/** Whatever is below a folder and is no folder itself: "/"-separated paths. */
export function listTree(disk: Disk, folder: string, prefix = ''): string[] {
  return disk.fs.readdir(folder).flatMap((name) => {
    const at = disk.platform.path.join(folder, name);
    return disk.fs.lstat(at)?.isDirectory() ? listTree(disk, at, `${prefix}${name}/`) : [prefix + name];
  });
}

/** Removes it and all that is in it; it may be gone already. */
export function removeTree(disk: Disk, at: string): void {
  const stat = disk.fs.lstat(at);
  if (stat === undefined) return;
  if (!stat.isDirectory()) {
    disk.fs.unlink(at);
    return;
  }
  for (const name of disk.fs.readdir(at)) removeTree(disk, disk.platform.path.join(at, name));
  disk.fs.rmdir(at);
}
