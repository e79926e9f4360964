/** Finds the text that a file was made from, by the blob id in the record. */

import { readWithGit } from '../git/dirty.js';
import { inRepository } from '../git/repository.js';
import { CLEARED } from '../host/child-environment.js';
import type { Host } from '../host/host.js';
import { blobId } from '../model/blob-id.js';

/** @returns the file as the standard had it; undefined if nobody knows */
export type FindBase = (path: string, id: string) => Promise<string | undefined>;

/** The file in git's object store: it is there when it was committed as it was written. */
export function gitBase(host: Host, directory: string): FindBase {
  if (!inRepository(host, directory) || !host.which('git')) return async () => undefined;
  return async (_, id) => {
    const ran = await readWithGit(host, directory, ['cat-file', 'blob', id], {
      ...CLEARED,
      // A partial clone would ask its server.
      GIT_NO_LAZY_FETCH: '1',
    });
    return 'reason' in ran || ran.code !== 0 || blobId(ran.out) !== id ? undefined : ran.out;
  };
}

/** Files that were rendered again: one with the recorded id is what was written. */
export function renderedBase(
  files: readonly { readonly path: string; readonly content: string }[],
): FindBase {
  const texts = new Map(files.map(({ path, content }) => [path, content]));
  return async (path, id) => {
    const text = texts.get(path);
    return text !== undefined && blobId(text) === id ? text : undefined;
  };
}

/** Asks each in turn. */
export const firstOf =
  (...finders: readonly FindBase[]): FindBase =>
  async (path, id) => {
    for (const find of finders) {
      const text = await find(path, id);
      if (text !== undefined) return text;
    }
    return undefined;
  };
