/** Selects the crates for projects with Rust: the newest that their Rust can build, and a lock within the cutoff. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'smol-toml';
import { fetchText } from './registry.js';
import { compareVersions, parseVersion, sameMajor, type Version } from './stable.js';

/** The limits for a crate. */
export interface Limits {
  /** Releases after this time are ignored. */
  readonly cutoff: string;
  /** Whether a breaking version is allowed. */
  readonly major: boolean;
  /** The oldest Rust that has to build it: `1.85`. */
  readonly rust: string;
}

/** A line of the index. @see https://doc.rust-lang.org/cargo/reference/registry-index.html */
interface Entry {
  readonly vers: string;
  readonly yanked: boolean;
  readonly rust_version?: string | null;
  readonly pubtime?: string;
}

/** The newest version of a crate within the limits, or the current one if none is newer. */
export async function newestCrate(
  name: string,
  present: string,
  limits: Limits,
  index: string,
): Promise<string> {
  const from = stable(present);
  const newest = newestWithin(await entriesOf(name, index), from, limits);
  return newest && compareVersions(newest, from) > 0 ? newest.join('.') : present;
}

interface LockedCrate {
  readonly name: string;
  readonly version: string;
  readonly source?: string;
}

/** Runs cargo in a folder and changes the lock there. */
export type Cargo = (folder: string, args: readonly string[]) => void;

const runCargo: Cargo = (folder, args) => {
  execFileSync('cargo', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
};

/**
 * Creates Cargo.lock for a manifest: cargo's own resolution, with every crate younger than the cutoff downgraded.
 * @param present the current lock
 * @throws when cargo is missing, or when a young crate cannot be downgraded
 */
export async function lockCrates(
  manifest: string,
  present: string,
  limits: Limits,
  index: string,
  cargo = runCargo,
): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'pins-'));
  const lock = path.join(folder, 'Cargo.lock');
  try {
    mkdirSync(path.join(folder, 'src'));
    writeFileSync(path.join(folder, 'src', 'lib.rs'), '');
    writeFileSync(path.join(folder, 'Cargo.toml'), manifest);
    writeFileSync(lock, present);
    cargo(folder, ['update']);
    const read = (): string => readFileSync(lock, 'utf8');
    const asked = new Map<string, readonly Entry[]>();
    const putBack = new Set<string>();
    // Downgrade one crate at a time and read the lock again, because an older version may have other requirements.
    for (let young = await tooYoung(read(), limits, index, asked); young; ) {
      const { name, version } = young;
      const crate = `${name}@${version}`;
      const older = newestWithin(asked.get(name) ?? [], stable(version), { ...limits, major: false });
      if (!older) throw new Error(`${name} ${version} is too young, and no older version is compatible`);
      if (putBack.has(crate))
        throw new Error(`${name} ${version} is too young, and returned after its downgrade`);
      putBack.add(crate);
      cargo(folder, ['update', '--precise', older.join('.'), crate]);
      young = await tooYoung(read(), limits, index, asked);
    }
    return read();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The first crate of a lock that is younger than the cutoff. @param asked the index entries of each crate so far */
async function tooYoung(
  lock: string,
  { cutoff }: Limits,
  index: string,
  asked: Map<string, readonly Entry[]>,
): Promise<LockedCrate | undefined> {
  const { package: crates } = parse(lock) as unknown as { package: LockedCrate[] };
  for (const crate of crates.filter(({ source }) => source !== undefined)) {
    const entries = asked.get(crate.name) ?? (await entriesOf(crate.name, index));
    asked.set(crate.name, entries);
    const locked = entries.find(({ vers }) => vers === crate.version);
    if (!locked || !isOld(locked, cutoff)) return crate;
  }
  return undefined;
}

async function entriesOf(name: string, index: string): Promise<Entry[]> {
  const folder = name.length > 3 ? `${name.slice(0, 2)}/${name.slice(2, 4)}` : `3/${name.slice(0, 1)}`;
  const lines = (await fetchText(`${index}/${name.length < 3 ? name.length : folder}/${name}`)).trim();
  return lines.split('\n').map((line) => JSON.parse(line) as Entry);
}

/** An entry without a time has an unknown age, so it is not accepted. */
const isOld = ({ pubtime = '' }: Entry, cutoff: string): boolean => Date.parse(pubtime) <= Date.parse(cutoff);

function newestWithin(entries: readonly Entry[], near: Version, limits: Limits): Version | undefined {
  const rust = stable(limits.rust);
  const fitting = entries.filter(
    (entry) =>
      !entry.yanked &&
      isOld(entry, limits.cutoff) &&
      compareVersions(stable(entry.rust_version ?? '0'), rust) <= 0,
  );
  return fitting
    .map(({ vers }) => parseVersion(vers))
    .filter((version) => version !== undefined)
    .filter((version) => limits.major || sameMajor(version, near))
    .sort(compareVersions)
    .at(-1);
}

/** Parses a stable version. Versions of Rust itself may omit numbers. */
function stable(text: string): Version {
  const version = parseVersion([...text.split('.'), '0', '0'].slice(0, 3).join('.'));
  if (!version) throw new Error(`${text} is not a stable version`);
  return version;
}
