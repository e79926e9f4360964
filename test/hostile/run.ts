/** Runs the tests that are too slow for `npm test`: all parts, or the named ones. Ends with 'N passed, N failed'. */
import process from 'node:process';
import { corpus } from './corpus/corpus.js';
import { processes } from './corpus/processes.js';
import type { Counts } from './counts.js';
import { determinism } from './determinism.js';
import { faults } from './faults.js';
import { everyFormat } from './formats.js';
import { hostilePacks } from './packs.js';
import { properties } from './properties.js';
import { secrets } from './secrets.js';

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const cases = process.argv.includes('--long') ? 100_000 : 2_000;

const PARTS: Readonly<Record<string, () => Promise<Counts>>> = {
  corpus,
  processes,
  packs: hostilePacks,
  properties: () => properties(cases, seed),
  formats: () => everyFormat(cases, seed),
  secrets: () => secrets(cases / 10, seed),
  determinism,
  faults: () => faults(seed),
};

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const unknown = words.filter((word) => !Object.hasOwn(PARTS, word));
let [passed, failed] = [0, unknown.length];
for (const word of unknown) console.log(`FAIL  there is no part ${word}: ${Object.keys(PARTS).join(', ')}`);
for (const [name, part] of Object.entries(PARTS)) {
  if (words.length > 0 && !words.includes(name)) continue;
  const started = performance.now();
  const counts = await part();
  for (const problem of counts.problems) console.log(`FAIL  ${name}: ${problem}`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${name}: ${counts.figures}, ${seconds} s`);
  passed += counts.passed;
  failed += counts.problems.length;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
