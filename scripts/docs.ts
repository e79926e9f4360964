/**
 * `npm run docs` updates the tables in docs/options.md and docs/packs.md, each between marks, and copies the library's
 * types to docs/api-report.d.mts, where the diff shows changes to the interface. It makes docs/rules/ from the rules.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { options } from '../generators/project/options.js';
import { helpTable } from '../src/cli/help.js';
import { keysTable } from './pack-keys.js';
import { ROOT } from './root.js';
import { rulePages } from './rule-pages.js';

/** Replaces what a page has between `<!-- mark -->` and `<!-- /mark -->`. */
function renew(page: string, mark: string, text: string): void {
  const file = path.join(ROOT, page);
  const block = new RegExp(`(<!-- ${mark} -->\\n)[\\s\\S]*?(<!-- /${mark} -->)`);
  const before = readFileSync(file, 'utf8');
  if (!block.test(before)) throw new Error(`${page} has no <!-- ${mark} --> … <!-- /${mark} -->`);
  writeFileSync(
    file,
    before.replace(block, (_, begin: string, end: string) => `${begin}\n${text}\n${end}`),
  );
}

renew('docs/options.md', 'options', helpTable(options));
renew('docs/packs.md', 'keys', keysTable());
copyFileSync(path.join(ROOT, 'dist/index.d.mts'), path.join(ROOT, 'docs/api-report.d.mts'));

const rules = path.join(ROOT, 'docs/rules');
rmSync(rules, { recursive: true, force: true });
mkdirSync(rules);
for (const [name, text] of rulePages()) writeFileSync(path.join(rules, name), text);
