/** Reads the tar format: ustar with the long names of pax and GNU. Knows nothing of what is allowed. */

export interface TarEntry {
  /** As it is written there. */
  readonly name: string;
  /** The type flag, such as `0` for a file and `5` for a folder. */
  readonly type: string;
  readonly mode: number;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A text up to its first zero. */
function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return utf8.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** A number in octal digits. The other form, in base 256, is for more than 8 GiB. */
function octal(bytes: Uint8Array): number {
  const digits = text(bytes).trim();
  if (!/^[0-7]*$/.test(digits)) throw new Error('it has a number that is none');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

/** "length key=value\n", as often as there are; the length counts itself, in bytes. */
function pax(bytes: Uint8Array): Map<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const [head = '', length = ''] =
      /^(\d+) /.exec(Buffer.from(bytes.subarray(at, at + 12)).toString('latin1')) ?? [];
    const line = bytes.subarray(at + head.length, at + Number(length));
    const equals = line.indexOf(61);
    if (equals < 1 || line.at(-1) !== 10) throw new Error('it has a header that is none');
    found.set(utf8.decode(line.subarray(0, equals)), utf8.decode(line.subarray(equals + 1, -1)));
    at += Number(length);
  }
  return found;
}

/** The sum of a header, in which its own field counts as blanks. */
const sumOf = (header: Uint8Array): number =>
  header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);

/**
 * The entries in their order, links and devices too.
 * @throws an Error that says what is wrong, after "it"
 */
export function* readTar(tar: Uint8Array): Generator<TarEntry> {
  let long: Map<string, string> | undefined;
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK);
    const field = (from: number, length: number): Uint8Array => header.subarray(from, from + length);
    if (header.every((byte) => byte === 0)) return;
    if (octal(field(148, 8)) !== sumOf(header)) throw new Error('it is damaged');
    const size = Number(long?.get('size') ?? octal(field(124, 12)));
    const bytes = tar.subarray(at + BLOCK, at + BLOCK + size);
    if (bytes.length !== size) throw new Error('it ends too early');
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const type = String.fromCharCode(header[156] || 48);
    if (type === 'x') long = pax(bytes);
    else if (type === 'L') long = new Map([['path', text(bytes)]]);
    else if (type === 'g') {
      // Of the whole archive: git's has the commit.
      if (['path', 'size', 'linkpath'].some((key) => pax(bytes).has(key)))
        throw new Error('it names all files alike');
    } else {
      const prefix = text(field(257, 5)) === 'ustar' && header[263] === 48 ? text(field(345, 155)) : '';
      const short = text(field(0, 100));
      const name = long?.get('path') ?? (prefix === '' ? short : `${prefix}/${short}`);
      long = undefined;
      yield { name, type, mode: octal(field(100, 8)), bytes };
    }
  }
}
