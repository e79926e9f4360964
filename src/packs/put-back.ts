/** Puts the tags of a project's own words back into a text. */
import type { Piece, Tag } from './tags.js';
import type { Word } from './words.js';

/** What was put back in a file, for a person to check. */
export interface Counts {
  /** Tag -> how often. */
  readonly put: Map<string, number>;
  /** Places where a name stands inside a longer word, and stays. */
  inside: number;
}

/** Nothing yet. */
export const noCounts = (): Counts => ({ put: new Map(), inside: 0 });

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Text before a name that is a module's: an import, a folder of sources, an attribute. */
const BEFORE_CODE = /(?:\b(?:from|import|src\/)\s*|-m |[.:]|--?[\w-]+=)$/;
/** Whether a text is code: a line of it imports something. */
export const isSource = (text: string): boolean => /^\s*(?:from\s+[\w.]+\s+)?import\s+\w/m.test(text);

/** Whether a word at this place of a text is an identifier, rather than a name for people. */
function isCode(text: string, at: number, end: number, inSource: boolean): boolean {
  const before = text.slice(Math.max(0, at - 20), at);
  const after = text.slice(end, end + 2);
  if (BEFORE_CODE.test(before) || /^(?:[.:]\w|\/)/.test(after)) return true;
  // In a string it is a text for people.
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  return inSource && (line.match(/["'`]/g) ?? []).length % 2 === 0;
}

/**
 * A text with tags for whole words, never for a part of a longer identifier. A dollar before a word makes it a variable.
 * @param words the longest first
 * @param inSource whether it is of a source, as a path is
 */
export function putBack(text: string, words: readonly Word[], counts: Counts, inSource: boolean): Piece[] {
  if (words.length === 0 || text === '') return [text];
  const { wholes, any } = patternsOf(words);
  const byText = new Map(words.map((word) => [word.text, word]));
  const pieces: Piece[] = [];
  let end = 0;
  for (const found of text.matchAll(wholes)) {
    const word = byText.get(found[0]);
    if (!word) continue;
    const after = found.index + found[0].length;
    const inCode = word.inCode !== undefined && isCode(text, found.index, after, inSource);
    const tag = inCode ? (word.inCode ?? word.tag) : word.tag;
    const before = text.slice(end, found.index);
    pieces.push(
      ...(word.optional
        ? spared(before, word, word.optional, text.charAt(after))
        : [before, { tag, text: word.text }]),
    );
    counts.put.set(tag, (counts.put.get(tag) ?? 0) + 1);
    end = after;
  }
  pieces.push(text.slice(end));
  for (const piece of pieces) if (typeof piece === 'string') counts.inside += piece.match(any)?.length ?? 0;
  return pieces;
}

/** Where nobody is named, the blanks before the name go too: no line of a file ends in one. */
function spared(before: string, { tag, text }: Word, option: string, next: string): Piece[] {
  const blanks = /[ \t]+$/.exec(before)?.[0] ?? '';
  if (blanks === '' || !/^[ \t\n]?$/.test(next)) return [before, { tag, text }];
  const source = (): string => `{{#if ${option}}}${blanks}{{${tag}}}{{/if}}`;
  return [before.slice(0, before.length - blanks.length), { tag, text: blanks + text, source }];
}

interface Patterns {
  readonly wholes: RegExp;
  readonly any: RegExp;
}

/** A file may have thousands of lines. */
const known = new WeakMap<readonly Word[], Patterns>();

function patternsOf(words: readonly Word[]): Patterns {
  const patterns = known.get(words) ?? {
    wholes: new RegExp(words.map(whole).join('|'), 'gu'),
    any: new RegExp(words.map((word) => literal(word.text)).join('|'), 'gu'),
  };
  known.set(words, patterns);
  return patterns;
}

const PART = /[\p{L}\p{N}_-]/u;

/** A pattern for a word that is no part of a longer one. A quoted text has its own ends. */
function whole({ text }: Word): string {
  const before = PART.test(text.charAt(0)) ? '(?<![\\p{L}\\p{N}_$-])' : '';
  const after = PART.test(text.charAt(text.length - 1)) ? '(?![\\p{L}\\p{N}_-])' : '';
  return before + literal(text) + after;
}

/**
 * A text with a tag for each stranger's word, wherever it stands: nobody else writes such a word.
 * @param own what each tag stands for in the project
 */
export function putStrangers(text: string, words: readonly Word[], own: readonly Tag[]): Piece[] {
  const tags = new Map(words.map((word) => [word.text, word.tag]));
  const texts = new Map(own.map((word) => [word.tag, word.text]));
  const pattern = new RegExp(`(${words.map((word) => literal(word.text)).join('|')})`, 'u');
  return text.split(pattern).map((part): Piece => {
    const tag = tags.get(part);
    return tag === undefined ? part : { tag, text: texts.get(tag) ?? '' };
  });
}

/** The counts in words. */
export function inWords({ put, inside }: Counts): string {
  const tags = [...put].map(([tag, count]) => `{{${tag}}} ${count === 1 ? 'once' : `${count} times`}`);
  const left =
    inside > 0 ? [`${inside === 1 ? 'one place' : `${inside} places`} inside longer words stay`] : [];
  return [...tags, ...left].join(', ');
}
