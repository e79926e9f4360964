/** Requirements as PEP 508 and pip write them: one of them, and files of them. */

/** A requirement. */
export interface Requirement {
  /** As PEP 503 normalizes it; '' for a bare URL or path. */
  readonly name: string;
  /** The version specifiers without blanks, as in `>=2,<3`. */
  readonly versions: string;
  /** The address of a direct reference. */
  readonly url: string | undefined;
  /** The environment marker. */
  readonly marker: string;
}

/** A name as PEP 503 compares it. */
export const normalized = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** @returns undefined for a text that is no requirement */
export function requirementOf(text: string): Requirement | undefined {
  const [, name = '', , rest = ''] =
    /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(\[[^\]]*\])?([\s\S]*)$/.exec(text) ?? [];
  if (name === '') return undefined;
  const direct = /^\s*@\s*(\S+)(?:\s*;\s*(.*))?/.exec(rest);
  if (direct) return { name: normalized(name), versions: '', url: direct[1], marker: direct[2] ?? '' };
  const [versions = '', marker = ''] = rest.split(';');
  const bare = versions.replace(/[()\s]/g, '');
  if (bare !== '' && !/^(?:[<>=!~]=?=?[^<>=!~,]+,?)+$/.test(bare)) return undefined;
  return { name: normalized(name), versions: bare, url: undefined, marker: marker.trim() };
}

/** Whether exactly one version fits. */
export const isPinned = ({ versions, url }: Requirement): boolean =>
  url === undefined ? /^===?[^,*]+$/.test(versions) : true;

/** A line of a requirements file. */
export interface RequirementLine {
  readonly line: number;
  /** The line without comment and per-requirement options. */
  readonly text: string;
  readonly requirement: Requirement | undefined;
  /** Whether it has a hash. */
  readonly hashed: boolean;
  /** Its option, as in `-r` or `--index-url`, with the value as `text`. */
  readonly option: string | undefined;
}

/** The lines of a requirements file that are not empty. */
export function requirementLines(source: string): readonly RequirementLine[] {
  const lines: RequirementLine[] = [];
  const all = source.split(/\r?\n/);
  for (let i = 0; i < all.length; i += 1) {
    const line = i + 1;
    let part = all[i] ?? '';
    if (/^\s*#/.test(part)) continue;
    const parts: string[] = [];
    for (let next = all[i + 1]; part.trimEnd().endsWith('\\') && next !== undefined; next = all[i + 1]) {
      parts.push(part.trimEnd().slice(0, -1));
      part = next;
      i += 1;
    }
    let text = [...parts, part].join(' ');
    text = text.replace(/(?:^|\s)#.*$/, '').trim();
    if (text === '') continue;
    const [, option, value] = /^(--?[a-zA-Z][\w-]*)(?:[\s=]+|(?<=^-[a-zA-Z]))(.*)$/.exec(text) ?? [];
    if (option !== undefined) {
      lines.push({ line, text: (value ?? '').trim(), requirement: undefined, hashed: false, option });
      continue;
    }
    const bare = text.replace(/\s--[a-z][\w-]*[\s=].*$/, '').trim();
    const isAddress = /^(?:[a-z+]+:\/\/|[./~])/i.test(bare);
    lines.push({
      line,
      text: bare,
      requirement: isAddress ? undefined : requirementOf(bare),
      hashed: /\s--hash[=\s]/.test(text),
      option: undefined,
    });
  }
  return lines;
}
