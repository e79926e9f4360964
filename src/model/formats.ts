/** Writes values as source text from which a parser of the format reads the same value. */

const escapeUnprintable = (text: string): string =>
  // U+2028/9 end a line in YAML 1.1 and JavaScript. Some TOML and YAML readers refuse C1 controls and the byte order
  // mark.
  text.replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A JSON string. @see RFC 8259, section 7 */
export const json = (value: string): string => escapeUnprintable(JSON.stringify(value));

/** A TOML basic string: JSON's escapes are a subset of TOML's. @see TOML 1.0.0, "String" */
export const toml = json;

/** A TOML key, quoted if necessary. */
export const tomlKey = (key: string): string => (/^[\w-]+$/.test(key) ? key : json(key));

/** A YAML double-quoted scalar: JSON's escapes are a subset of YAML's. @see YAML 1.2.2, section 7.3.1 */
export const yaml = json;

/** Markdown text without any markup, links or HTML. @see CommonMark 0.31, section 2.4 */
export const md = (value: string): string =>
  value
    .replace(/[\\`*_[\]<>#|~!&$]/g, '\\$&')
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
    // GitHub creates links even after an underscore.
    .replace(/(?<![a-z\d])(https?|ftp):/gi, '$1\\:')
    .replace(/(?<![a-z\d])(www)\./gi, '$1\\.')
    .replace(/@/g, '&#64;');

/** One word of a POSIX shell, always quoted. @see POSIX.1-2024, XCU 2.2.2 */
export const shQuoted = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;

/** One word of a POSIX shell, quoted if necessary. */
export const sh = (value: string): string => (/^[\w./:=@%+-]+$/.test(value) ? value : shQuoted(value));

export const formats: Readonly<Record<string, (value: string) => string>> = { json, toml, yaml, md, sh };
