/** Checks that every invalid input is refused as its case says: exit code, one line, a hint, nothing written. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as assert from 'uvu/assert';
import { directory, hostIn, runCommand } from '../../world.js';
import type { Counts } from '../counts.js';
import { encodings } from './encodings.js';
import { files } from './files.js';
import { flags } from './flags.js';
import { type Placed, places } from './places.js';
import { requirements } from './requirements.js';
import { values } from './values.js';

const groups: Readonly<Record<string, readonly Placed[]>> = {
  flags,
  values,
  requirements,
  files,
  encodings,
  places,
};

const STACK = /^\s+at .+[:(]/m;

/** Runs a case in its own directory. */
async function played(one: Placed, more: readonly string[]) {
  const cwd = directory();
  if (one.answers !== undefined) writeFileSync(path.join(cwd, 'a.toml'), one.answers);
  const over = one.arrange?.(cwd) ?? {};
  const before = readdirSync(cwd, { recursive: true });
  const { host, said } = hostIn(cwd, { env: { HOME: '/nonexistent' }, ...over });
  const quiet = one.args.includes('--git') ? [] : ['--no-git'];
  const code = await runCommand([...more, ...quiet, ...one.args], host);
  assert.equal(readdirSync(cwd, { recursive: true }), before, 'something was written');
  assert.not.match(said.out + said.err, STACK);
  assert.not.match(said.out + said.err, 'hunter2');
  assert.not.match(said.out + said.err, 'undefined');
  const told = (text: string): string => text.replaceAll(cwd, '…');
  return { code, out: told(said.out), err: told(said.err) };
}

/** Runs a case with text output and with --json. @throws when the result differs from the case */
async function holds(one: Placed): Promise<void> {
  assert.ok(one.hint.length > 5 && one.message.length > 5);
  const json = await played(one, ['--json']);
  const { error } = JSON.parse(json.out) as { error: Record<string, unknown> };
  const files = one.files && { files: one.files };
  assert.equal(error, { code: one.error, message: one.message, hint: one.hint, ...files });
  assert.is(json.code, one.exit);
  assert.is(json.err, '');
  const plain = await played(one, []);
  assert.is(plain.code, one.exit);
  assert.is(plain.out, '');
  assert.match(plain.err, /^create-pyproject: [^\p{Cc}\p{Cf}\u2028\u2029]+\n$/u);
}

/** Runs every case. */
export async function corpus(): Promise<Counts> {
  const problems: string[] = [];
  const seen = new Set<string>();
  let passed = 0;
  for (const [group, cases] of Object.entries(groups)) {
    for (const one of cases) {
      try {
        const [given, title] = [
          JSON.stringify([one.args, one.answers, one.arrange && one.it]),
          `${group}: ${one.it}`,
        ];
        assert.not.ok(seen.has(given) || seen.has(title), 'it appears twice');
        seen.add(given).add(title);
        await holds(one);
        passed += 1;
      } catch (error) {
        problems.push(
          `${group}: ${one.it}\n${error instanceof assert.Assertion ? error.details : ''}${error instanceof Error ? error.stack : error}`,
        );
      }
    }
  }
  return {
    passed,
    problems,
    figures: `${passed + problems.length} cases in ${Object.keys(groups).length} groups`,
  };
}
