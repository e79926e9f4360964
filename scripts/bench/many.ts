/** What do many projects cost, made in one process through the API, and written to the disk? */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { leanest, runOnce, tellsMemory } from './measure.js';
import type { Sandbox } from './sandbox.js';

export interface Many {
  readonly count: number;
  /** Milliseconds for each project. */
  readonly each: number;
  /** Kilobytes; undefined where this machine cannot tell. */
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

/** The cost of ever more projects, which is to be the same for each. */
export function many(sandbox: Sandbox, node: string, installed: string, rounds: number): Many[] {
  const library = path.join(installed, 'dist/index.mjs');
  return COUNTS.map((count) => {
    const args = (target: string): string[] => ['--input-type=module', '-e', script(library, count, target)];
    const times = Array.from({ length: rounds }, () => {
      const target = sandbox.target();
      const each = Number(runOnce(sandbox, node, args(target)).out);
      sandbox.remove(target);
      return each;
    });
    const command = { name: 'many', program: node, arguments: args };
    const peak = tellsMemory ? leanest(sandbox, [command], 1).get('many') : undefined;
    return { count, each: Math.min(...times), peak };
  });
}
