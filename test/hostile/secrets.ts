/**
 * Searches projects and output for traces of the generator's authors and of the machine: placeholders, paths, canaries,
 * passwords.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { ROOT } from '../../scripts/root.js';
import type { Value } from '../../src/model/options.js';
import { inTurn } from '../command.js';
import { cases, GOLDEN, pack, planFor, planOfCase } from '../golden.js';
import { directory, environment, fill, programs } from '../world.js';
import type { Counts } from './counts.js';
import { make } from './sinks.js';
import { valuesFor } from './text.js';

/** Traces of the generator's authors or of unset values. */
const OURS: Readonly<Record<string, RegExp>> = {
  'a placeholder':
    /\b(?:TODO|FIXME|XXX|CHANGEME|lorem ipsum|your[-_ ](?:name|email|project|package|org|username)|(?:foo|bar)bar|my[-_]?(?:package|project)|example\.com)\b/i,
  'an unset value': /\bundefined\b|\bNaN\b|\[object \w+\]/,
  'template syntax': /\{\{[#/^]|\{\{\s*(?:toml|yaml|json|py|sh|md|name|module)\b/,
  'a path of this machine': new RegExp(
    [ROOT, os.homedir(), os.tmpdir()].map((one) => one.replace(/\W/g, '\\$&')).join('|'),
  ),
  'a home directory': /\/(?:home|Users|root)\/(?!\w*app\b)|[A-Z]:\\\\?Users/,
};

/** Third-party texts: licenses and rust/Cargo.lock. */
const isTheirs = (name: string): boolean => /^(?:LICENSE|COPYING|rust\/Cargo\.lock)$/.test(name);

/** @throws when a text has one of the traces; `given` are the user's own texts, which may contain anything */
function pure(name: string, content: string, given: readonly string[]): void {
  if (isTheirs(name)) return;
  const text = [...given]
    .sort((a, b) => b.length - a.length)
    .reduce((left, one) => (one.length > 1 ? left.replaceAll(one, '') : left), content);
  for (const [what, pattern] of Object.entries(OURS)) {
    const found = pattern.exec(text);
    assert.not.ok(found, `${name} has ${what}: ${found?.[0]}`);
  }
}

const textsOf = (answers: Readonly<Record<string, Value>>): string[] =>
  Object.values(answers).flatMap((value) =>
    (typeof value === 'string' ? [value] : Array.isArray(value) ? (value as string[]) : []).flatMap((one) => [
      one,
      JSON.stringify(one).slice(1, -1),
    ]),
  );

function goldens(): void {
  for (const name of cases()) {
    const { files, answers } = planOfCase(name);
    for (const { path: file } of files)
      pure(
        `${name}/${file}`.slice(name.length + 1),
        readFileSync(path.join(GOLDEN, name, 'out', file), 'utf8'),
        textsOf(answers),
      );
  }
}

/** A project without a given author has no e-mail address in it. */
function nobody(): void {
  const all = planFor({}).files.filter(({ path: name }) => !isTheirs(name));
  for (const { path: name, content } of all) {
    pure(name, content, []);
    // A requirement `name @ URL` has no account before the @.
    assert.not.match(content, /[\w.+-]+@[\w-]+\.(?:com|org|net|io|dev)\b/, name);
  }
}

function random(cases: number, seed: number): number {
  const options = Object.entries(pack.options);
  let looked = 0;
  for (const [name, option] of options) {
    const names =
      option.type === 'choice' ? Object.keys(option.choices) : option.type === 'flag' ? [] : undefined;
    const values = fc.tuple(valuesFor(name, names), fc.nat(5));
    fc.assert(
      fc.property(values, ([value, base]) => {
        const made = make(name, value as Value, base);
        if (!made) return;
        looked += 1;
        // Markdown escapes the hostile text, so check the reference project instead, which does not contain it.
        for (const { path: file, content } of made.beside.files)
          pure(file, content, textsOf(made.beside.answers));
      }),
      { seed, numRuns: Math.ceil(cases / options.length) },
    );
  }
  return looked;
}

const CANARY = 'canary-5f1c9b';

const BIN = (): string =>
  `${programs({ uv: `echo index https://${CANARY}:${CANARY}@index.example/simple >&2; exit 2` })}:${process.env.PATH}`;

/** A user's environment with a canary in every place that the command must not read or copy. */
function machine(cwd: string, more: Readonly<Record<string, string>>): Record<string, string> {
  const home = path.join(cwd, `home-${CANARY}`);
  fill(home, {
    '.netrc': `machine index.example login ${CANARY} password ${CANARY}\n`,
    '.pypirc': `[pypi]\npassword = ${CANARY}\n`,
    '.config/git/config': `[credential]\n\thelper = ${CANARY}\n`,
    '.gitconfig': '[user]\n\tname = Ann Example\n\temail = ann@example.org\n',
  });
  return {
    ...environment({ HOME: home }),
    GIT_CONFIG_GLOBAL: path.join(home, '.gitconfig'),
    USER: CANARY,
    LOGNAME: CANARY,
    HOSTNAME: CANARY,
    PYPI_TOKEN: CANARY,
    GITHUB_TOKEN: CANARY,
    NPM_TOKEN: CANARY,
    npm_config__authToken: CANARY,
    PIP_INDEX_URL: `https://${CANARY}:${CANARY}@index.example/simple`,
    UV_INDEX_URL: `https://${CANARY}:${CANARY}@index.example/simple`,
    HTTPS_PROXY: `http://${CANARY}:${CANARY}@proxy.example`,
    EMAIL: `${CANARY}@example.org`,
    ...more,
  };
}

interface Leak {
  readonly it: string;
  readonly args: readonly string[];
  readonly answers?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The tools that --install runs. */
  readonly withUv?: boolean;
  readonly exit: number;
}

const URL_ = `https://ann:${CANARY}@example.org/acme/app`;

const LEAKS: readonly Leak[] = [
  { it: 'a project with its repository and first commit', args: ['app'], exit: 0 },
  { it: 'the same for programs', args: ['app', '--json'], exit: 0 },
  { it: 'the tree', args: ['app', '--dry-run'], exit: 0 },
  {
    it: 'a tool that prints an index URL with a password',
    args: ['app', '--install'],
    withUv: true,
    exit: 1,
  },
  { it: 'the same for programs', args: ['app', '--install', '--json'], withUv: true, exit: 1 },
  ...[
    '--repository',
    '--dependency',
    '--description',
    '--author',
    '--email',
    '--keyword',
    '--name',
    '--module',
    '--kind',
    '--answers',
  ].flatMap((flag): Leak[] =>
    [URL_, `x @ ${URL_}`, `git+${URL_}`, URL_.replace('https:', 'http:')].map((value) => ({
      it: `${flag} ${value.slice(0, 8)}`,
      args: ['app', `${flag}=${value}`],
      exit: 2,
    })),
  ),
  { it: 'a URL as the directory', args: [URL_], exit: 2 },
  { it: 'a URL as a second directory', args: ['app', URL_], exit: 2 },
  { it: 'a URL as a flag', args: ['app', `--${URL_}`], exit: 2 },
  { it: 'a URL as the value of a flag without values', args: ['app', `--yes=${URL_}`], exit: 2 },
  { it: 'a URL given twice', args: ['app', '--repository', URL_, '--repository', `${URL_}2`], exit: 2 },
  ...['repository', 'description', 'author', 'kind', 'unknown'].map(
    (key): Leak => ({
      it: `an answers file with ${key}`,
      args: ['app', '--answers', 'a.toml'],
      answers: `${key} = "${URL_}"\n`,
      exit: 2,
    }),
  ),
  {
    it: 'an answers file with a dependency',
    args: ['app', '--answers', 'a.toml'],
    answers: `dependency = ["x @ ${URL_}"]\n`,
    exit: 2,
  },
  {
    it: 'an answers file with a key',
    args: ['app', '--answers', 'a.toml'],
    answers: `"${URL_}" = 1\n`,
    exit: 2,
  },
  {
    it: 'an answers file that is not TOML',
    args: ['app', '--answers', 'a.toml'],
    answers: `repository = ${URL_}\n`,
    exit: 2,
  },
  {
    it: 'an internal error',
    args: ['app', '--author', CANARY, '--description', URL_],
    env: { NODE_OPTIONS: '--require=./boom.cjs' },
    exit: 1,
  },
];

/** Every text that a run leaves: output, project, repository, temporary files. */
async function leaks(one: Leak): Promise<void> {
  const cwd = directory();
  const work = path.join(cwd, `work-${CANARY}`);
  const tmp = path.join(cwd, 'tmp');
  mkdirSync(tmp);
  fill(work, {
    'a.toml': one.answers ?? '',
    'boom.cjs': `String.prototype.trim = function () { throw new TypeError("boom " + this + " ${URL_}") };`,
  });
  const env = machine(cwd, { TMPDIR: tmp, ...(one.withUv ? { PATH: BIN() } : {}), ...one.env });
  const said = await new Promise<{ code: number; text: string }>((resolve) => {
    execFile(
      process.execPath,
      [path.join(ROOT, 'dist/main.cjs'), ...one.args],
      { cwd: work, env },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, text: out + err }),
    );
  });
  assert.is(said.code, one.exit, said.text);
  // The output may name the directory that the user typed.
  const streams = said.text.replaceAll(work, '').replaceAll(tmp, '');
  assert.not.match(streams, CANARY);
  for (const folder of [path.join(work, 'app'), tmp]) {
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      assert.not.match(entry.name, CANARY);
      if (!entry.isFile()) continue;
      const text = readFileSync(path.join(entry.parentPath, entry.name), 'latin1');
      assert.not.match(text, CANARY, `${entry.name} has the canary`);
    }
  }
}

/** @param cases the number of random projects to search */
export async function secrets(cases: number, seed: number): Promise<Counts> {
  const problems: string[] = [];
  let [passed, looked] = [0, 0];
  const check = async (title: string, act: () => unknown): Promise<void> => {
    try {
      await act();
      passed += 1;
    } catch (error) {
      problems.push(`${title}\n${error instanceof Error ? error.stack : error}`);
    }
  };
  await check('golden projects contain no trace of the authors or the machine', goldens);
  await check('a project without an author contains no e-mail address', nobody);
  await check('random projects contain no trace of the authors or the machine', () => {
    looked = random(cases, seed);
  });
  await Promise.all(LEAKS.map((one) => inTurn(() => check(one.it, () => leaks(one)))));
  return {
    passed,
    problems,
    figures: `${LEAKS.length} runs with canaries, ${looked} random projects, seed ${seed}`,
  };
}
