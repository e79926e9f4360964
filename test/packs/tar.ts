/** Makes tarballs, hostile ones too. */

export interface Entry {
  readonly name: string | Buffer;
  readonly prefix?: string;
  readonly type?: string;
  readonly mode?: number;
  readonly body?: string;
  readonly link?: string;
  /** Instead of the true ones. */
  readonly size?: number;
  readonly sum?: number;
}

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;

function entry({
  name,
  prefix = '',
  type = '0',
  mode = 0o644,
  body = '',
  link = '',
  size,
  sum,
}: Entry): Buffer {
  const header = Buffer.alloc(512);
  Buffer.from(name).copy(header);
  header.write(octal(mode, 8), 100);
  header.write(octal(size ?? Buffer.byteLength(body), 12), 124);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write(link, 157);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345);
  header.write(octal(sum ?? header.reduce((all, byte) => all + byte, 0), 8), 148);
  const bytes = Buffer.from(body);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

/** A tar of these entries, with the two empty blocks at its end. */
export const tar = (...entries: readonly Entry[]): Buffer =>
  Buffer.concat([...entries.map(entry), Buffer.alloc(1024)]);

/** A header of pax for the next entry. @param type `g` for all that follow */
export function pax(values: Readonly<Record<string, string>>, type = 'x'): Entry {
  const lines = Object.entries(values).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    let length = Buffer.byteLength(rest) + 1;
    while (String(length).length + Buffer.byteLength(rest) !== length) length += 1;
    return length + rest;
  });
  return { name: 'PaxHeader', type, body: lines.join('') };
}
