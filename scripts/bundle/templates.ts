/** Builds the templates in as parsed trees; long texts, which few projects need, are packed into another file. */
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { templatesOf } from '../../src/entry/templates.js';
import { blobId } from '../../src/model/blob-id.js';
import type { Template } from '../../src/model/pack.js';
import type { DataFile } from './data.js';

/** Characters; below this, reading another file takes longer than skipping the text. */
const LONG = 7_000;

const TEXTS = 'long-texts.br';

/** The text of a template that is stored separately. */
function longText({ content }: Template): string | undefined {
  const [text, ...more] = content;
  return typeof text === 'string' && more.length === 0 && text.length >= LONG ? text : undefined;
}

/** Each long text once, in the order of their file. */
const longTexts = (all: readonly Template[]): string[] => [
  ...new Set(all.flatMap((template) => longText(template) ?? [])),
];

const PACK = 'project';
const NAME = `templates-${PACK}.txt`;

/** Source of the replacement for src/entry/templates.ts: it parses only the lines of parts that are called for. */
export const TEMPLATES_MODULE = `
  import { readFileSync } from 'node:fs';
  const packed = () =>
    require('node:zlib').brotliDecompressSync(readFileSync(__dirname + '/data/${TEXTS}')).toString('utf8');
  class Stored {
    constructor(line) {
      const end = line.indexOf(' ');
      this.part = line.slice(0, end);
      this.json = line.slice(end);
    }
    get rest() { return (this.parsed ??= JSON.parse(this.json)); }
    get file() { return this.rest[0]; }
    get path() { return this.rest[1]; }
    get content() {
      const content = this.rest[2];
      return Array.isArray(content) ? content : [packed().slice(content.from, content.to)];
    }
    get id() { return this.rest[3]; }
  }
  export const templatesOf = () =>
    readFileSync(__dirname + '/data/${NAME}', 'utf8').split('\\n').map((line) => new Stored(line));
`;

/** The blob id of its text, if that is always the same and written unchanged. */
function idOf({ content: [text, ...more] }: Template): string | undefined {
  const fixed = typeof text === 'string' && more.length === 0 && `${text.trimEnd()}\n` === text;
  return fixed ? blobId(text) : undefined;
}

/** A template on a line: its part, a blank, the rest as JSON. */
function lineOf(template: Template, joined: string): string {
  const { part, file, path, content } = template;
  const text = longText(template);
  const from = text === undefined ? -1 : joined.indexOf(text);
  const stored = text === undefined ? content : { from, to: from + text.length };
  const id = idOf(template);
  return `${part} ${JSON.stringify([file, path, stored, ...(id === undefined ? [] : [id])])}`;
}

const formatOf = ({ file }: Template): string => `${path.extname(file)} ${file}`;

/** The files that {@link TEMPLATES_MODULE} reads. */
export function templatesData(): DataFile[] {
  // Files of one format beside each other pack better.
  const all = templatesOf(PACK).toSorted((a, b) => (formatOf(a) < formatOf(b) ? -1 : 1));
  const joined = longTexts(all).join('');
  const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
  return [
    { name: NAME, bytes: Buffer.from(all.map((template) => lineOf(template, joined)).join('\n')) },
    { name: TEXTS, bytes: brotliCompressSync(joined, { params }) },
  ];
}
