/** Standard input of this process. */
import { fstatSync } from 'node:fs';

/**
 * No more than the first `most` bytes of standard input: of the stream, since a pipe that does not block cannot be read at
 * once.
 */
export async function standardInput(stream: NodeJS.ReadStream, most: number): Promise<Buffer> {
  // A stream of a folder ends at once and says nothing.
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
