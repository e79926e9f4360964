/** Sends random values of every option through every format: each value is read back unchanged, or refused. */
import fc from 'fast-check';
import type { Option, Value } from '../../src/model/options.js';
import { pack } from '../golden.js';
import type { Counts } from './counts.js';
import { endParsers } from './parsers.js';
import { comesBack, FORMATS, type Made, make } from './sinks.js';
import { valuesFor } from './text.js';

const namesOf = (option: Option): readonly string[] | undefined =>
  option.type === 'choice' ? Object.keys(option.choices) : option.type === 'flag' ? [] : undefined;

/**
 * @param cases the total number of values for all options and formats
 * @param seed repeats a run
 */
export async function properties(cases: number, seed: number): Promise<Counts> {
  const options = Object.entries(pack.options);
  const numRuns = Math.ceil(cases / (options.length * FORMATS.length));
  const problems: string[] = [];
  let [passed, ran, refused] = [0, 0, 0];
  for (const [name, option] of options) {
    const values = fc.tuple(valuesFor(name, namesOf(option)), fc.nat(5));
    // All formats use the same values, so that each project is created once.
    const projects = new Map<string, Made | undefined>();
    const project = (value: Value, base: number): Made | undefined => {
      const key = JSON.stringify([value, base]);
      if (!projects.has(key)) projects.set(key, make(name, value, base));
      return projects.get(key);
    };
    for (const format of FORMATS) {
      const property = fc.asyncProperty(values, async ([value, base]) => {
        ran += 1;
        const made = project(value as Value, base);
        if (made) await comesBack(made, format);
        else refused += 1;
      });
      const result = await fc.check(property, { seed, numRuns });
      if (result.failed) problems.push(`${name} through ${format}: ${fc.defaultReportMessage(result)}`);
      else passed += 1;
    }
  }
  endParsers();
  const of = `${passed + problems.length} properties`;
  return { passed, problems, figures: `${ran} cases of ${of}, ${refused} of them refused, seed ${seed}` };
}
