/** Puts the standard's tables into a project's pyproject.toml. Its own values, comments and order stay. */
import { parse } from 'smol-toml';
import { isTable, valueAt } from '../model/record.js';
import { packageName, withoutRanges } from './development-ranges.js';
import { tomlItem } from './toml-text.js';

type Table = Record<string, unknown>;

/** What the project has decided elsewhere. */
export interface Terms {
  /** Whether the project states metadata: they and the build are left as they are. */
  readonly hasMetadata: boolean;
  /** Tools that are configured in files of their own -> that file. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

export interface Merged {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Tables that decide what is built. */
const BUILD =
  /^(project|build-system|tool\.(setuptools|setuptools_scm|flit|poetry|pdm|maturin|scikit-build|meson-python)|tool\.hatch\.(build|version|metadata)|tool\.uv\.build-backend)(\.|$)/;

/** A table of the standard with its text. */
interface Block {
  readonly keys: readonly string[];
  readonly text: string;
}

/** The tables of a text, each with the comment above its header. */
function blocksOf(text: string): Block[] {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, i) => (/^\[\[?[^[\]]+\]\]?\s*(#.*)?$/.test(line) ? [i] : []));
  return starts.map((start, i) => {
    const begin = commentAbove(lines, start);
    const next = starts[i + 1];
    const end = next === undefined ? lines.length : commentAbove(lines, next);
    const header = /^\[\[?([^[\]]+)\]/.exec(lines[start] ?? '')?.[1] ?? '';
    return {
      keys: header.split('.').map((key) => key.trim().replaceAll('"', '')),
      text: lines.slice(begin, end).join('\n').trim(),
    };
  });
}

function commentAbove(lines: readonly string[], at: number): number {
  let first = at;
  while (lines[first - 1]?.startsWith('#')) first -= 1;
  return first;
}

/**
 * @param ours the project's text
 * @param theirs the standard's
 * @throws {Error} with the reason, when the file cannot be changed without touching what is there
 */
export function mergePyproject(ours: string, theirs: string, { hasMetadata, elsewhere }: Terms): Merged {
  const crlf = ours.includes('\r\n');
  const before = crlf ? ours.replaceAll('\r\n', '\n') : ours;
  if (before.includes('\r')) throw new Error('its lines end in different ways');
  const document = parse(before) as Table;
  const loosened = withoutRanges(theirs, document);
  const standard = parse(loosened.text) as Table;
  const notes = loosened.requirements.map(
    (one) => `pyproject.toml has a range of its own for ${packageName(one)}; the standard is made for ${one}`,
  );
  const added: string[] = [];
  let text = before;
  for (const { keys, text: block } of blocksOf(loosened.text)) {
    const name = keys.join('.');
    if (hasMetadata && BUILD.test(name)) continue;
    const tool = keys[0] === 'tool' ? keys[1] : undefined;
    const other = tool === undefined ? undefined : elsewhere.get(tool);
    if (other !== undefined) {
      if (!notes.some((note) => note.includes(`tool.${tool} `)))
        notes.push(`pyproject.toml gets no tool.${tool} from the standard: ${other} configures it`);
      continue;
    }
    const there = valueAt(document, keys);
    if (there === undefined) {
      added.push(block);
      continue;
    }
    if (!isTable(there)) continue;
    try {
      text =
        name === 'dependency-groups'
          ? withGroups(text, there, valueAt(standard, keys), entriesOf(block))
          : withEntries(text, name, there, entriesOf(block));
    } catch (error) {
      notes.push(`pyproject.toml keeps its ${name} without the standard's keys: ${(error as Error).message}`);
    }
  }
  if (added.length > 0) text = `${text === '' ? '' : `${text.trimEnd()}\n\n`}${added.join('\n\n')}\n`;
  verify(before, text);
  return { text: crlf ? text.replaceAll('\n', '\r\n') : text, notes };
}

/** One key of a table with its text: the comment above it, and all lines of its value. */
interface Entry {
  readonly key: string;
  readonly text: string;
}

/** The keys of one of the standard's tables. */
function entriesOf(block: string): Entry[] {
  const entries: { key: string; lines: string[] }[] = [];
  let comments: string[] = [];
  const lines = block.split('\n');
  for (const line of lines.slice(lines.findIndex((one) => one.startsWith('[')) + 1)) {
    const [, key] = /^([\w-]+)\s*=/.exec(line) ?? [];
    if (key !== undefined) {
      entries.push({ key, lines: [...comments, line] });
      comments = [];
    } else if (line.startsWith('#')) comments.push(line);
    else if (line !== '') entries.at(-1)?.lines.push(line);
  }
  return entries.map((entry) => ({ key: entry.key, text: entry.lines.join('\n') }));
}

/** The lines of a table that has a header of its own: from the line after it to the last one with a key or a value. */
function bodyOf(
  lines: readonly string[],
  name: string,
): { readonly from: number; readonly to: number } | undefined {
  const isHeader = (line: string): boolean => /^\s*\[\[?[^[\]]+\]\]?\s*(#.*)?$/.test(line);
  const header = lines.findIndex(
    (line) => isHeader(line) && line.replace(/#.*/, '').replace(/[\s"]/g, '') === `[${name}]`,
  );
  if (header < 0) return undefined;
  const next = lines.findIndex((line, i) => i > header && isHeader(line));
  let to = next < 0 ? lines.length : next;
  while (to > header + 1 && /^\s*(#.*)?$/.test(lines[to - 1] ?? '')) to -= 1;
  return { from: header + 1, to };
}

/** The text with the keys that the project's table lacks, after those that it has. @throws {Error} */
function withEntries(text: string, name: string, there: Table, entries: readonly Entry[]): string {
  const missing = entries.filter(({ key }) => !Object.hasOwn(there, key));
  if (missing.length === 0) return text;
  const lines = text.split('\n');
  const body = bodyOf(lines, name);
  if (!body) throw new Error(`${name} has no header of its own`);
  return [...lines.slice(0, body.to), ...missing.map((entry) => entry.text), ...lines.slice(body.to)].join(
    '\n',
  );
}

/** Groups are lists of requirements: those whose package a group of this name lacks are added to it. @throws {Error} */
function withGroups(text: string, there: Table, wanted: unknown, entries: readonly Entry[]): string {
  let lines = withEntries(text, 'dependency-groups', there, entries).split('\n');
  for (const [group, items] of Object.entries(isTable(wanted) ? wanted : {})) {
    const have = Object.hasOwn(there, group) ? there[group] : undefined;
    if (!Array.isArray(have) || !Array.isArray(items)) continue;
    const names = new Set(have.map(packageName));
    const more = items.filter((item) => !names.has(packageName(item))).map(tomlItem);
    if (more.length > 0) lines = withItems(lines, group, have.length === 0, more);
  }
  return lines.join('\n');
}

/** The lines with items at the end of a list. @throws {Error} for a list that is written in an unusual way */
function withItems(
  lines: readonly string[],
  group: string,
  isEmpty: boolean,
  items: readonly string[],
): string[] {
  const body = bodyOf(lines, 'dependency-groups');
  const start = lines.findIndex(
    (line, i) => body && i >= body.from && i < body.to && line.replace(/[\s"]/g, '').startsWith(`${group}=[`),
  );
  const line = lines[start] ?? '';
  if (start >= 0 && /\]\s*$/.test(line) && !line.includes('#')) {
    const open = line.replace(/,?\s*\]\s*$/, '');
    return lines.with(start, `${open}${isEmpty ? '' : ', '}${items.join(', ')}]`);
  }
  const end = lines.findIndex((one, i) => i > start && /^\s*\]\s*(#.*)?$/.test(one));
  const last = lines[end - 1] ?? '';
  if (start < 0 || end < 0 || !/^\s*("[^"#]*"|'[^'#]*'|\{[^#]*\}),?\s*(#.*)?$/.test(last))
    throw new Error(`the group ${group} is written in an unusual way`);
  const [indent = ''] = /^\s*/.exec(last) ?? [];
  const comma = last.replace(/^(\s*(?:"[^"]*"|'[^']*'|\{[^}]*\}))(?!,)/, '$1,');
  return [
    ...lines.slice(0, end - 1),
    comma,
    ...items.map((item) => `${indent}${item},`),
    ...lines.slice(end),
  ];
}

/** @throws {Error} when a value of the project is another one, or a comment is gone */
function verify(before: string, after: string): void {
  const kept = (was: unknown, is: unknown, keys: readonly string[]): void => {
    if (isTable(was)) {
      for (const [key, value] of Object.entries(was))
        kept(value, isTable(is) && Object.hasOwn(is, key) ? is[key] : undefined, [...keys, key]);
    } else if (keys[0] === 'dependency-groups' && Array.isArray(was) && Array.isArray(is)) {
      if (!was.every((item) => is.some((one) => JSON.stringify(one) === JSON.stringify(item))))
        throw new Error(`${keys.join('.')} would change`);
    } else if (JSON.stringify(was) !== JSON.stringify(is)) throw new Error(`${keys.join('.')} would change`);
  };
  kept(parse(before), parse(after), []);
  const comments = (text: string): string[] =>
    text.split('\n').filter((line) => line.trimStart().startsWith('#'));
  const left = comments(after);
  for (const comment of comments(before)) {
    const at = left.indexOf(comment);
    if (at < 0) throw new Error('a comment would be lost');
    left.splice(at, 1);
  }
}
