/** Accesses files below a directory through open folders (on Linux) or re-checked ones, so that no link leads outside. */
import path from 'node:path';
import type { Disk, Files } from '../host/host.js';
import { UserError } from '../model/errors.js';

interface Held {
  /** The folder's path for file system calls. */
  readonly at: string;
  readonly descriptor?: number;
  /** Device and inode, if there is no descriptor. */
  readonly identity?: string;
}

const parentOf = (name: string): string => (name.includes('/') ? path.posix.dirname(name) : '');

/** Whether a file system error has one of these codes. */
export const failedWith = (error: unknown, ...codes: readonly string[]): boolean =>
  codes.includes((error as NodeJS.ErrnoException).code ?? '');

/**
 * A directory and the folders below it. Names are "/"-separated and relative to it; '' is the directory itself.
 *
 * On Linux each folder is opened by name in its parent, without following links, and used through its descriptor. A
 * call therefore reaches the opened folder, even if it is renamed or replaced in the meantime. Elsewhere, device and
 * inode of every folder in the path are compared before and after each call, which leaves a race window.
 * @see open(2), O_NOFOLLOW; proc(5), /proc/pid/fd
 */
export class Directory {
  readonly #fs: Files;
  /** Its name in messages. */
  readonly #shown: string;
  readonly #held = new Map<string, Held>();
  readonly #descriptors: boolean;
  readonly #modes: boolean;

  /** Follows links in the directory's own path, which the user gave. */
  constructor({ fs, platform }: Disk, directory: string) {
    this.#fs = fs;
    this.#shown = directory;
    this.#modes = platform.hasModes;
    if (platform.name === 'linux') {
      const root = this.#open(directory, 'directory');
      if (fs.lstat(root.at)) {
        this.#descriptors = true;
        this.#held.set('', root);
        return;
      }
      this.#drop(root); // no /proc
    }
    this.#descriptors = false;
    this.#held.set('', this.#look(fs.realpath(directory)));
  }

