/** The standard streams of a process: how they are written to and read, be they a terminal, a file or a pipe. */
import { fstatSync, writeSync } from 'node:fs';
import { UserError } from './errors.js';
import type { Output } from './host.js';

/** A terminal is a character device. Asking a stream costs more than all that `--help` has to do. */
export function mayBeTerminal(file: number): boolean {
  try {
    return fstatSync(file).isCharacterDevice();
  } catch {
    return false; // closed
  }
}

/** A standard stream, which is made only for a terminal: to a file or a pipe the bytes go as they are. */
export function nodeOutput(file: number, stream: () => NodeJS.WriteStream): Output {
  let terminal: NodeJS.WriteStream | false | undefined;
  const asTerminal = (): NodeJS.WriteStream | false => {
    terminal ??= mayBeTerminal(file) && stream().isTTY && stream();
    return terminal;
  };
  return {
    write(text) {
      const to = asTerminal();
      if (to) to.write(text);
      else writeFully(file, Buffer.from(text, 'utf8'), stream);
    },
    get isTTY() {
      return asTerminal() !== false;
    },
    get columns() {
      return (asTerminal() || undefined)?.columns ?? 80;
    },
  };
}

/**
 * Writes to a file or a pipe. A reader that has gone (`| head`) is no error of ours, and neither is a closed stream.
 * @throws {@link UserError} E_DISK when it cannot be written
 */
function writeFully(file: number, bytes: Uint8Array, stream: () => NodeJS.WriteStream): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(file, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE' || code === 'EBADF') return;
      if (code !== 'EAGAIN')
        throw new UserError(
          'E_DISK',
          `what this run says cannot be written: ${(error as Error).message}`,
          'make room for it, or send it to another place',
        );
      // A pipe that does not block, and is full: a stream waits for its reader.
      stream()
        .on('error', () => {})
        .write(bytes.subarray(at));
      return;
    }
  }
}

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
