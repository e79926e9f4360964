/** Standard input of this process. */
import { fstatSync } from 'node:fs';

/**
 * At most the first `most` bytes of standard input. Reads the stream, since a non-blocking pipe cannot be read
 * synchronously.
 */
export async function standardInput(stream: NodeJS.ReadStream, most: number): Promise<Buffer> {
  // A stream on a folder would end at once, without an error.
  if (fstatSync(0).isDirectory()) throw new Error('EISDIR: it is a folder');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most);
}
