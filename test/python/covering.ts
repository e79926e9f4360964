/** The covering set: projects in which every pair of two choices occurs that one project can have. */
import { options } from '../../generators/project/options.js';
import { settle } from '../../src/answers/settle.js';
import { project } from '../../src/entry/built-in.js';
import { UserError } from '../../src/model/errors.js';

const choices = <T extends object>(table: T): (keyof T & string)[] =>
  Object.keys(table) as (keyof T & string)[];

/** Managers that no suite can run: docs/testing.md says why. */
const NOT_RUN: readonly string[] = ['conda'];

/** The options that decide which tools meet, and their choices. */
const FACTORS = {
  backend: choices(options.backend.choices),
  manager: choices(options.manager.choices).filter((name) => !NOT_RUN.includes(name)),
  kind: choices(options.kind.choices),
  'version-from': choices(options['version-from'].choices),
  docker: [true, false],
};

type Factor = keyof typeof FACTORS;
export type Row = { readonly [F in Factor]: (typeof FACTORS)[F][number] };

const factors = Object.keys(FACTORS) as Factor[];

function isAccepted(row: Row): boolean {
  const given = Object.fromEntries(Object.entries(row).map(([from, value]) => [from, { value, from }]));
  try {
    settle(project, given, { directory: 'my-app', user: '', email: '' });
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

function product(): Row[] {
  let rows: Record<string, string | boolean>[] = [{}];
  for (const factor of factors)
    rows = rows.flatMap((row) => FACTORS[factor].map((choice) => ({ ...row, [factor]: choice })));
  return rows as Row[];
}

/** Every combination that the generator accepts. */
const ACCEPTED: readonly Row[] = product().filter(isAccepted);

/** The pairs of choices of a row, as texts. */
export const pairsOf = (row: Row): string[] =>
  factors.flatMap((one, index) =>
    factors.slice(index + 1).map((other) => `${one} ${row[one]}, ${other} ${row[other]}`),
  );

/** Every pair that at least one accepted project has. */
export const PAIRS: ReadonlySet<string> = new Set(ACCEPTED.flatMap(pairsOf));

/**
 * Returns rows that have, together with the given ones, every pair (decision 018).
 * @param given the rows of projects that are tested anyway
 */
export function coveringRows(given: readonly Row[]): Row[] {
  const open = new Set(PAIRS);
  const cover = (row: Row): void => {
    for (const pair of pairsOf(row)) open.delete(pair);
  };
  const gain = (row: Row): number => pairsOf(row).filter((pair) => open.has(pair)).length;
  for (const row of given) cover(row);
  const rows: Row[] = [];
  while (open.size > 0) {
    const best = ACCEPTED.reduce((one, other) => (gain(other) > gain(one) ? other : one));
    rows.push(best);
    cover(best);
  }
  return rows;
}
