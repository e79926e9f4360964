/** setup.cfg, as configparser reads it: sections, keys, and values that may continue on indented lines. */

/** A value. */
export interface Entry {
  readonly value: string;
  readonly line: number;
}

/** Section -> key -> value. */
export type Configuration = ReadonlyMap<string, ReadonlyMap<string, Entry>>;

/** Parses the text; what is not understood is left out. */
export function configurationOf(text: string): Configuration {
  const sections = new Map<string, Map<string, Entry>>();
  let section = new Map<string, Entry>();
  let key = '';
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*[#;]/.test(line)) continue;
    const [, header] = /^\[([^\]]+)\]/.exec(line) ?? [];
    if (header !== undefined) {
      section = sections.get(header) ?? new Map<string, Entry>();
      sections.set(header, section);
      key = '';
      continue;
    }
    const before = section.get(key);
    if (/^\s+\S/.test(line) && before) {
      section.set(key, { ...before, value: `${before.value}\n${line.trim()}` });
      continue;
    }
    const [, name, value = ''] = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    key = name.toLowerCase().replaceAll('-', '_');
    section.set(key, { value: value.trim(), line: i + 1 });
  }
  return sections;
}

/** The lines of a value that is a list. */
export const listOf = (entry: Entry | undefined): readonly string[] =>
  (entry?.value ?? '')
    .split('\n')
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
