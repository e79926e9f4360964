/** Tests every format by itself: a real parser reads any text back unchanged. */
import fc from 'fast-check';
import markdownIt from 'markdown-it';
import * as assert from 'uvu/assert';
import { formats } from '../../src/model/formats.js';
import { pack } from '../golden.js';
import type { Counts } from './counts.js';
import { endParsers, parsed, shellWords } from './parsers.js';
import { hostileText } from './text.js';

/** CommonMark with GitHub's automatic links. */
const commonmark = markdownIt({ html: true, linkify: true });
// By default, linkify links every host name and every `//` URL; GitHub links a bare host only when it begins with www.
commonmark.linkify.set({ fuzzyLink: false }).add('//', null);
const LINKED = /(?:^|[\s*_~(])www\./im;

/** The text of a paragraph, if it contains nothing but text. */
function paragraph(source: string): string {
  assert.not.match(source, LINKED);
  const [open, inline, close, ...more] = commonmark.parse(source, {});
  assert.equal(
    [open?.type, inline?.type, close?.type, more],
    ['paragraph_open', 'inline', 'paragraph_close', []],
  );
  const parts = inline?.children ?? [];
  for (const part of parts) assert.ok(['text', 'text_special', 'softbreak'].includes(part.type), part.type);
  return parts.map((part) => part.content).join('');
}

/** How to read back each format. Shells and Markdown cannot express some characters; answers do not contain them. */
const READERS: Readonly<Record<string, (source: string) => Promise<unknown>>> = {
  json: (source) => parsed('JSON', source),
  toml: async (source) => ((await parsed('TOML', `x = ${source}\n`)) as { x: unknown }).x,
  yaml: async (source) => {
    const [core, old] = (await parsed('YAML', `x: ${source}\n`)) as { x: unknown }[];
    assert.is(old?.x, core?.x, 'YAML 1.1 and 1.2 give the same result');
    return core?.x;
  },
  py: async (source) => (await parsed('Python', `x = ${source}\n`)) as unknown,
  sh: async (source) => (await shellWords(`x ${source}`))[1],
  md: async (source) => paragraph(`${source}\n`),
};

/** Formats that take a requirement instead of any text: test/unit/managers.test.ts. */
const OF_REQUIREMENTS = new Set(['pipfile', 'conda']);

/** Whether a text is a single line, as every answer is. Formats that are not in MAY must accept any text. */
const isLine = (text: string): boolean =>
  text === text.trim() && text !== '' && !/[\p{Cc}\u2028\u2029]/u.test(text);

const MAY: Readonly<Record<string, (text: string) => boolean>> = {
  sh: (text) => !text.includes('\0'),
  md: (text) => isLine(text) && text.length <= 1000,
};

/** The value of `x = …` in Python's syntax tree. */
const constant = (tree: unknown): unknown => JSON.stringify(tree);

/** @param cases the total number of texts */
export async function everyFormat(cases: number, seed: number): Promise<Counts> {
  const problems: string[] = [];
  const all = Object.entries({ ...formats, ...pack.formats }).filter(([name]) => !OF_REQUIREMENTS.has(name));
  const numRuns = Math.ceil(cases / all.length);
  let passed = 0;
  for (const [name, format] of all) {
    const read = READERS[name];
    const texts = hostileText.filter((text) => text.isWellFormed() && (MAY[name]?.(text) ?? true));
    const property = fc.asyncProperty(texts, async (text) => {
      if (!read) throw new Error(`no parser for {{${name}}}: add it`);
      const found = await read(format(text));
      if (name === 'py')
        assert.is(constant(found), constant(await read(JSON.stringify(text).replace(/\\\//g, '/'))));
      else if (name === 'md') assert.is(String(found).replace(/\s+/g, ' '), text.replace(/\s+/g, ' '));
      else assert.is(found, text);
    });
    const result = await fc.check(property, { seed, numRuns });
    if (result.failed) problems.push(`{{${name}}}: ${fc.defaultReportMessage(result)}`);
    else passed += 1;
  }
  endParsers();
  return {
    passed,
    problems,
    figures: `${numRuns * all.length} texts through ${all.length} formats, seed ${seed}`,
  };
}
