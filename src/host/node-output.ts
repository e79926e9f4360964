/** Standard output and standard error of this process. */
import { fstatSync, writeSync } from 'node:fs';
import type { Output } from './host.js';

/** A terminal is a character device. Creating a stream to find out takes longer than all of `--help`. */
export function mayBeTerminal(file: number): boolean {
  try {
    return fstatSync(file).isCharacterDevice();
  } catch {
    return false; // closed
  }
}

/** Standard output or error. Only a terminal needs a stream; bytes for a file or a pipe are written directly. */
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
 * Writes to a file or a pipe. A reader that has closed the pipe (`| head`) and a closed stream are not errors.
 * @throws the errors of write(2), as for a full disk
 */
function writeFully(file: number, bytes: Uint8Array, stream: () => NodeJS.WriteStream): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(file, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE' || code === 'EBADF') return;
      if (code !== 'EAGAIN') throw error;
      // A non-blocking pipe is full. A stream waits for its reader.
      stream()
        .on('error', () => {})
        .write(bytes.subarray(at));
      return;
    }
  }
}
