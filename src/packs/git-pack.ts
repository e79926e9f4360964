/** Fetches one commit of a repository with the user's git. Nothing is checked out, and no hook or filter runs. */
import { readPlain } from '../disk/read.js';
import { CLEARED } from '../host/child-environment.js';
import type { Host, Ran } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { visible } from '../model/redact.js';
import { unreachable } from './failure.js';
import type { GitSource } from './git-address.js';
import { TAR_BYTES, tooLarge } from './tarball.js';
import { makeFolder, writeFile } from './tree.js';

export interface Commit {
  readonly commit: string;
  /** All files below one folder. */
  readonly tar: Uint8Array;
}

/** What the user's settings may not change. */
const SETTINGS = [
  'core.hooksPath=/dev/null',
  'gc.auto=0',
  'maintenance.auto=false',
  'tar.umask=0022',
].flatMap((setting) => ['-c', setting]);

/** Bytes as they are in the commit. info/attributes wins over every other file of attributes. */
const ATTRIBUTES = '* -text -crlf -filter -ident -export-ignore -export-subst !eol !working-tree-encoding\n';

/** A commit's id, perhaps only its beginning. */
const ID = /^[\da-f]{7,40}$/;

/**
 * @param typed the source, for messages
 * @param folder an empty one, for the repository
 * @throws {@link UserError} E_SOURCE
 */
export async function fetchGit(
  host: Host,
  typed: string,
  source: GitSource,
  folder: string,
): Promise<Commit> {
  const { path } = host.platform;
  const repository = path.join(folder, 'repository');
  const { url, ref } = source;
  const byHand = ['git', 'ls-remote', '--', url];
  const env = await environment(host, url, folder);
  const git = (...args: string[]): Promise<Ran> =>
    host.exec(['git', `--git-dir=${repository}`, ...SETTINGS, ...args], { cwd: folder, env });
  const must = async (ran: Promise<Ran>, reason?: string): Promise<string> => {
    const done = await ran;
    if (done.code !== 0) throw unreachable(host, typed, done, byHand, reason);
    return done.out;
  };
  await must(git('init', '--bare', '--quiet', '--template='));
  makeFolder(host, path.join(repository, 'info'));
  writeFile(host, path.join(repository, 'info', 'attributes'), Buffer.from(ATTRIBUTES), 0o600);
  const fetch = (...args: string[]): Promise<Ran> =>
    git('fetch', '--quiet', '--no-tags', '--no-recurse-submodules', ...args);
  const only = await fetch('--depth=1', '--', url, ref || 'HEAD');
  let name = 'FETCH_HEAD';
  if (only.code !== 0) {
    if (!ID.test(ref)) throw unreachable(host, typed, only, byHand);
    // Not every server gives a commit by its id, and none by its beginning.
    await must(fetch('--', url, '+refs/heads/*:refs/fetched/heads/*', '+refs/tags/*:refs/fetched/tags/*'));
    name = ref;
  }
  const found = await git('rev-parse', '--quiet', '--verify', `${name}^{commit}`);
  const commit = /^[\da-f]{40,64}(?=\n$)/.exec(found.out)?.[0];
  if (found.code !== 0 || commit === undefined)
    throw unreachable(host, typed, found, byHand, `${ref || 'HEAD'} is no single commit of it`);
  const tree = `${commit}:${source.folder}`;
  refuseLinks(
    typed,
    await must(git('ls-tree', '-r', '-z', tree), `${commit} has no folder ${source.folder}`),
  );
  const file = path.join(folder, 'pack.tar');
  await must(git('archive', '--format=tar', '--prefix=pack/', `--output=${file}`, tree));
  const tar = readPlain(host, file, TAR_BYTES);
  if (!tar || tar.size > TAR_BYTES) throw new UserError('E_SOURCE', `${typed}: ${tooLarge}`);
  return { commit, tar: tar.bytes };
}

/** Of what git ls-tree lists: "mode type id\tname". In an archive, a submodule is an empty folder. */
function refuseLinks(typed: string, listed: string): void {
  for (const entry of listed.split('\0')) {
    const kind = { '120000': 'a symbolic link', '160000': 'a submodule' }[entry.slice(0, 6)];
    if (kind === undefined) continue;
    const name = visible(entry.slice(entry.indexOf('\t') + 1));
    throw new UserError('E_SOURCE', `${typed}: ${name} is ${kind}`, 'a pack holds plain files alone');
  }
}

/** Credential helpers and the agent of ssh work; nobody is asked on a terminal, and other transports are off. */
async function environment(
  host: Host,
  url: string,
  cwd: string,
): Promise<Readonly<Record<string, string | undefined>>> {
  const env = {
    ...CLEARED,
    GIT_TERMINAL_PROMPT: '0',
    // Stronger than any protocol.*.allow of a configuration.
    GIT_ALLOW_PROTOCOL: url.startsWith('file:') ? 'file' : 'https:ssh',
    LC_ALL: 'C',
  };
  if (env.GIT_ALLOW_PROTOCOL === 'file' || host.env.GIT_SSH_COMMAND || host.env.GIT_SSH) return env;
  const own = await host.exec(['git', 'config', '--get', 'core.sshCommand'], { cwd, env });
  return own.code === 0 ? env : { ...env, GIT_SSH_COMMAND: 'ssh -o BatchMode=yes' };
}
