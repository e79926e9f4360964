/** Updates test/golden: `npm run golden [CASE …]`. Review the diff before committing it. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { answersOf, cases, GOLDEN, planFor } from '../test/golden.js';

const wanted = process.argv.slice(2);
for (const name of cases().filter((candidate) => wanted.length === 0 || wanted.includes(candidate))) {
  const out = path.join(GOLDEN, name, 'out');
  rmSync(out, { recursive: true, force: true });
  for (const file of planFor(answersOf(name)).files) {
    const target = path.join(out, file.path);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, file.content);
  }
  console.log(name);
}
