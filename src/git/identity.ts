/** Finds out the user's name and e-mail address, as git knows them. */
import path from 'node:path';
import { oneLine } from '../answers/settle.js';
import type { Host } from '../host/host.js';
import { Refusal } from '../model/errors.js';
import { settings } from './git-config.js';
import { inRepository } from './repository.js';

export interface Identity {
  /** user.name; '' where there is none, or no git. */
  readonly user: string;
  readonly email: string;
}

/** user.name and user.email as git has them in `directory`. */
export async function identity(host: Host, directory: string): Promise<Identity> {
  const { user, email } = readIdentity(host, directory) ?? (await askGit(host, directory));
  return { user: usable(user), email: usable(email) };
}

/** What cannot be written into a file is left out: nobody has typed it for this project. */
function usable(text: string): string {
  try {
    return oneLine(text);
  } catch (error) {
    if (error instanceof Refusal) return '';
    throw error;
  }
}

async function askGit(host: Host, directory: string): Promise<Identity> {
  const { code, out } = await host.exec(
    ['git', 'config', '--null', '--get-regexp', '^user\\.(name|email)$'],
    { cwd: directory },
  );
  if (code !== 0) return { user: '', email: '' };
  // Entries are "key\nvalue\0"; of several values the last one counts.
  const values = new Map(
    out
      .split('\0')
      .map((entry) => [entry.slice(0, entry.indexOf('\n')), entry.slice(entry.indexOf('\n') + 1)]),
  );
  return { user: values.get('user.name') ?? '', email: values.get('user.email') ?? '' };
}

/**
 * The same without git, which takes nearly as long to start as everything else of a run: where the user's own
 * configuration says both plainly and nothing can outweigh it, or what all users share can be read as well. Otherwise
 * undefined: then git has to say.
 * @see git-config(1), "FILES" and "CONFIGURATION FILE"
 */
export function readIdentity(host: Host, directory: string): Identity | undefined {
  const { env } = host;
  const others = Object.keys(env).some(
    (name) => /^GIT_(CONFIG|DIR|COMMON_DIR|CEILING)/.test(name) && !IGNORED.has(name),
  );
  // A repository around has a configuration of its own.
  if (others || inRepository(host, directory)) return undefined;
  const found = readUser(host, configurations(env));
  if (found === undefined) return undefined;
  if (found.name !== undefined && found.email !== undefined) return complete(found);
  const shared = sharedConfigurations(host);
  const weaker = shared && readUser(host, shared);
  return weaker && complete({ ...weaker, ...found });
}

const complete = ({ name = '', email = '' }: Section): Identity => ({ user: name, email });

/** Variables that we honour ourselves; they need no call to git. */
const IGNORED = new Set(['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_NOSYSTEM']);

/** The user's own files, the stronger one last. */
function configurations(env: Host['env']): string[] {
  const { GIT_CONFIG_GLOBAL, XDG_CONFIG_HOME, HOME } = env;
  if (GIT_CONFIG_GLOBAL !== undefined) return [GIT_CONFIG_GLOBAL];
  if (!HOME) return [];
  return [
    path.join(XDG_CONFIG_HOME || path.join(HOME, '.config'), 'git', 'config'),
    path.join(HOME, '.gitconfig'),
  ];
}

/** The file that all users share, or none; undefined when git alone knows where it was built to look. */
function sharedConfigurations({ env, platform, which }: Host): string[] | undefined {
  if (env.GIT_CONFIG_NOSYSTEM !== undefined)
    return /^(1|true|yes|on)$/i.test(env.GIT_CONFIG_NOSYSTEM) ? [] : undefined;
  const git = which('git');
  if (git === undefined) return [];
  return git === platform.git?.program ? [platform.git.shared] : undefined;
}

/** Bytes; nobody's own is that long. */
const LIMIT = 100_000;

/** What stands in `[user]`, by key in lower case. */
type Section = { [key: string]: string };

/** What stands in `[user]` of these files, the last one the strongest; undefined when one has what is not read here. */
function readUser(host: Host, files: readonly string[]): Section | undefined {
  const found: Section = {};
  return files.every((file) => addUser(host, file, found)) ? found : undefined;
}

/** Adds what stands in `[user]`. @returns false when the file has what is not read here */
function addUser(host: Host, file: string, found: Section): boolean {
  let text: string;
  try {
    if (!host.fs.lstat(file)) return true;
    const bytes = host.fs.readFile(file, LIMIT);
    if (bytes.length === LIMIT) return false;
    text = bytes.toString('utf8');
  } catch {
    return false;
  }
  const all = settings(text);
  if (all === undefined) return false;
  for (const { section, key, value } of all) {
    if (section.startsWith('include')) return false;
    if (section !== 'user') continue;
    if (value === undefined) return false;
    found[key] = value;
  }
  return true;
}
