/** Runs all test files below a folder, or those whose path contains a given word. Ends with 'N passed, N failed'. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { counts, takeSuites } from './harness.js';
import { queue } from './queue.js';

const { exec } = await import('uvu');

const here = path.dirname(fileURLToPath(import.meta.url));
const words = process.argv.slice(2);
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter(
    (file) => file.endsWith('.test.js') && (words.length === 0 || words.some((word) => file.includes(word))),
  )
  .sort();

let registered = 0;
const empty: string[] = [];
const left: string[] = [];
for (const [index, file] of files.entries()) {
  Object.assign(globalThis, { UVU_INDEX: index });
  queue.push([file]);
  await import(pathToFileURL(path.join(here, file)).href);
  const suites = takeSuites();
  const tests = suites.reduce((sum, suite) => sum + suite.tests, 0);
  registered += tests;
  if (suites.length === 0 || suites.some((suite) => suite.tests + suite.left === 0)) empty.push(file);
  left.push(...suites.filter((suite) => suite.left > 0).map((suite) => `${suite.left} of ${suite.name}`));
  for (const suite of suites.filter((suite) => suite.tests > 0)) suite.run();
}

await exec(false);
const { ran, passed } = counts();
const problems = [
  ...(files.length === 0 ? ['no test file was found'] : []),
  ...empty.map((file) => `${file} registered no test, or has an empty suite`),
  ...(ran === registered ? [] : [`${registered} tests are registered, ${ran} ran`]),
];
for (const tests of left) console.log(`NOT RUN  ${tests}`);
for (const problem of problems) console.error(`FAIL  ${problem}`);
console.log(`${passed} passed, ${registered - passed + problems.length} failed`);
process.exit(passed === registered && problems.length === 0 ? 0 : 1);
