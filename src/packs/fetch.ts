/** Finds the folder of a pack. */
import type { Host } from '../host/host.js';

export interface Fetched {
  /** Absolute. */
  readonly folder: string;
  /** As typed, safe to record. */
  readonly source: string;
  readonly version?: string;
  readonly commit?: string;
  readonly integrity?: string;
}

/** Finds the folder of a pack. */
export async function fetchPack(
  host: Host,
  typed: string,
  _: { readonly offline: boolean },
): Promise<Fetched> {
  return { folder: host.platform.path.resolve(host.cwd, typed), source: typed };
}
