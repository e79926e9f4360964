/** How are the templates built in? As parsed trees; long texts, of which a project has one or none, packed beside. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Template } from '../../src/pack.js';
import { templatesOf } from '../../src/templates.js';
import { asJson } from './as-json.js';

/** Characters; below that reading a file takes longer than reading past the text. */
const LONG = 7_000;

interface Text {
  readonly file: string;
  readonly text: string;
}

/** The text of a template that is kept in a file; two of one text share it. */
function longText({ content }: Template, all: readonly Template[]): Text | undefined {
  const [text, ...more] = content;
  if (typeof text !== 'string' || more.length > 0 || text.length < LONG) return undefined;
  const first = all.find((template) => template.content[0] === text);
  return { file: `${first?.part}-${first?.file.replaceAll('/', '-')}.br`, text };
}

/** The module that takes the place of src/templates.ts. */
export function templatesModule(pack: string): string {
  const all = templatesOf(pack);
  const texts = all.flatMap((template, index) => {
    const found = longText(template, all);
    return found ? [[index, found.file]] : [];
  });
  const stored = all.map((template) => (longText(template, all) ? { ...template, content: [] } : template));
  return `
    import { readFileSync } from 'node:fs';
    import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
    const all = { ${JSON.stringify(pack)}: ${asJson(stored)} };
    for (const [index, file] of ${JSON.stringify(texts)})
      Object.defineProperty(all[${JSON.stringify(pack)}][index], 'content', {
        get: () => [
          require('node:zlib').brotliDecompressSync(readFileSync(path.join(__dirname, 'texts', file))).toString('utf8'),
        ],
      });
    export const templatesOf = (pack) => all[pack];
  `;
}

/** Writes the files of which {@link templatesModule} speaks. */
export function writeTexts(pack: string, folder: string): void {
  const all = templatesOf(pack);
  mkdirSync(path.join(folder, 'texts'), { recursive: true });
  for (const template of all) {
    const found = longText(template, all);
    if (found) writeFileSync(path.join(folder, 'texts', found.file), brotliCompressSync(found.text));
  }
}
