/** Reads a project from a folder: what git tracks or would track; outside a repository, every file but those of tools. */
import { readPlain } from '../disk/read.js';
import { readWithGit } from '../git/dirty.js';
import { inRepository } from '../git/repository.js';
import type { Host } from '../host/host.js';
import type { Source } from './project.js';

/** Bytes; larger files are data. */
const LARGEST = 4_000_000;

/** Files; the rest of a larger project is not looked at. */
const MOST = 50_000;

/** Folders that tools make. */
const MADE =
  /^(?:\.git|\.hg|\.svn|\.?venv|node_modules|__pycache__|\.(?:tox|nox|mypy_cache|pytest_cache|ruff_cache|hypothesis|eggs)|site-packages)$/;

/** A project's files, and a remark if git could not be asked. */
export interface Read extends Source {
  readonly note: string;
}

/** @param directory absolute; it exists */
export async function readProject(host: Host, directory: string): Promise<Read> {
  const listed = await whatGitLists(host, directory);
  const walked = listed.paths ?? walk(host, directory);
  const folders = new Map<string, boolean>();
  const { path } = host.platform;
  /** Whether a folder is one, and every folder above it: a link could lead out of the project. */
  const isPlainFolder = (folder: string): boolean => {
    if (folder === '.') return true;
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const plain =
      isPlainFolder(path.posix.dirname(folder)) &&
      host.fs.lstat(path.join(directory, folder))?.isDirectory() === true;
    folders.set(folder, plain);
    return plain;
  };
  return {
    paths: [...walked].sort().slice(0, MOST),
    tracked: listed.tracked,
    note: listed.note,
    text: (file) => {
      try {
        if (!isPlainFolder(path.posix.dirname(file))) return undefined;
        const read = readPlain(host, path.join(directory, file), LARGEST);
        if (!read || read.size > LARGEST) return undefined;
        const bytes = Buffer.from(read.bytes);
        return bytes.includes(0) ? undefined : bytes.toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}

interface Listed {
  readonly paths?: readonly string[];
  readonly tracked: ReadonlySet<string> | undefined;
  readonly note: string;
}

/** Asks git. Names that are not UTF-8 name no file, and are not read. */
async function whatGitLists(host: Host, directory: string): Promise<Listed> {
  if (!inRepository(host, directory)) return { tracked: undefined, note: '' };
  const without = (note: string): Listed => ({
    tracked: undefined,
    note: `${note}: what git tracks is not known`,
  });
  if (!host.which('git')) return without('git was not found');
  const ran = await readWithGit(host, directory, [
    'ls-files',
    '-z',
    '-t',
    '--cached',
    '--others',
    '--exclude-standard',
  ]);
  if ('reason' in ran) return without(ran.reason);
  if (ran.code !== 0) return without(`git cannot list its files: ${ran.output.trim().split('\n')[0]}`);
  // "H path" for a tracked file, "? path" for another one.
  const entries = ran.out.split('\0').filter((entry) => entry.length > 2);
  const names = (wanted: (mark: string) => boolean): Set<string> =>
    new Set(entries.filter(([mark = '']) => wanted(mark)).map((entry) => entry.slice(2)));
  return { paths: [...names(() => true)], tracked: names((mark) => mark !== '?'), note: '' };
}

function walk(host: Host, directory: string): readonly string[] {
  const { path } = host.platform;
  const files: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined && files.length < MOST; folder = folders.pop()) {
    for (const name of namesIn(host, path.join(directory, folder))) {
      const file = folder === '' ? name : `${folder}/${name}`;
      const stat = statOf(host, path.join(directory, file));
      if (stat?.isFile()) files.push(file);
      else if (stat?.isDirectory() && !MADE.test(name) && !isEnvironment(host, path.join(directory, file)))
        folders.push(file);
    }
  }
  return files;
}

const isEnvironment = (host: Host, folder: string): boolean =>
  statOf(host, host.platform.path.join(folder, 'pyvenv.cfg')) !== undefined;

function namesIn(host: Host, folder: string): readonly string[] {
  try {
    return host.fs.readdir(folder);
  } catch {
    return [];
  }
}

function statOf(host: Host, name: string): ReturnType<Host['fs']['lstat']> {
  try {
    return host.fs.lstat(name);
  } catch {
    return undefined;
  }
}
