/** Fetches a package's tarball through the user's own npm, which knows registries, tokens and proxies. Installs and runs nothing. */
import { createHash } from 'node:crypto';
import { isThere, readPlain } from '../disk/read.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import { unreachable } from './failure.js';
import { TAR_BYTES, tooLarge } from './tarball.js';

export interface Packed {
  readonly tgz: Uint8Array;
  readonly version: string;
  /** As in a lock of npm. */
  readonly integrity: string;
}

/**
 * @param spec a name, with a version, a range or a tag
 * @param folder an empty one; npm runs in it, so that it reads no .npmrc of a project
 * @throws {@link UserError} E_SOURCE
 */
export async function fetchNpm(host: Host, source: string, spec: string, folder: string): Promise<Packed> {
  const npm = npmOf(host);
  const byHand = ['npm', 'view', spec];
  if (npm === undefined)
    throw unreachable(host, source, { code: 127, out: '', output: 'npm is not on PATH' }, byHand);
  const flags = [
    '--json',
    '--ignore-scripts',
    // npm may have kept it from this command's own line.
    '--no-dry-run',
    '--no-update-notifier',
    '--loglevel=error',
    '--logs-max=0',
    `--prefix=${folder}`,
    `--pack-destination=${folder}`,
  ];
  const ran = await host.exec([...npm, 'pack', ...flags, '--', spec], { cwd: folder });
  const said = answer(ran.out);
  if (ran.code !== 0) throw unreachable(host, source, ran, byHand, said.summary);
  const { version, integrity } = said;
  // Not by the name that npm tells: npm 8 told one for a scope that was not the file's.
  const [file, ...others] = host.fs.readdir(folder).filter((name) => name.endsWith('.tgz'));
  if (file === undefined || others.length > 0 || version === undefined || integrity === undefined)
    throw unreachable(host, source, ran, byHand, 'npm did not say what it fetched');
  const found = readPlain(host, host.platform.path.join(folder, file), TAR_BYTES);
  if (!found || found.size > TAR_BYTES) throw new UserError('E_SOURCE', `${source}: ${tooLarge}`);
  if (`sha512-${createHash('sha512').update(found.bytes).digest('base64')}` !== integrity)
    throw new UserError('E_SOURCE', `${source} is not what npm fetched: its sha512 differs`, 'run it again');
  return { tgz: found.bytes, version, integrity };
}

/** npm as it can be started without a shell. On Windows it is a script for cmd.exe; its own code is beside it. */
export function npmOf(host: Host): readonly string[] | undefined {
  if (host.which('npm')) return ['npm'];
  const { path } = host.platform;
  const { npm_execpath: running = '', npm_node_execpath: node = host.which('node') } = host.env;
  if (node === undefined) return undefined;
  // Of npx, another file beside it is running; of another package manager, there is none.
  const code = [path.dirname(running), path.join(path.dirname(node), 'node_modules', 'npm', 'bin')]
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, 'npm-cli.js'))
    .find((file) => isThere(host, file));
  return code === undefined ? undefined : [node, code];
}

interface Answer {
  readonly version?: string;
  readonly integrity?: string;
  readonly summary?: string;
}

/** What `npm pack --json` says of the one package, or of its failure. npm 12 prints an object by name, older ones a list. */
function answer(out: string): Answer {
  try {
    const [only] = Object.values(JSON.parse(out) as Record<string, unknown>);
    const fields = Object.entries(only as Record<string, unknown>);
    return Object.fromEntries(fields.filter(([, value]) => typeof value === 'string'));
  } catch {
    return {};
  }
}
