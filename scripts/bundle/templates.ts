/** How are the templates built in? As parsed trees; long texts, of which a project has one or none, packed together beside. */
import { brotliCompressSync, constants } from 'node:zlib';
import { blobId } from '../../src/blob-id.js';
import type { Template } from '../../src/pack.js';
import { templatesOf } from '../../src/templates.js';
import type { DataFile } from './data.js';

/** Characters; below that reading a file takes longer than reading past the text. */
const LONG = 7_000;

const TEXTS = 'long-texts.br';

/** The text of a template that is kept aside. */
function longText({ content }: Template): string | undefined {
  const [text, ...more] = content;
  return typeof text === 'string' && more.length === 0 && text.length >= LONG ? text : undefined;
}

/** Each long text once, in the order in which they stand in their file. */
const longTexts = (all: readonly Template[]): string[] => [
  ...new Set(all.flatMap((template) => longText(template) ?? [])),
];

const PACK = 'project';
const NAME = `templates-${PACK}.txt`;

/** The module that takes the place of src/templates.ts: of its lines those are parsed whose part is called for. */
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

/** The blob id of its text, where that is always the same and is written as it stands. */
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

/** The files of which {@link TEMPLATES_MODULE} speaks. */
export function templatesData(): DataFile[] {
  const all = templatesOf(PACK);
  const joined = longTexts(all).join('');
  const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
  return [
    { name: NAME, bytes: Buffer.from(all.map((template) => lineOf(template, joined)).join('\n')) },
    { name: TEXTS, bytes: brotliCompressSync(joined, { params }) },
  ];
}
