/** Renders a project again with the version of create-pyproject that wrote it, from npm. */
import type { Host } from '../host/host.js';
import type { ProjectRecord } from '../model/record.js';
import { npmOf } from '../packs/npm-pack.js';
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
  const npm = npmOf(host);
  const nothing: FindBase = async () => undefined;
  if (npm === undefined || !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) return nothing;
  const { path } = host.platform;
  const packs = sources.flatMap(({ source, resolved }) => ['--pack', pinnedSource(source, resolved)]);
  const folder = path.dirname(file);
  const ran = await host.exec(
    [
      ...npm,
      'exec',
      '--yes',
      `--package=create-pyproject@${version}`,
      '--',
      'create-pyproject',
      // Nothing of the project's own files may stand in for a file.
      path.join(folder, '..', `.${path.basename(folder)}.as-it-was`),
      `--answers=${file}`,
      ...packs,
      '--yes',
      '--dry-run',
      '--json',
      '--content',
    ],
    { cwd: path.dirname(folder) },
  );
  if (ran.code !== 0) return nothing;
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
