/** How are the templates built in? As parsed trees; long texts, of which a project has one or none, packed together beside. */
import { brotliCompressSync, constants } from 'node:zlib';
import type { Template } from '../../src/pack.js';
import { templatesOf } from '../../src/templates.js';
import { type DataFile, readingJson } from './data.js';

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

/** The module that takes the place of src/templates.ts. */
export function templatesModule(pack: string): string {
  const all = templatesOf(pack);
  const joined = longTexts(all).join('');
  const places = all.flatMap((template, index) => {
    const text = longText(template);
    const from = text === undefined ? -1 : joined.indexOf(text);
    return text === undefined ? [] : [[index, from, from + text.length]];
  });
  return `
    import { readFileSync } from 'node:fs';
    const packed = () =>
      require('node:zlib').brotliDecompressSync(readFileSync(__dirname + '/data/${TEXTS}')).toString('utf8');
    export function templatesOf() {
      const all = ${readingJson(`templates-${pack}.json`)};
      for (const [index, from, to] of ${JSON.stringify(places)})
        Object.defineProperty(all[index], 'content', { get: () => [packed().slice(from, to)] });
      return all;
    }
  `;
}

/** The files of which {@link templatesModule} speaks. */
export function templatesData(pack: string): DataFile[] {
  const all = templatesOf(pack);
  const stored = all.map((template) =>
    longText(template) === undefined ? template : { ...template, content: [] },
  );
  const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
  return [
    { name: `templates-${pack}.json`, bytes: Buffer.from(JSON.stringify(stored)) },
    { name: TEXTS, bytes: brotliCompressSync(longTexts(all).join(''), { params }) },
  ];
}
