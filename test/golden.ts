/** Golden projects: the generated project for each case's answers, stored under test/golden/<case>/out. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../scripts/root.js';
import { settle } from '../src/answers/settle.js';
import { project } from '../src/entry/built-in.js';
import type { Value } from '../src/model/options.js';
import { type Plan, plan } from '../src/plan/plan.js';

/** test/golden in the sources, next to templates/. */
export const GOLDEN = path.join(ROOT, 'test', 'golden');

export const cases = (): string[] =>
  readdirSync(GOLDEN)
    .filter((name) => existsSync(path.join(GOLDEN, name, 'answers.json')))
    .sort();

export const pack = project;

/** The version in golden records, fixed so that a release does not change them. */
export const GOLDEN_VERSION = '0.0.0';

/** Plans from the answers of an answers file, without any data of this machine. */
export function planFor(answers: Readonly<Record<string, Value>>): Plan {
  const given = Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [name, { value, from: name }]),
  );
  return plan(
    pack,
    settle(pack, given, { directory: 'my-app', user: '', email: '' }),
    new Map(),
    GOLDEN_VERSION,
  );
}

export const answersOf = (name: string): Record<string, Value> =>
  JSON.parse(readFileSync(path.join(GOLDEN, name, 'answers.json'), 'utf8')) as Record<string, Value>;

const plans = new Map<string, Plan>();

/** The plan of a case; each is created once. */
export function planOfCase(name: string): Plan {
  const made = plans.get(name) ?? planFor(answersOf(name));
  plans.set(name, made);
  return made;
}
