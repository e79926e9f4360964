/** Reads files in the form of Python's configparser: setup.cfg and tox.ini. */

export interface IniValue {
  /** Lines without indentation, joined by newlines. */
  readonly text: string;
  readonly line: number;
}

export interface Ini {
  /** Section -> key in lower case -> value. */
  readonly sections: ReadonlyMap<string, ReadonlyMap<string, IniValue>>;
  /** Lines that are neither a section, a key, nor the continuation of one. */
  readonly unread: readonly number[];
}

/** @see https://docs.python.org/3/library/configparser.html#supported-ini-file-structure */
export function parseIni(source: string): Ini {
  const sections = new Map<string, Map<string, IniValue>>();
  const unread: number[] = [];
  let section: Map<string, IniValue> | undefined;
  let key: string | undefined;
  for (const [i, whole] of source.split(/\r?\n/).entries()) {
    const line = i + 1;
    if (/^\s*[#;]/.test(whole)) continue;
    if (whole.trim() === '') continue;
    if (/^\s/.test(whole)) {
      const before = key === undefined ? undefined : section?.get(key);
      if (key === undefined || !before) unread.push(line);
      else section?.set(key, { ...before, text: `${before.text}\n${whole.trim()}` });
      continue;
    }
    const [, heading] = /^\[([^\]]+)\]\s*(?:[#;].*)?$/.exec(whole) ?? [];
    if (heading !== undefined) {
      section = sections.get(heading) ?? new Map();
      sections.set(heading, section);
      key = undefined;
      continue;
    }
    const [, name, value] = /^([^=:\s][^=:]*?)\s*[=:]\s*(.*)$/.exec(whole) ?? [];
    if (name === undefined || !section) {
      unread.push(line);
      key = undefined;
      continue;
    }
    key = name.toLowerCase();
    section.set(key, { text: (value ?? '').trim(), line });
  }
  return { sections, unread };
}

/** The lines of a value: those of a list. */
export const linesOf = ({ text }: IniValue): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/(^|\s)[#;].*$/, '').trim())
    .filter((line) => line !== '');
