/**
 * `npm run docs` updates the table in docs/options.md between `<!-- options -->` and `<!-- /options -->`, and copies
 * the library's types to docs/api-report.d.mts, where the diff shows changes to the interface.
 */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { options } from '../generators/project/options.js';
import { helpTable } from '../src/cli/help.js';
import { ROOT } from './root.js';

const PAGE = path.join(ROOT, 'docs/options.md');
const BLOCK = /(<!-- options -->\n)[\s\S]*?(<!-- \/options -->)/;

const before = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '<!-- options -->\n<!-- /options -->\n';
if (!BLOCK.test(before)) throw new Error('docs/options.md has no <!-- options --> … <!-- /options -->');
writeFileSync(
  PAGE,
  before.replace(BLOCK, (_, begin: string, end: string) => `${begin}\n${helpTable(options)}\n${end}`),
);
copyFileSync(path.join(ROOT, 'dist/index.d.mts'), path.join(ROOT, 'docs/api-report.d.mts'));
