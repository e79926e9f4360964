/** The host's file system. Named imports, because a default import copies every function, which takes a millisecond. */
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import type { Files, Opening } from './host.js';

const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_WRONLY } = constants;
// Windows lacks these constants, although Node's types include them.
const { O_DIRECTORY = 0, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;

const OPENING: Readonly<Record<Opening, number>> = {
  new: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
  append: O_WRONLY | O_APPEND | O_NOFOLLOW,
  read: O_RDONLY | O_NOFOLLOW | O_NONBLOCK,
  folder: O_RDONLY | O_DIRECTORY | O_NOFOLLOW,
  directory: O_RDONLY | O_DIRECTORY,
};

/** The real file system. */
export const nodeFiles: Files = {
  lstat: (name) => lstatSync(name, { throwIfNoEntry: false }),
  fstat: (file) => fstatSync(file),
  readdir: (name) => readdirSync(name),
  readFile: beginning,
  realpath: (name) => realpathSync.native(name),
  open: (name, how, mode) => openSync(name, OPENING[how], mode),
  read: (file, into) => readSync(file, into),
  write: (file, bytes) => writeFileSync(file, bytes),
  fchmod: fchmodSync,
  close: closeSync,
  mkdir: (name, mode) => void mkdirSync(name, mode),
  link: linkSync,
  rename: renameSync,
  unlink: unlinkSync,
  rmdir: rmdirSync,
};

/** At most the first `most` bytes of a file, which may be a pipe or an endless device. */
function beginning(name: string, most: number): Buffer {
  const file = openSync(name, 'r');
  try {
    const bytes = Buffer.alloc(most);
    let length = 0;
    for (let got = -1; got !== 0 && length < most; length += got)
      got = readSync(file, bytes, length, most - length, null);
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}
