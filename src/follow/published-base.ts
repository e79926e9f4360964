/** Renders a project again with the version of create-pyproject that wrote it, from npm. */
import type { Host } from '../host/host.js';
import type { ProjectRecord } from '../model/record.js';
import { runPublished } from '../packs/npm-exec.js';
import { type FindBase, renderedBase } from './base.js';
import { pinnedSource } from './pinned-source.js';

interface Document {
  readonly files?: readonly {
    readonly path: string;
    readonly content?: string;
    readonly encoding?: string;
  }[];
}

/** Asks npm at the first file whose text nobody else knows. @param file the record */
export function publishedBase(host: Host, file: string, record: ProjectRecord): FindBase {
  let asked: Promise<FindBase> | undefined;
  return async (path, id) => {
    asked ??= rendered(host, file, record);
    return (await asked)(path, id);
  };
}

async function rendered(host: Host, file: string, { version, sources }: ProjectRecord): Promise<FindBase> {
  const nothing: FindBase = async () => undefined;
  if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) return nothing;
  const { path } = host.platform;
  const packs = sources.flatMap(({ source, resolved }) => ['--pack', pinnedSource(source, resolved)]);
  const folder = path.dirname(file);
  const args = [
    // Nothing of the project's own files may stand in for a file.
    path.join(folder, '..', `.${path.basename(folder)}.as-it-was`),
    `--answers=${file}`,
    ...packs,
    // The person's own defaults name packs that the project may not have.
    '--no-config',
    '--yes',
    '--dry-run',
    '--json',
    '--content',
  ];
  const ran = await runPublished(host, version, args, path.dirname(folder));
  if (ran === undefined || ran.code !== 0) return nothing;
  try {
    const { files = [] } = JSON.parse(ran.out) as Document;
    return renderedBase(
      files.flatMap((one) =>
        one.content === undefined || one.encoding !== undefined
          ? []
          : [{ path: one.path, content: one.content }],
      ),
    );
  } catch {
    return nothing;
  }
}