  #open(at: string, how: 'folder' | 'directory'): Held {
    const descriptor = this.#fs.open(at, how);
    return { at: `/proc/self/fd/${descriptor}`, descriptor };
  }

  #look(at: string): Held {
    const stat = this.#fs.lstat(at);
    if (stat?.isDirectory()) return { at, identity: `${stat.dev}:${stat.ino}` };
    throw Object.assign(new Error(stat ? 'is not a folder' : 'does not exist'), {
      code: stat ? 'ENOTDIR' : 'ENOENT',
    });
  }

  #folder(name: string): Held {
    const known = this.#held.get(name);
    if (known) return known;
    const at = `${this.#folder(parentOf(name)).at}/${path.posix.basename(name)}`;
    try {
      const held = this.#descriptors ? this.#open(at, 'folder') : this.#look(at);
      this.#held.set(name, held);
      return held;
    } catch (error) {
      if (!failedWith(error, 'ELOOP', 'ENOTDIR')) throw this.#readable(error, at, name);
      throw new UserError(
        'E_EXISTS',
        `${this.path(name)} is a link or not a folder`,
        'move it away, and run it again',
      );
    }
  }

  /** Throws when a folder in the path has been replaced. */
  #verify(name: string): void {
    if (this.#descriptors) return;
    for (let folder = name; ; folder = parentOf(folder)) {
      const held = this.#folder(folder);
      if (this.#look(held.at).identity !== held.identity)
        throw new UserError(
          'E_EXISTS',
          `${this.path(folder)} was replaced by another folder`,
          'run it again',
        );
      if (folder === '') return;
    }
  }

  /** A file system error contains the path of the call. Replace it by the path that the user knows. */
  #readable(error: unknown, at: string, name: string): unknown {
    if (error instanceof Error) error.message = error.message.replaceAll(at, this.path(name));
    return error;
  }

  /** The path of something in it, for messages. */
  path(name: string): string {
    return path.join(this.#shown, ...name.split('/'));
  }

  /**
   * Calls `act` with a currently valid path for `name`.
   * @throws {@link UserError} E_EXISTS when a folder in the path is a link or was replaced; any error of `act`
   */
  use<T>(name: string, act: (at: string) => T): T {
    const folder = parentOf(name);
    const at = `${this.#folder(folder).at}/${path.posix.basename(name)}`;
    this.#verify(folder);
    let result: T;
    try {
      result = act(at);
    } catch (error) {
      throw this.#readable(error, at, name);
    }
    try {
      this.#verify(folder);
    } catch (error) {
      // The call has already happened: ignore a failed re-check, but report a folder that moved.
      if (error instanceof UserError || failedWith(error, 'ENOENT', 'ENOTDIR')) throw error;
    }
    return result;
  }

  /**
   * Creates a folder with exactly this mode, with any umask. An inherited setgid bit stays.
   * @returns its inode
   */
  makeFolder(name: string, mode: number): number {
    this.use(name, (at) => this.#fs.mkdir(at, mode));
    const { at, descriptor } = this.#folder(name);
    const stat = descriptor === undefined ? this.#fs.lstat(at) : this.#fs.fstat(descriptor);
    if (stat && (stat.mode & 0o777) !== mode && this.#modes) {
      const opened = descriptor ?? this.#fs.open(at, 'folder');
      this.#fs.fchmod(opened, mode | (stat.mode & 0o7000));
      if (descriptor === undefined) this.#fs.close(opened);
    }
    return stat?.ino ?? 0;
  }

  /** Writes a new file with exactly this mode, with any umask. */
  writeNew(name: string, bytes: Uint8Array, mode: number): void {
    this.use(name, (at) => {
      const file = this.#fs.open(at, 'new', mode);
      try {
        this.#fs.write(file, bytes);
        this.#fs.fchmod(file, mode);
      } finally {
        this.#fs.close(file);
      }
    });
  }

  /** Adds to the end of a file. */
  append(name: string, bytes: Uint8Array): void {
    this.use(name, (at) => {
      const file = this.#fs.open(at, 'append');
      try {
        this.#fs.write(file, bytes);
      } finally {
        this.#fs.close(file);
      }
    });
  }

  /** The stat of this name; undefined if the name or a folder in its path is missing. */
  lstat(name: string): ReturnType<Files['lstat']> {
    try {
      return this.use(name, (at) => this.#fs.lstat(at));
    } catch (error) {
      if (failedWith(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  /** The names in a folder. */
  list(folder: string): string[] {
    return this.#fs.readdir(this.#folder(folder).at);
  }

  rename(from: string, to: string): void {
    this.use(from, (old) => this.use(to, (at) => this.#fs.rename(old, at)));
    // Closes a folder that is held under its old name, and the folders below it.
    this.#release(from);
  }

  /** @throws the errors of link(2), such as EEXIST */
  link(from: string, to: string): void {
    this.use(from, (old) => this.use(to, (at) => this.#fs.link(old, at)));
  }

  /** Removes a file. A missing file is ignored. */
  unlink(name: string): void {
    this.#gone(() => this.use(name, (at) => this.#fs.unlink(at)));
  }

  /** Removes an empty folder. A missing folder is ignored. */
  rmdir(name: string): void {
    this.#release(name);
    this.#gone(() => this.use(name, (at) => this.#fs.rmdir(at)));
  }

  #gone(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!failedWith(error, 'ENOENT')) throw error;
    }
  }

  #release(name: string): void {
    for (const [folder, held] of this.#held) {
      if (folder !== name && !folder.startsWith(`${name}/`)) continue;
      this.#held.delete(folder);
      this.#drop(held);
    }
  }

  /** Closes every folder. */
  close(): void {
    for (const held of this.#held.values()) this.#drop(held);
    this.#held.clear();
  }

  #drop({ descriptor }: Held): void {
    try {
      if (descriptor !== undefined) this.#fs.close(descriptor);
    } catch {
      // A failed close can be ignored, because no data is written through a folder's descriptor.
    }
  }
}
