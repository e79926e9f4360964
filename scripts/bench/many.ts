/** Measures making many projects in one process through the API, next to only writing the same files. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { leanest, runOnce, tellsMemory } from './measure.js';
import type { Sandbox } from './sandbox.js';

export interface Many {
  readonly count: number;
  /** Milliseconds for each project. */
  readonly each: number;
  /** Milliseconds for each project if its folders and files are only written. */
  readonly bare: number;
  /** Kilobytes; undefined if this machine cannot tell. */
  readonly peak: number | undefined;
}

const COUNTS = [10, 100, 1000];

/** Prints the milliseconds of each project. */
const script = (library: string, count: number, target: string): string => `
  import { create } from ${JSON.stringify(pathToFileURL(library))};
  const started = performance.now();
  for (let i = 0; i < ${count}; i += 1)
    await create({ name: 'my-app' }, { directory: ${JSON.stringify(target)} + '/my-app-' + i });
  console.log((performance.now() - started) / ${count});
`;

/** Prints the milliseconds of each copy of a project. */
const copying = (project: string, count: number, target: string): string => `
  import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
  const [project, target] = ${JSON.stringify([project, target])};
  const entries = readdirSync(project, { recursive: true, withFileTypes: true });
  const place = (entry) => (entry.parentPath + '/' + entry.name).slice(project.length);
  const folders = entries.filter((entry) => entry.isDirectory()).map(place).sort();
  const files = entries.filter((entry) => entry.isFile()).map((entry) => [place(entry), readFileSync(project + place(entry))]);
  mkdirSync(target);
  const started = performance.now();
  for (let i = 0; i < ${count}; i += 1) {
    const to = target + '/my-app-' + i;
    for (const folder of ['', ...folders]) mkdirSync(to + folder);
    for (const [file, bytes] of files) writeFileSync(to + file, bytes);
  }
  console.log((performance.now() - started) / ${count});
`;

/**
 * Measures the cost per project for a growing number of projects; it should stay constant. The speed of a disk varies
 * from minute to minute, so both ways take turns, in alternating order.
 */
export function many(sandbox: Sandbox, node: string, installed: string, rounds: number): Many[] {
  const library = path.join(installed, 'dist/index.mjs');
  return COUNTS.map((count) => {
    const evaluating = (text: string): string[] => ['--input-type=module', '-e', text];
    const args = (target: string): string[] => evaluating(script(library, count, target));
    const model = sandbox.target();
    runOnce(sandbox, node, evaluating(script(library, 1, model)));
    const timed = (makes: (target: string) => string[]): number => {
      const target = sandbox.target();
      const each = Number(runOnce(sandbox, node, makes(target)).out);
      sandbox.remove(target);
      return each;
    };
    const bareArgs = (target: string): string[] =>
      evaluating(copying(path.join(model, 'my-app-0'), count, target));
    const makes = { each: args, bare: bareArgs };
    const least = { each: Number.POSITIVE_INFINITY, bare: Number.POSITIVE_INFINITY };
    for (let round = 0; round < rounds; round += 1)
      for (const what of round % 2 === 0 ? (['each', 'bare'] as const) : (['bare', 'each'] as const))
        least[what] = Math.min(least[what], timed(makes[what]));
    sandbox.remove(model);
    const command = { name: 'many', program: node, arguments: args };
    const peak = tellsMemory ? leanest(sandbox, [command], 1).get('many') : undefined;
    return { count, ...least, peak };
  });
}
