/** The values of Python's string literals. */

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The value of a string literal; undefined for bytes, and for an escape by a character's name. */
export function stringValue(source: string): string | undefined {
  const [, prefix = '', , body] = /^([a-zA-Z]*)("""|'''|"|')([\s\S]*)\2$/.exec(source) ?? [];
  if (body === undefined || /[bf]/i.test(prefix)) return undefined;
  if (/r/i.test(prefix)) return body;
  if (/\\N\{/.test(body)) return undefined;
  return body.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|(\r\n|[\s\S]))/g,
    (all, x, u, long, octal, other) => {
      const code = x ?? u ?? long;
      if (code !== undefined) return codePoint(Number.parseInt(code, 16));
      if (octal !== undefined) return codePoint(Number.parseInt(octal, 8));
      return ESCAPES[other === '\r\n' ? '\n' : other] ?? all;
    },
  );
}

const codePoint = (code: number): string => (code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code));
