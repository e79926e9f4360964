/** Texts and their line ends: a checkout on Windows may have others than the standard writes. */
import { isUtf8 } from 'node:buffer';
import { blobId } from '../model/blob-id.js';

/** A text with plain line ends. */
export interface Text {
  readonly text: string;
  /** Whether every line of it ends in CR LF on disk. */
  readonly crlf: boolean;
}

/** @returns undefined for bytes that are no text */
export function textOf(bytes: Uint8Array): Text | undefined {
  if (!isUtf8(bytes) || bytes.includes(0)) return undefined;
  const text = Buffer.from(bytes).toString('utf8');
  const crlf = text.includes('\r\n') && !/(?<!\r)\n/.test(text);
  return { text: crlf ? text.replaceAll('\r\n', '\n') : text, crlf };
}

/** The bytes of a text, with these line ends. */
export const bytesOf = (text: string, crlf: boolean): Uint8Array =>
  Buffer.from(crlf ? text.replaceAll('\n', '\r\n') : text, 'utf8');

/** The blob id of a file as it was written, whatever line ends its checkout has. */
export function idOf(bytes: Uint8Array): string {
  const text = textOf(bytes);
  return text?.crlf ? blobId(text.text) : blobId(bytes);
}
