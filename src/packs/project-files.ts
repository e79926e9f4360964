/** Finds the files of a project: those that git tracks, or, without a repository, those that no .gitignore names. */
import { isThere, readPlain } from '../disk/read.js';
import { readWithGit } from '../git/dirty.js';
import { inRepository } from '../git/repository.js';
import type { Host } from '../host/host.js';
import { type Ignore, ignoreRules, isIgnored } from './ignore-rules.js';
import { isSecret, LARGEST, neverNamed } from './never-taken.js';

/** A file, or why it is none. */
export type Found =
  | { readonly bytes: Uint8Array; readonly executable: boolean }
  | { readonly reason: string }
  | undefined;

export interface Listing {
  /** "/"-separated, sorted. */
  readonly files: readonly string[];
  /** Left out -> why. */
  readonly left: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

/** The file whose lines git does not track. */
export const IGNORE = '.gitignore';

/** Reads a file of the project, not through a link; one byte more than may be taken. @param planned stands for the mode where files have none */
export function readFile(host: Host, project: string, file: string, planned = false): Found {
  const { path, hasModes } = host.platform;
  const parts = file.split('/');
  try {
    for (let i = 1; i <= parts.length; i += 1) {
      const stat = host.fs.lstat(path.join(project, ...parts.slice(0, i)));
      if (!stat) return undefined;
      if (i < parts.length ? !stat.isDirectory() : !stat.isFile())
        return { reason: stat.isDirectory() ? 'a folder' : 'a link, or no plain file' };
    }
    const read = readPlain(host, path.join(project, ...parts), LARGEST + 1);
    if (!read) return { reason: 'no plain file' };
    return { bytes: read.bytes, executable: hasModes ? (read.mode & 0o100) !== 0 : planned };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

/**
 * Lists the files of a project.
 * @param own the generator's own .gitignore: what it names is made on one machine, tracked or not
 */
export async function listFiles(host: Host, project: string, own: string): Promise<Listing> {
  const found = readFile(host, project, IGNORE);
  const theirs = found && 'bytes' in found ? Buffer.from(found.bytes).toString('utf8') : '';
  const tracked = await lsFiles(host, project, []);
  if (typeof tracked === 'string' || tracked.length === 0) {
    const notes = typeof tracked === 'string' && tracked !== '' ? [tracked] : [];
    return { files: walk(host, project, `${own}\n${theirs}`).sort(), left: new Map(), notes };
  }
  const exceptions = theirs.split('\n').filter((line) => line.startsWith('!'));
  const ignore = ignoreRules([own, ...exceptions].join('\n'));
  const ignored = tracked.filter((file) => !isSecret(file) && isIgnored(ignore, file));
  const others = await lsFiles(host, project, ['--others', '--exclude-standard']);
  const loose = typeof others === 'string' ? [] : others;
  return {
    files: tracked.filter((file) => !ignored.includes(file)).sort(),
    left: new Map([
      ...ignored.map((file) => [file, "the generator's .gitignore names it"] as const),
      ...loose.map((file) => [file, 'git does not track it'] as const),
    ]),
    notes: [],
  };
}

/** What git lists; where it is not asked, the reason, '' where there is no repository. */
async function lsFiles(host: Host, project: string, args: readonly string[]): Promise<string[] | string> {
  if (!inRepository(host, project)) return '';
  if (!host.which('git')) return 'git was not found: every file that no .gitignore names counts';
  const ran = await readWithGit(host, project, ['ls-files', '-z', ...args]);
  if ('reason' in ran) return `${ran.reason}: every file that no .gitignore names counts`;
  if (ran.code !== 0) return `git cannot list its files: ${ran.output.trim().split('\n')[0]}`;
  // A file in conflict is listed several times.
  return [...new Set(ran.out.split('\0').filter((file) => file !== ''))];
}

function walk(host: Host, project: string, root: string): string[] {
  const { path } = host.platform;
  const files: string[] = [];
  const into = (folder: string, rules: readonly { readonly at: string; readonly ignore: Ignore }[]): void => {
    for (const name of host.fs.readdir(path.join(project, ...folder.split('/'))).sort()) {
      const file = folder === '' ? name : `${folder}/${name}`;
      const at = path.join(project, ...file.split('/'));
      const isFolder = host.fs.lstat(at)?.isDirectory() === true;
      const said = rules.map((rule) => rule.ignore(file.slice(rule.at.length), isFolder));
      const isNamed = said.findLast((one) => one !== undefined) === true;
      // A secret is ignored in most projects, and named all the same.
      if (!isFolder && (!isNamed || isSecret(file))) files.push(file);
      if (!isFolder || isNamed) continue;
      // A folder of caches says so itself: https://bford.info/cachedir/
      if (
        name !== '.git' &&
        neverNamed(file, []) !== 'a cache' &&
        !isThere(host, path.join(at, 'CACHEDIR.TAG'))
      ) {
        const inner = readFile(host, project, `${file}/${IGNORE}`);
        const text = inner && 'bytes' in inner ? Buffer.from(inner.bytes).toString('utf8') : '';
        into(file, [...rules, { at: `${file}/`, ignore: ignoreRules(text) }]);
      }
    }
  };
  into('', [{ at: '', ignore: ignoreRules(root) }]);
  return files;
}
