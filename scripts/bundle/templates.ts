/** How are the templates built in? As parsed trees; long texts, of which a project has one or none, packed beside. */
import { brotliCompressSync } from 'node:zlib';
import type { Template } from '../../src/pack.js';
import { templatesOf } from '../../src/templates.js';
import { type DataFile, readingJson } from './data.js';

/** Characters; below that reading a file takes longer than reading past the text. */
const LONG = 7_000;

/** The text of a template that is kept in a file of its own; two of one text share it. */
function longText(
  { content }: Template,
  all: readonly Template[],
): { name: string; text: string } | undefined {
  const [text, ...more] = content;
  if (typeof text !== 'string' || more.length > 0 || text.length < LONG) return undefined;
  const first = all.find((template) => template.content[0] === text);
  return { name: `${first?.part}-${first?.file.replaceAll('/', '-')}.br`, text };
}

/** The module that takes the place of src/templates.ts. */
export function templatesModule(pack: string): string {
  const all = templatesOf(pack);
  const texts = all.flatMap((template, index) => {
    const found = longText(template, all);
    return found ? [[index, found.name]] : [];
  });
  return `
    import { readFileSync } from 'node:fs';
    const texts = ${JSON.stringify(texts)};
    export function templatesOf() {
      const all = ${readingJson(`templates-${pack}.json`)};
      for (const [index, file] of texts)
        Object.defineProperty(all[index], 'content', {
          get: () => [
            require('node:zlib').brotliDecompressSync(readFileSync(__dirname + '/data/' + file)).toString('utf8'),
          ],
        });
      return all;
    }
  `;
}

/** The files of which {@link templatesModule} speaks. */
export function templatesData(pack: string): DataFile[] {
  const all = templatesOf(pack);
  const long = all.flatMap((template) => longText(template, all) ?? []);
  const stored = all.map((template) => (longText(template, all) ? { ...template, content: [] } : template));
  return [
    { name: `templates-${pack}.json`, bytes: Buffer.from(JSON.stringify(stored)) },
    ...long.map(({ name, text }) => ({ name, bytes: brotliCompressSync(text) })),
  ];
}
