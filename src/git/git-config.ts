/** Reads git's configuration format without git, as far as it is plain. */

export interface Setting {
  /** In lower case, with its subsection as written: `user`, `remote "origin"`. */
  readonly section: string;
  /** In lower case. */
  readonly key: string;
  /** undefined where the rules of quoting, comments or a key without "=" are needed to tell it. */
  readonly value: string | undefined;
}

/** A value that git takes literally, without a comment, quotes or folded blanks. */
const PLAIN = /^[^\s"\\#;](?:[^"\\#;\t]*[^\s"\\#;])?$/;

/**
 * Every setting in the order of the file.
 * @returns undefined when a line goes on in the next one, or is of no form that is known here
 * @see git-config(1), "Syntax"
 */
export function settings(text: string): readonly Setting[] | undefined {
  const found: Setting[] = [];
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    if (line.endsWith('\\')) return undefined;
    // A subsection ends at its second quote, whatever looks like an ending behind it.
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
