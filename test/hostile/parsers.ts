/** Real parsers for every generated format. Each throws on invalid input. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { DockerfileParser } from 'dockerfile-ast';
import { parse as parseToml } from 'smol-toml';
import * as assert from 'uvu/assert';
import { parse as parseYaml } from 'yaml';
import { ROOT } from '../../scripts/root.js';
import { directory } from '../world.js';

type Answer = { readonly value: unknown } | { readonly error: string };

/** One long-lived Python process, because starting Python takes longer than all the parsing. */
class Python {
  private readonly child: ChildProcess;
  private readonly waiting: ((answer: Answer) => void)[] = [];

  constructor() {
    this.child = spawn('python3', ['-I', path.join(ROOT, 'test/hostile/parse.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: this.child.stdout as NodeJS.ReadableStream });
    lines.on('line', (line) => this.waiting.shift()?.(JSON.parse(line) as Answer));
    this.child.on('close', () => {
      for (const one of this.waiting.splice(0)) one({ error: 'python3 has ended' });
    });
  }

  async parse(kind: string, text: string): Promise<unknown> {
    const answer = await new Promise<Answer>((resolve) => {
      this.waiting.push(resolve);
      this.child.stdin?.write(`${JSON.stringify([kind, text])}\n`);
    });
    if ('error' in answer) throw new Error(`python3, ${kind}: ${answer.error}`);
    return answer.value;
  }

  end(): void {
    this.child.stdin?.end();
  }
}

let python: Python | undefined;

const inPython = (kind: string, text: string): Promise<unknown> => {
  python ??= new Python();
  return python.parse(kind, text);
};

/** Ends the long-lived processes. */
export function endParsers(): void {
  python?.end();
  python = undefined;
}

/** Copies data without prototypes and classes, for comparison. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function toml(text: string): Promise<unknown> {
  const value = await inPython('toml', text);
  assert.equal(plain(parseToml(text)), value, 'two TOML parsers give the same result');
  return value;
}

async function json(text: string): Promise<unknown> {
  const value = await inPython('json', text);
  assert.equal(JSON.parse(text), value, 'two JSON parsers give the same result');
  return value;
}

function yaml(text: string): unknown {
  const value = plain(parseYaml(text, { strict: true, uniqueKeys: true }));
  // GitHub and pre-commit accept parts of YAML 1.1, which reads `on` and dates differently. Strings must be the same in
  // both versions.
  return [value, plain(parseYaml(text, { version: '1.1' }))];
}

function dockerfile(text: string): unknown {
  const parsed = DockerfileParser.parse(text);
  return parsed
    .getInstructions()
    .map((one) => [one.getKeyword(), one.getArguments().map((argument) => argument.getValue())]);
}

let folder: string | undefined;

/** The database that make prints for a Makefile, without comments. */
function makefile(text: string): unknown {
  folder ??= directory();
  writeFileSync(path.join(folder, 'Makefile'), text);
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C' };
  const said = execFileSync('make', ['--print-data-base', '--dry-run', '-rR', 'help'], {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return said
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !/^(MAKE|CURDIR|PWD|\.)/.test(line));
}

/** Checks the syntax of a shell script without running it. GitHub's runners use bash. */
function script(text: string): unknown {
  execFileSync('bash', ['-n'], { input: text, stdio: ['pipe', 'ignore', 'pipe'] });
  return text;
}

/** Splits a line into words with a real shell. Python's shlex must give the same words. */
export async function shellWords(line: string): Promise<readonly string[]> {
  const said = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`], {
    encoding: 'utf8',
    env: {},
    cwd: '/',
  });
  const words = said.split('\0').slice(0, -1);
  assert.equal(await inPython('words', line), words, 'sh and Python give the same words');
  return words;
}

export const FORMATS = ['TOML', 'YAML', 'JSON', 'Python', 'Dockerfile', 'Makefile', 'shell', 'text'] as const;

export type Format = (typeof FORMATS)[number];

const PARSERS: Readonly<Record<Format, (text: string) => unknown>> = {
  TOML: toml,
  YAML: yaml,
  JSON: json,
  Python: (text) => inPython('python', text),
  Dockerfile: dockerfile,
  Makefile: makefile,
  shell: script,
  text: (text) => text,
};

/** The format of a project file. Markdown is not included; it has its own tests. */
export function formatOf(name: string): Format | undefined {
  const base = path.posix.basename(name);
  if (/\.md$|^requirements.*\.txt$/.test(base)) return undefined;
  if (base.endsWith('.toml')) return 'TOML';
  if (/\.ya?ml$/.test(base)) return 'YAML';
  if (base.endsWith('.json')) return 'JSON';
  if (/\.pyi?$/.test(base)) return 'Python';
  if (base === 'Dockerfile' || base === 'Makefile') return base;
  return 'text';
}

const known = new Map<string, Promise<unknown>>();

/** Parses a text, with a cache. @throws the parser's error */
export function parsed(format: Format, text: string): Promise<unknown> {
  const key = `${format}\n${text}`;
  let found = known.get(key);
  if (!found) {
    if (known.size > 5000) known.clear();
    found = (async () => PARSERS[format](text))();
    known.set(key, found);
  }
  return found;
}
