/** Directories that cannot be written to, and file systems that fail. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Files, Host } from '../../../src/host/host.js';
import { nodeHost } from '../../../src/host/node-host.js';
import { type Case, place } from './case.js';

export interface Placed extends Case {
  /** Creates the initial state. @returns the changed parts of the host */
  readonly arrange?: (cwd: string) => Partial<Host> | undefined;
}

const NAMED = ['--name', 'my-app'];

/** A file system on which one call fails. */
const failing = (call: keyof Files, code: string) => (): Partial<Host> => ({
  fs: {
    ...nodeHost().fs,
    [call]: () => {
      throw Object.assign(new Error(`${code}: the disk says no`), { code });
    },
  },
});

const disk = (it: string, args: readonly string[], message: string, hint: string): Case => ({
  it,
  args,
  exit: 1,
  error: 'E_DISK',
  message,
  hint,
});

const taken = (it: string, args: readonly string[], message: string, hint: string): Case => ({
  it,
  args,
  exit: 3,
  error: 'E_EXISTS',
  message,
  hint,
});

const ELSEWHERE = 'move it away, or choose another directory';
const BLOCKED = 'already exists and differs: ';

/** `…` stands for the current directory of the command. */
export const places: readonly Placed[] = [
  place(
    'a URL for the directory',
    ['https://example.org/acme/app'],
    'the directory is a URL',
    'name a directory; an address goes to --repository',
  ),
  place(
    'a URL with a password for the directory',
    ['git+ssh://ann:hunter2@example.org/app'],
    'the directory is a URL',
    'name a directory; an address goes to --repository',
  ),
  place(
    'a directory with a line end in its name',
    ['my\napp', ...NAMED],
    'the directory has a control character in its path',
    'choose a path without control characters',
  ),
  place(
    'a directory that would color the terminal',
    ['my\u001b[31mapp', ...NAMED],
    'the directory has a control character in its path',
    'choose a path without control characters',
  ),
  place(
    'a directory with a NUL in its name',
    ['my\0app', ...NAMED],
    'the directory has a control character in its path',
    'choose a path without control characters',
  ),
  place(
    'a directory with a line separator in its name',
    ['my\u2028app', ...NAMED],
    'the directory has a control character in its path',
    'choose a path without control characters',
  ),
  place(
    'a directory whose name was not UTF-8',
    ['my\ufffdapp', ...NAMED],
    'the path of the directory is not UTF-8',
    'choose one with a name in UTF-8',
  ),
  place(
    'a directory with a surrogate in its name',
    ['my\ud800app', ...NAMED],
    'the path of the directory is not UTF-8',
    'choose one with a name in UTF-8',
  ),
  {
    ...taken(
      'a target that is a file',
      ['my-app'],
      '…/my-app is not a directory, or is inside a file',
      ELSEWHERE,
    ),
    arrange: (cwd) => void writeFileSync(path.join(cwd, 'my-app'), ''),
  },
  {
    ...taken(
      'a directory below a file',
      ['file/my-app'],
      '…/file/my-app is not a directory, or is inside a file',
      ELSEWHERE,
    ),
    arrange: (cwd) => void writeFileSync(path.join(cwd, 'file'), ''),
  },
  {
    ...taken(
      'a target that is a broken link',
      ['my-app'],
      '…/my-app is not a directory, or is inside a file',
      ELSEWHERE,
    ),
    arrange: (cwd) => void symlinkSync('nowhere', path.join(cwd, 'my-app')),
  },
  taken('a device', ['/dev/null', ...NAMED], '/dev/null is not a directory, or is inside a file', ELSEWHERE),
  taken(
    'a directory below a device',
    ['/dev/null/my-app'],
    '/dev/null/my-app is not a directory, or is inside a file',
    ELSEWHERE,
  ),
  {
    ...taken(
      'a conflicting file',
      ['.', ...NAMED],
      `a file ${BLOCKED}Makefile`,
      '--diff shows the differences, --force replaces these files',
    ),
    files: ['Makefile'],
    arrange: (cwd) => void writeFileSync(path.join(cwd, 'Makefile'), 'mine\n'),
  },
  {
    ...taken(
      'a folder with the name of a file, with --force,',
      ['.', ...NAMED, '--force'],
      `a file ${BLOCKED}Makefile`,
      'move away Makefile: a folder, a link, a device or a huge file is neither followed nor replaced',
    ),
    files: ['Makefile'],
    arrange: (cwd) => void mkdirSync(path.join(cwd, 'Makefile')),
  },
  {
    ...taken(
      'a link with the name of a file, with --force,',
      ['.', ...NAMED, '--force'],
      `a file ${BLOCKED}Makefile`,
      'move away Makefile: a folder, a link, a device or a huge file is neither followed nor replaced',
    ),
    files: ['Makefile'],
    arrange: (cwd) => void symlinkSync('/etc/passwd', path.join(cwd, 'Makefile')),
  },
  {
    ...disk(
      'a link to itself',
      ['my-app'],
      "…/my-app: ELOOP: too many symbolic links encountered, scandir '…/my-app'",
      'choose a directory that can be read',
    ),
    arrange: (cwd) => void symlinkSync('my-app', path.join(cwd, 'my-app')),
  },
  disk(
    'a name that is too long for the file system',
    ['a'.repeat(256), ...NAMED],
    `…/${'a'.repeat(256)}: ENAMETOOLONG: name too long, scandir '…/${'a'.repeat(256)}'`,
    'choose a directory that can be read',
  ),
  disk(
    'a path that is too long for the system',
    [`${'a/'.repeat(2048)}b`, ...NAMED],
    `…/${'a/'.repeat(2048)}b: ENAMETOOLONG: name too long, scandir '…/${'a/'.repeat(2048)}b'`,
    'choose a directory that can be read',
  ),
  {
    ...disk(
      'a directory that cannot be read',
      ['.', ...NAMED],
      '…: EACCES: the disk says no',
      'choose a directory that can be read',
    ),
    arrange: failing('readdir', 'EACCES'),
  },
  {
    it: 'an answers file that cannot be read',
    args: ['app', '--answers', 'a.toml'],
    exit: 2,
    error: 'E_ANSWERS',
    message: 'a.toml: EACCES: the disk says no',
    hint: 'name a TOML file that can be read, or - for standard input',
    arrange: failing('readFile', 'EACCES'),
  },
  {
    it: 'an answers file that is a folder',
    args: ['app', '--answers', '.'],
    exit: 2,
    error: 'E_ANSWERS',
    message: '.: EISDIR: illegal operation on a directory, read',
    hint: 'name a TOML file that can be read, or - for standard input',
  },
  {
    it: 'a missing answers file',
    args: ['app', '--answers', 'none.toml'],
    exit: 2,
    error: 'E_ANSWERS',
    message: 'none.toml: ENOENT: no such file or directory',
    hint: 'name a TOML file that can be read, or - for standard input',
  },
  {
    it: 'an answers file with a name that is too long',
    args: ['app', '--answers', 'x'.repeat(300)],
    exit: 2,
    error: 'E_ANSWERS',
    message: `${'x'.repeat(300)}: ENAMETOOLONG: name too long`,
    hint: 'name a TOML file that can be read, or - for standard input',
  },
  {
    it: 'an answers file named by a URL with a password',
    args: ['app', '--answers', 'https://ann:hunter2@example.org/a.toml'],
    exit: 2,
    error: 'E_ANSWERS',
    message: 'https://…@example.org/a.toml: ENOENT: no such file or directory',
    hint: 'name a TOML file that can be read, or - for standard input',
  },
  {
    it: 'an endless answers file',
    args: ['app', '--answers', '/dev/zero'],
    exit: 2,
    error: 'E_ANSWERS',
    message: '/dev/zero is larger than 1 MiB',
    hint: 'is it an answers file?',
  },
  {
    it: 'endless standard input',
    args: ['app', '--answers', '-'],
    exit: 2,
    error: 'E_ANSWERS',
    message: 'standard input is larger than 1 MiB',
    hint: 'is it an answers file?',
    arrange: () => ({ readStdin: async (most) => Buffer.alloc(most, '#') }),
  },
  {
    it: 'standard input in another encoding',
    args: ['app', '--answers', '-'],
    exit: 2,
    error: 'E_ANSWERS',
    message: 'standard input is not UTF-8',
    hint: 'save it as UTF-8: TOML allows no other encoding',
    arrange: () => ({ readStdin: async () => Buffer.from('author = "Müller"', 'latin1') }),
  },
  {
    it: 'a repository inside a repository',
    args: ['my-app', '--git'],
    exit: 2,
    error: 'E_REPOSITORY',
    message: '…/my-app is already inside a repository',
    hint: 'leave out --git, or choose a directory outside of it',
    arrange: (cwd) => void mkdirSync(path.join(cwd, '.git')),
  },
];
