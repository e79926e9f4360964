/** Takes the files out of a pack's tarball, and refuses whatever is not a plain file with a name that every system allows. */
import { gunzipSync } from 'node:zlib';
import { UserError } from '../model/errors.js';
import { badPath, Paths } from '../model/paths.js';
import { visible } from '../model/redact.js';
import { MOST_BYTES, MOST_FILES, type PackFile } from './files.js';
import { readTar, type TarEntry } from './tar.js';

/** Of the tar itself, which has headers and padding. */
export const TAR_BYTES = MOST_BYTES + (MOST_FILES + 1) * 4 * 1024;

const KINDS: Readonly<Record<string, string>> = {
  1: 'a hard link',
  2: 'a symbolic link',
  3: 'a device',
  4: 'a device',
  6: 'a pipe',
};

const PLEASE = 'a pack holds plain files alone; tell whoever made it';

const refused = (source: string, why: string): UserError =>
  new UserError('E_SOURCE', `${source}: ${why}`, PLEASE);

/** @throws {@link UserError} E_SOURCE when it is no .gz, or more than a pack may hold */
export function unzip(tgz: Uint8Array, source: string): Uint8Array {
  try {
    return gunzipSync(tgz, { maxOutputLength: TAR_BYTES });
  } catch (error) {
    const large = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw refused(source, large ? tooLarge : 'its tarball cannot be unpacked');
  }
}

/** Why a pack is refused that holds too much. */
export const tooLarge = `it has more than ${MOST_BYTES / 1024 / 1024} MiB`;

/**
 * The files of a tar, without the first folder of each name, which npm calls `package`.
 * @param source for messages
 * @throws {@link UserError} E_SOURCE that names what is refused
 */
export function packFiles(tar: Uint8Array, source: string): readonly PackFile[] {
  const files: PackFile[] = [];
  const paths = new Paths();
  const [taken, folders] = [new Set<string>(), new Set<string>()];
  let bytes = 0;
  let entries = 0;
  try {
    for (const entry of readTar(tar)) {
      entries += 1;
      const folder = entry.type === '5' || (entry.type === '0' && entry.name.endsWith('/'));
      const path = pathOf(entry, folder);
      if (path === '') continue;
      const clash = paths.add(path);
      if (clash) throw new Error(visible(`${path} ${clash}`));
      for (const above of foldersOf(path)) folders.add(above);
      if (folder) folders.add(path);
      else if (taken.has(path)) throw new Error(`${visible(path)} is there twice`);
      else taken.add(path);
      const both = [path, ...foldersOf(path)].find((one) => taken.has(one) && folders.has(one));
      if (both !== undefined) throw new Error(`${visible(both)} is a file and a folder`);
      bytes += entry.bytes.length;
      if (entries > 2 * MOST_FILES || (!folder && files.length === MOST_FILES))
        throw new Error(`it has more than ${MOST_FILES} files`);
      if (bytes > MOST_BYTES) throw new Error(tooLarge);
      if (!folder) files.push({ path, bytes: entry.bytes, executable: (entry.mode & 0o111) !== 0 });
    }
  } catch (error) {
    // A TypeError is a name that is not UTF-8.
    throw refused(
      source,
      error instanceof TypeError ? 'it has a name that is not UTF-8' : (error as Error).message,
    );
  }
  return files;
}

/** The name below the first folder; '' for that folder itself. */
function pathOf({ name, type }: TarEntry, folder: boolean): string {
  const shown = visible(name);
  if (!folder && type !== '0') throw new Error(`${shown} is ${KINDS[type] ?? 'of an unknown kind'}`);
  const bare = folder ? name.replace(/\/$/, '') : name;
  const bad = badPath(bare);
  if (bad !== undefined) throw new Error(`${shown} ${bad}`);
  const slash = bare.indexOf('/');
  if (slash < 0 && !folder) throw new Error(`${shown} lies in no folder`);
  return slash < 0 ? '' : bare.slice(slash + 1);
}

/** The folders that a path lies in. */
const foldersOf = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, i, parts) => parts.slice(0, i + 1).join('/'));
