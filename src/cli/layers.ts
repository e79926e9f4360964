/** Puts what a run adds over the generator: team packs, and the user's own defaults. */
import { isThere } from '../disk/read.js';
import type { Host } from '../host/host.js';
import type { Pack } from '../model/pack.js';
import type { Found } from '../packs/load.js';
import type { Generator } from './cli.js';
import { runFlags } from './flags.js';
import { RUN_FLAGS } from './runflags.js';
import { typedFlags } from './typed-flags.js';

/** The flags that decide which other flags there are. */
interface Early {
  readonly packs: readonly string[];
  readonly offline: boolean;
  readonly config: boolean;
}

/** Reads them before the others can be known. Mistakes are left to the parser of all flags. */
function early(args: readonly string[]): Early {
  const { pack, offline, config } = RUN_FLAGS;
  const { typed } = typedFlags(args, runFlags({ pack, offline, config }));
  return {
    packs: typed.flatMap(({ name, value }) => (name === 'pack' && value !== undefined ? [value] : [])),
    offline: typed.some(({ name }) => name === 'offline'),
    config: !typed.some(({ name, isNo }) => name === 'config' && isNo),
  };
}

/** @throws {@link UserError} E_PACK, E_SOURCE, E_ANSWERS */
export async function layersOf(
  args: readonly string[],
  host: Host,
  generator: Generator,
): Promise<Pick<Generator, 'about' | 'load'>> {
  const { packs: named, offline, config } = early(args);
  const { about } = generator;
  const user = config ? await usersOwn(host, generator) : undefined;
  const sources = named.length > 0 ? named : (user?.packs ?? []);
  if (sources.length === 0 && user === undefined) return generator;

  const layered = sources.length === 0 ? undefined : await withPacks(host, generator, sources, { offline });
  const table = (layered ?? about).options;
  const options = user ? user.over(table) : table;
  return {
    about: { ...about, ...(layered && { description: layered.description }), options },
    load: async () => ({ ...(layered ?? (await generator.load())), options }),
  };
}

async function usersOwn(host: Host, { about }: Generator) {
  const folder = host.platform.configurations(host.env);
  if (folder === undefined) return undefined;
  const file = host.platform.path.join(folder, 'create-pyproject', 'config.toml');
  if (!isThere(host, file)) return undefined;
  const { configured, readConfiguration } = await import('./configuration.js');
  const { packs, answers } = readConfiguration(host, file, about.options);
  const sources = packs.length === 0 ? packs : await besideFile(host, file, packs);
  return {
    packs: sources,
    over: (table: Pack['options']) => configured(table, about.options, answers, file),
  };
}

/** The sources of a configuration file: in it a relative folder is relative to the file. */
async function besideFile(host: Host, file: string, packs: readonly string[]): Promise<readonly string[]> {
  const { path } = host.platform;
  const { parseSource } = await import('../packs/source.js');
  return packs.map((typed) => {
    const source = parseSource(typed);
    return source.kind === 'folder' ? path.resolve(path.dirname(file), source.path) : typed;
  });
}

/** The generator with packs over it. @param how `all`: every template is read now @throws {@link UserError} E_PACK, E_SOURCE */
export async function withPacks(
  host: Host,
  generator: Generator,
  sources: readonly string[],
  { offline, all }: { readonly offline: boolean; readonly all?: boolean },
): Promise<Pack> {
  const [{ fetchPack }, { loadPacks }, base] = await Promise.all([
    import('../packs/fetch.js'),
    import('../packs/load.js'),
    generator.load(),
  ]);
  const found: Found[] = [];
  for (const shown of sources) {
    const { folder, commit, version, integrity, cached } = await fetchPack(host, shown, { offline });
    const resolved = commit ?? version;
    const source = recordedSource(host, shown);
    const about = { ...(resolved && { resolved }), ...(integrity && { integrity }), cached };
    found.push({ folder, shown, source, ...about });
  }
  return loadPacks(host, base, found, generator.version, Object.keys(RUN_FLAGS), all);
}

/**
 * A source for the record, which others read. The path of a folder on this machine says nothing to them: its name stays, or
 * the package that it belongs to.
 */
function recordedSource({ platform: { path } }: Host, shown: string): string {
  if (!path.isAbsolute(shown)) return shown;
  const [, name] = /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)$/.exec(shown) ?? [];
  return name === undefined ? path.basename(shown) : `npm:${name.replace('\\', '/')}`;
}
