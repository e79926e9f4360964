/** Renews what the README says of the options, between `<!-- options -->` and `<!-- /options -->`: `npm run docs`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { options } from '../generators/project/options.js';
import { helpTable } from '../src/help.js';
import { ROOT } from '../src/package.js';

const README = path.join(ROOT, 'README.md');
const BLOCK = /(<!-- options -->\n)[\s\S]*?(<!-- \/options -->)/;

const before = existsSync(README) ? readFileSync(README, 'utf8') : '<!-- options -->\n<!-- /options -->\n';
if (!BLOCK.test(before)) throw new Error('README.md has no <!-- options --> … <!-- /options -->');
writeFileSync(
  README,
  before.replace(BLOCK, (_, begin: string, end: string) => `${begin}\n${helpTable(options)}\n${end}`),
);
