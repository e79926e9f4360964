/** Reads plain git configuration files without git. */

export interface Setting {
  /** In lower case, with its subsection as written: `user`, `remote "origin"`. */
  readonly section: string;
  /** In lower case. */
  readonly key: string;
  /** undefined if the value needs git's rules for quotes, comments or a key without "=". */
  readonly value: string | undefined;
}

/** A value without comments, quotes or repeated blanks, which git takes literally. */
const PLAIN = /^[^\s"\\#;](?:[^"\\#;\t]*[^\s"\\#;])?$/;

/**
 * Every setting in the order of the file.
 * @returns undefined when a line continues on the next one, or has an unknown form
 * @see git-config(1), "Syntax"
 */
export function settings(text: string): readonly Setting[] | undefined {
  const found: Setting[] = [];
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    if (line.endsWith('\\')) return undefined;
    // A subsection ends at its second quote, even if `]` follows later.
    const [, heading] = /^\s*\[([\w.-]+|[\w-]+ "[^"\\]*")\]\s*$/.exec(line) ?? [];
    if (heading !== undefined) {
      section = heading.replace(/^[^ ]+/, (name) => name.toLowerCase());
      continue;
    }
    const [, key, value = ''] = /^\s*([a-z][\w-]*)\s*(?:=\s*(.*?)\s*)?$/i.exec(line) ?? [];
    if (key === undefined) return undefined;
    found.push({ section, key: key.toLowerCase(), value: PLAIN.test(value) ? value : undefined });
  }
  return found;
}
