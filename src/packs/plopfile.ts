/** Runs a team's own plopfile on a planned project: its generators change a copy, and the copy becomes the plan. */
import { isUtf8 } from 'node:buffer';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { readPlain } from '../disk/read.js';
import { tryTo } from '../disk/staging.js';
import type { Host } from '../host/host.js';
import { UserError } from '../model/errors.js';
import type { Draft } from '../model/options.js';
import { RECORD } from '../model/paths.js';
import { OURS } from '../model/plop-mark.js';
import type { PlannedFile } from '../plan/plan.js';
import { openCache, temporaryFolder } from './cache.js';
import { MOST_BYTES } from './files.js';
import { listTree, removeTree, writeFiles } from './tree.js';

/** The part of node-plop that is used. */
interface Plop {
  getGeneratorList(): readonly { readonly name: string }[];
  getGenerator(name: string): {
    readonly [OURS]?: true;
    runActions(answers: object): Promise<{ readonly failures: readonly { readonly error: string }[] }>;
  };
}

type NodePlop = (
  file: string,
  config: { readonly destBasePath: string; readonly force: boolean },
) => Promise<Plop>;

/**
 * Runs every generator of a plopfile with the answers of a project, on a copy of the planned files.
 * @param file as typed
 * @returns the files of the copy, without the record
 * @throws {@link UserError} E_TOOL without node-plop, E_PACK when the plopfile fails
 */
export async function withPlopfile(
  host: Host,
  file: string,
  files: readonly PlannedFile[],
  answers: Draft,
): Promise<PlannedFile[]> {
  const { path } = host.platform;
  const copy = temporaryFolder(host, openCache(host));
  const planned = files.filter((one) => one.path !== RECORD);
  try {
    writeFiles(
      host,
      copy,
      planned.map(({ path: name, bytes, content, mode }) => ({
        path: name,
        bytes: bytes ?? Buffer.from(content),
        executable: mode === '0755',
      })),
    );
    const plop = await load(path.resolve(host.cwd, file), file, copy);
    // A plopfile may load this package's own.
    for (const { name } of plop.getGeneratorList())
      if (!plop.getGenerator(name)[OURS]) await runOne(plop, file, name, answers);
    const from = new Map(planned.map((one) => [one.path, one.from]));
    return listTree(host, copy).map((name) =>
      read(host, path.join(copy, ...name.split('/')), name, from.get(name)),
    );
  } finally {
    tryTo(() => removeTree(host, copy));
  }
}

const failed = (file: string, error: unknown): UserError =>
  new UserError(
    'E_PACK',
    `${file}: ${error instanceof Error ? error.message : String(error)}`,
    'correct the plopfile',
  );

async function load(at: string, file: string, copy: string): Promise<Plop> {
  const nodePlop = await findNodePlop(at, file);
  try {
    return await nodePlop(at, { destBasePath: copy, force: true });
  } catch (error) {
    throw failed(file, error);
  }
}

/** node-plop as the plopfile's folder has it, by itself or through plop. */
async function findNodePlop(at: string, file: string): Promise<NodePlop> {
  const near = createRequire(at);
  for (const find of [
    () => near.resolve('node-plop'),
    () => createRequire(near.resolve('plop')).resolve('node-plop'),
  ]) {
    let found: string;
    try {
      found = find();
    } catch {
      continue;
    }
    const { default: nodePlop } = (await import(pathToFileURL(found).href)) as { default: NodePlop };
    return nodePlop;
  }
  throw new UserError(
    'E_TOOL',
    `plop not found for ${file}`,
    'run npm install plop in the folder of the plopfile',
  );
}

async function runOne(plop: Plop, file: string, name: string, answers: Draft): Promise<void> {
  const { failures } = await plop
    .getGenerator(name)
    .runActions({ ...answers })
    .catch((error: unknown) => {
      throw failed(file, error);
    });
  const [first] = failures;
  if (first) throw failed(file, `the generator ${name}: ${first.error}`);
}

function read(host: Host, at: string, path: string, from: readonly string[] = ['plopfile']): PlannedFile {
  const stat = host.fs.lstat(at);
  const found = stat?.isFile() ? readPlain(host, at, MOST_BYTES) : undefined;
  if (!found || found.size > MOST_BYTES) throw failed(path, 'the plopfile has made a link, or a huge file');
  const bytes = found.bytes;
  const content = isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : '';
  return { path, content, bytes, mode: (found.mode & 0o100) === 0 ? '0644' : '0755', from };
}
