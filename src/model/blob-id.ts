/** Computes git's blob id of a file. */
import { createHash } from 'node:crypto';

/** @returns 40 hexadecimal digits @see git-hash-object(1): SHA-1 of "blob <size>\0<bytes>" */
export const blobId = (content: string | Uint8Array): string =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(content)}\0`)
    .update(content)
    .digest('hex');
