/** A file of a pack, and how many files and bytes a pack may have, wherever it comes from. */

export interface PackFile {
  /** "/"-separated, relative to the pack. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

export const MOST_FILES = 2000;
export const MOST_BYTES = 32 * 1024 * 1024;
