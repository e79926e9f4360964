/** Resolves everything that a project can lock, in one resolution by uv. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import type { LockData, LockedPackage } from '../../generators/project/python/closure.js';
import { lockOptions } from '../../generators/project/python/lock.js';
import type { Uv } from './uv.js';

interface Edge {
  readonly name: string;
  readonly extra?: readonly string[];
  readonly marker?: string;
}

/** An entry of uv.lock, as far as it is read. */
interface UvPackage {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: readonly Edge[];
  readonly 'optional-dependencies'?: Readonly<Record<string, readonly Edge[]>>;
}

interface Pinned {
  readonly marker: string;
  readonly extras: readonly string[];
  readonly sha256: string;
}

/** Resolves `roots` as of `cutoff`: the edges from uv.lock, the hashes from a requirements file. */
export function resolveLocks(uv: Uv, roots: readonly string[], python: string, cutoff: string): LockData {
  const directory = mkdtempSync(join(tmpdir(), 'pins-'));
  try {
    const project = { name: 'all-pins', version: '0', 'requires-python': `>=${python}`, dependencies: roots };
    const lines = Object.entries(project).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
    writeFileSync(
      join(directory, 'pyproject.toml'),
      `[project]\n${lines.join('\n')}\n[tool.uv]\npackage = false\n`,
    );
    uv(directory, ['lock'], { cutoff });
    const compile = lockOptions(python, 'all.txt', ['pyproject.toml']);
    uv(directory, ['pip', 'compile', ...compile], { cutoff });
    const { package: found } = parse(readFileSync(join(directory, 'uv.lock'), 'utf8')) as unknown as {
      package: UvPackage[];
    };
    return dataOf(
      found.filter(({ name }) => name !== project.name),
      readPins(readFileSync(join(directory, 'all.txt'), 'utf8')),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Marker, extras and hashes of each `name==version` in a requirements file. */
function readPins(text: string): Map<string, Pinned> {
  const entries = text.matchAll(
    /^([^\s#[]+)(?:\[(.*)\])?(==[^\s]+)(?: ; (.*))? \\\n((?: {4}--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)/gm,
  );
  return new Map(
    Array.from(entries, ([, name = '', extras, version = '', marker = '', hashes = '']) => {
      const raw = Array.from(hashes.matchAll(/[0-9a-f]{64}/g), ([hash]) => Buffer.from(hash, 'hex'));
      const pinned = {
        marker,
        extras: extras?.split(',') ?? [],
        sha256: Buffer.concat(raw).toString('base64'),
      };
      return [`${name}${version}`, pinned] as const;
    }),
  );
}

function dataOf(found: readonly UvPackage[], pins: Map<string, Pinned>): LockData {
  const versions = new Map<string, UvPackage[]>();
  for (const item of found) versions.set(item.name, [...(versions.get(item.name) ?? []), item]);
  const pinOf = ({ name, version }: { name: string; version: string }): Pinned => {
    const pin = pins.get(`${name}==${version}`);
    if (!pin) throw new Error(`uv lock and uv pip compile disagree on ${name} ${version}`);
    return pin;
  };
  /** uv.lock leaves out an extra that requires nothing here, as `coverage[toml]`; a lock for pip has to name it. */
  const emptyExtras = (name: string): readonly string[] => {
    const all = (versions.get(name) ?? []).flatMap((item) =>
      pinOf(item).extras.filter((extra) => !Object.hasOwn(item['optional-dependencies'] ?? {}, extra)),
    );
    return [...new Set(all)];
  };
  /** uv repeats an edge to a forked package for each version; without the fork's own bounds, these are the same. */
  const edge = ({ name, extra = [], marker = '' }: Edge): string => {
    const forks =
      (versions.get(name)?.length ?? 0) > 1
        ? (versions.get(name) ?? []).map((fork) => pinOf(fork).marker)
        : [];
    const bounds = forks.flatMap((fork) => fork.split(' and '));
    const own = simple(marker)
      .split(' and ')
      .filter((condition) => !bounds.includes(condition))
      .join(' and ');
    const extras = [...extra, ...emptyExtras(name)].sort();
    return `${name}${extras.length > 0 ? `[${extras}]` : ''}${own && ` ; ${own}`}`;
  };
  const edges = (list: readonly Edge[] = []): string[] => [...new Set(list.map(edge))];
  const locked = (item: UvPackage): LockedPackage => {
    const empty = emptyExtras(item.name).map((extra) => [extra, []] as const);
    const extras = [
      ...Object.entries(item['optional-dependencies'] ?? {}).map(
        ([extra, list]) => [extra, edges(list)] as const,
      ),
      ...empty,
    ];
    const forked = (versions.get(item.name)?.length ?? 0) > 1;
    const { marker, sha256 } = pinOf(item);
    return {
      version: item.version,
      ...(forked ? { when: marker } : marker ? { partial: true } : {}),
      requires: edges(item.dependencies),
      ...(extras.length > 0 ? { extras: Object.fromEntries(extras) } : {}),
      sha256,
    };
  };
  return Object.fromEntries([...versions].map(([name, list]) => [name, list.map(locked)]));
}

/** The generator reads markers of this form only. */
function simple(marker: string): string {
  if (/\(.*\(|\) and|and \(/.test(marker)) throw new Error(`a marker with nested alternatives: ${marker}`);
  return marker;
}
