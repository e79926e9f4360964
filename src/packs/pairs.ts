/** Tries every pair of values, many pairs at a time: faults mostly need one value or two. */
import type { Value } from '../model/options.js';

export type Answers = Readonly<Record<string, Value>>;
export type Values = ReadonlyMap<string, readonly Value[]>;

const keyOf = (a: string, x: Value, b: string, y: Value): string => JSON.stringify([a, x, b, y]);

/** Every two values of two options. */
export const pairsIn = (values: Values): Answers[] => {
  const all = [...values];
  return all.flatMap(([a, first], i) =>
    all.slice(i + 1).flatMap(([b, second]) => first.flatMap((x) => second.map((y) => ({ [a]: x, [b]: y })))),
  );
};

/** The pairs in complete answers, or in a part of them, in the order of the options. */
const keysIn = (values: Values, answers: Answers): string[] => {
  const names = [...values.keys()].filter((name) => Object.hasOwn(answers, name));
  return names.flatMap((a, i) =>
    names.slice(i + 1).map((b) => keyOf(a, answers[a] ?? '', b, answers[b] ?? '')),
  );
};

/**
 * Calls `attempt` with answers until every pair was in some of them.
 * @param attempt whether the answers fit together; if not, each of their pairs has its own turn
 */
export function tryPairs(values: Values, attempt: (answers: Answers) => boolean): void {
  const left = new Map(pairsIn(values).map((pair) => [keysIn(values, pair)[0] ?? '', pair]));
  for (const [key, pair] of left) {
    // The map changes on the way: what is tried is removed.
    let answers = pair;
    for (const [name, all] of values) {
      if (Object.hasOwn(answers, name)) continue;
      const gains = all.map((value) => {
        const more = { ...answers, [name]: value };
        return { more, gain: keysIn(values, more).filter((one) => left.has(one)).length };
      });
      const before = keysIn(values, answers).filter((one) => left.has(one)).length;
      const best = gains.reduce((a, b) => (b.gain > a.gain ? b : a), { more: answers, gain: before });
      answers = best.more;
    }
    if (attempt(answers)) for (const one of keysIn(values, answers)) left.delete(one);
    else if (answers !== pair) attempt(pair);
    left.delete(key);
  }
}
