/**
 * Cases that need a real process: streams, environments, a deleted directory, names that are not UTF-8, an internal
 * error.
 */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { ROOT } from '../../../scripts/root.js';
import { inTurn } from '../../command.js';
import { directory, environment, fill, programs } from '../../world.js';
import type { Counts } from '../counts.js';

interface Process {
  /** The description of the case. */
  readonly it: string;
  /** A script for bash, in which `$run` is the command. */
  readonly script: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly exit: number;
  /** A pattern for standard error; by default it must be empty. */
  readonly err?: RegExp;
  readonly out?: RegExp;
  readonly after?: (cwd: string) => void;
}

const line = (text: string): RegExp => new RegExp(`^create-pyproject: ${text}\n$`);

const DONE = /: wrote \d+ files\n/;
const WRITTEN = '$run app --no-git';
const CANNOT_SAY = line('the output cannot be written: ENOSPC[^;]+; free disk space, or redirect the output');
const GONE = line('the current directory no longer exists; change to an existing directory');
const NO_UTF8 = line('the path of the directory is not UTF-8; choose one with a name in UTF-8');

/** Scripts that break something before the command starts. */
const PRELOADED = {
  'boom.cjs': 'String.prototype.trim = () => { throw new TypeError("boom") };',
  'later.cjs': 'setTimeout(() => Promise.reject(new Error("boom")), 1);',
  'thrown.cjs': 'setTimeout(() => { throw new Error("boom") }, 1);',
  'nothing.cjs': 'setTimeout(() => { throw undefined }, 1);',
  '1970.cjs':
    'globalThis.Date = class extends Date { constructor(...a) { super(...(a.length ? a : [0])) } static now() { return 0 } };',
};

const DEFECT =
  /^create-pyproject: internal error: \w+: boom\nthis is a bug in create-pyproject: please report it with these lines \(see `npm bugs create-pyproject`\)\ncreate-pyproject \d[^\n]*, Node\.js \S+, \w+\n(?: {4}at (?![^\n]*canary)[^\n]*\n)+$/;

const PROCESSES: readonly Process[] = [
  { it: 'no HOME', script: WRITTEN, env: { HOME: undefined }, exit: 0, out: DONE },
  {
    it: 'an empty environment',
    script: 'env -i $run app',
    exit: 0,
    out: /git not found: no repository was created/,
  },
  { it: 'an empty PATH', script: 'PATH= $run app', exit: 0, out: DONE },
  {
    it: 'a PATH with relative folders',
    script: `chmod +x app/git app/bin/git; PATH=.:bin:$PATH $run app; test ! -e app/sentinel`,
    files: { 'app/git': '#!/bin/sh\ntouch sentinel\n', 'app/bin/git': '#!/bin/sh\ntouch sentinel\n' },
    exit: 0,
    err: /✔ git init/,
    out: DONE,
  },
  {
    it: 'answers from a named pipe without a writer',
    script: 'mkfifo p; $run app --answers p',
    exit: 2,
    err: line('p is a named pipe; read it from standard input: --answers - < p'),
  },
  {
    it: 'answers from a process substitution of the shell',
    script:
      '$run app --no-git --answers <(echo \'kind = "library"\') && grep -q library app/.create-pyproject.toml',
    exit: 0,
    out: DONE,
  },
  {
    it: 'an installation with a missing file',
    script:
      'cp -r "$(dirname "$1")" d; mv d/command.cjs .; "$0" d/main.cjs app; a=$?; mv command.cjs d; rm d/failure.cjs; "$0" d/main.cjs --bogus; echo $a $?',
    exit: 0,
    out: /^1 1\n$/,
    err: /^(create-pyproject: cannot load its own files: Cannot find module \S+; reinstall it\n){2}$/,
  },
  { it: 'a HOME that does not exist', script: WRITTEN, env: { HOME: '/nonexistent' }, exit: 0, out: DONE },
  { it: 'a HOME that is a file', script: WRITTEN, env: { HOME: '/etc/passwd' }, exit: 0, out: DONE },
  { it: 'a HOME that is relative', script: WRITTEN, env: { HOME: '.' }, exit: 0, out: DONE },
  { it: 'no TERM', script: WRITTEN, env: { TERM: undefined }, exit: 0, out: DONE },
  { it: 'an unknown TERM', script: WRITTEN, env: { TERM: '../../x' }, exit: 0, out: DONE },
  { it: 'an invalid FORCE_COLOR', script: WRITTEN, env: { FORCE_COLOR: 'x' }, exit: 0, out: /wrote/ },
  {
    it: 'an unknown locale',
    script: `LC_ALL=xx_XX.KOI8-R LANG=x ${WRITTEN}`,
    exit: 0,
    out: DONE,
  },
  { it: 'an unknown time zone', script: WRITTEN, env: { TZ: 'Nowhere/Here' }, exit: 0, out: DONE },
  {
    it: 'a clock set to 1970',
    script: 'NODE_OPTIONS=--require=./1970.cjs $run app --no-git',
    files: PRELOADED,
    exit: 0,
    out: DONE,
  },
  {
    it: 'a git that crashes',
    script: `PATH=${programs({ git: 'kill -SEGV $$' })} $run app --no-git`,
    exit: 0,
    out: DONE,
  },
  {
    it: 'a git that prints binary data',
    script: `PATH=${programs({ git: 'printf "\\377\\376\\0\\0\\033[31m"' })} $run app --no-git`,
    exit: 0,
    out: DONE,
  },
  {
    it: 'a git that cannot be run',
    script: 'mkdir bin; echo x > bin/git; chmod 644 bin/git; PATH=$PWD/bin $run app',
    exit: 0,
    out: /git not found/,
  },
  {
    it: 'a .gitconfig that is a folder',
    script: 'mkdir -p h/.gitconfig; HOME=$PWD/h $run app --no-git',
    env: { GIT_CONFIG_GLOBAL: undefined },
    exit: 0,
    out: DONE,
  },
  {
    it: 'a .gitconfig with a name in Latin-1',
    script:
      'printf "[user]\\nname = M\\374ller\\nemail = a@b.org\\n" > c; GIT_CONFIG_GLOBAL=$PWD/c $run app --no-git; ! grep -q name.= app/pyproject.toml || grep -c "a@b.org" app/pyproject.toml',
    exit: 0,
    out: /^1\n$/m,
  },
  {
    it: 'a .gitconfig with a name of two thousand letters',
    script:
      'printf "[user]\\nname = %2000d\\nemail = a@b.org\\n" 1 | tr 0 x > c; GIT_CONFIG_GLOBAL=$PWD/c $run app --no-git',
    exit: 0,
    out: DONE,
  },
  {
    it: 'a .gitconfig without a final newline',
    script: 'printf "[user" > c; GIT_CONFIG_GLOBAL=$PWD/c $run app --no-git',
    exit: 0,
    out: DONE,
  },
  { it: 'standard output is closed', script: `${WRITTEN} >&-`, exit: 0, out: /^$/ },
  { it: 'standard error is closed', script: '$run --nope 2>&-', exit: 2, out: /^$/ },
  { it: 'all three streams are closed', script: '$run app --no-git <&- >&- 2>&-', exit: 0, out: /^$/ },
  { it: 'standard input is closed', script: '$run app --answers - --no-git <&-', exit: 0, out: DONE },
  {
    it: 'standard output has no reader',
    script: 'set -o pipefail; $run --schema | true',
    exit: 0,
    out: /^$/,
  },
  {
    it: 'standard error has no reader',
    script: 'set -o pipefail; { $run --nope 2>&1 >/dev/null; } | true',
    exit: 2,
    out: /^$/,
  },
  {
    it: 'a slow reader gets the whole output',
    script: '$run --schema | { sleep 0.3; tail -n 1; }',
    exit: 0,
    out: /^}\n$/,
  },
  { it: 'standard output is full', script: '$run --help >/dev/full', exit: 1, err: CANNOT_SAY },
  {
    it: 'standard output is full and an error is JSON',
    script: '$run --nope --json >/dev/full',
    exit: 2,
    err: line('unknown flag --nope; see --help for all flags'),
  },
  { it: 'standard error is full', script: '$run --nope 2>/dev/full', exit: 2, out: /^$/ },
  { it: 'both output streams are full', script: '$run --help >/dev/full 2>/dev/full', exit: 1 },
  {
    it: 'standard input is a folder',
    script: '$run app --answers - </',
    exit: 2,
    err: line(
      'standard input: EISDIR: it is a folder; name a TOML file that can be read, or - for standard input',
    ),
  },
  {
    it: 'standard input is endless',
    script: '$run app --answers - </dev/zero',
    exit: 2,
    err: line('standard input is larger than 1 MiB; is it an answers file\\?'),
  },
  {
    it: 'standard input is an endless pipe',
    script: 'yes "# x" | $run app --answers -',
    exit: 2,
    err: line('standard input is larger than 1 MiB; is it an answers file\\?'),
  },
  {
    it: 'standard input is not read without --answers -',
    script: 'yes | timeout 20 $run app --no-git',
    exit: 0,
    out: DONE,
  },
  {
    it: 'the answers file is a process substitution of the shell',
    script: `$run app --no-git --answers <(echo 'kind = "web"'); grep kind app/.create-pyproject.toml`,
    exit: 0,
    out: /^kind = "web"$/m,
  },
  {
    it: 'the answers file is an empty device',
    script: '$run app --no-git --answers /dev/null',
    exit: 0,
    out: DONE,
  },
  {
    it: 'the answers file is a link to itself',
    script: 'ln -s a a; $run app --answers a',
    exit: 2,
    err: line(
      'a: ELOOP: too many symbolic links encountered; name a TOML file that can be read, or - for standard input',
    ),
  },
  {
    it: 'the current directory was removed',
    script: 'mkdir d; cd d; rmdir ../d; $run app',
    exit: 2,
    err: GONE,
  },
  {
    it: 'the current directory was removed, and the target is .',
    script: 'mkdir d; cd d; rmdir ../d; $run .',
    exit: 2,
    err: GONE,
  },
  {
    it: 'the current directory was removed, but is not needed',
    script: 'mkdir d; cd d; rmdir ../d; $run --version',
    exit: 0,
    out: /^\d+\.\d+\.\d+/,
  },
  {
    it: 'the current directory is removed and created again',
    script: 'mkdir d; cd d; rmdir ../d; mkdir ../d; $run app',
    exit: 2,
    err: GONE,
  },
  {
    it: 'the path of the current directory is not UTF-8',
    script: `mkdir $'d\\377'; cd $'d\\377'; $run app`,
    exit: 2,
    err: NO_UTF8,
    after: (cwd) => assert.is(readdirSync(cwd, 'buffer').length, 1),
  },
  { it: 'a directory whose name is not UTF-8', script: `$run $'a\\377' --name app`, exit: 2, err: NO_UTF8 },
  {
    it: 'an author that is not UTF-8',
    script: `$run app --author $'M\\374ller'`,
    exit: 2,
    err: line("--author: is not well-formed Unicode; author: the author's name"),
  },
  {
    it: 'an argument of 100 kB',
    script: `$run app --name "$(head -c 100000 /dev/zero | tr '\\0' x)"`,
    exit: 2,
    err: /^create-pyproject: --name: is longer than 1000 characters; [^\n]+\n$/,
  },
  {
    it: 'a thousand arguments',
    script: '$run app $(seq 1000)',
    exit: 2,
    err: /^create-pyproject: one directory is expected, not 1001: [^\n]+\n$/,
  },
  {
    it: 'a disk that cannot be written',
    script: '$run /proc/app --name app --no-git',
    exit: 1,
    err: /^create-pyproject: E(NOENT|ACCES|PERM|ROFS)[^\n]*; [^\n]+\n$/,
  },
  {
    it: 'a limit on the size of files',
    script: `ulimit -f 1; trap '' XFSZ; $run app --no-git; e=$?; ls -A; exit $e`,
    exit: 1,
    err: /^create-pyproject: EFBIG[^\n]+; [^\n]+\n$/,
    out: /^$/,
  },
  {
    it: 'an internal error',
    script: `NODE_OPTIONS=--require=./boom.cjs $run canary --author canary`,
    files: PRELOADED,
    exit: 1,
    err: DEFECT,
  },
  {
    it: 'an internal error with --json',
    script: `NODE_OPTIONS=--require=./boom.cjs $run canary --json`,
    files: PRELOADED,
    exit: 1,
    out: /^{\n {2}"error": {\n {4}"code": "E_INTERNAL",/,
  },
  {
    it: 'an unhandled promise rejection',
    script: `mkfifo p; sleep 9 >p & NODE_OPTIONS=--require=./later.cjs $run canary --answers - <p; e=$?; kill $!; exit $e`,
    files: PRELOADED,
    exit: 1,
    err: DEFECT,
  },
  {
    it: 'an uncaught error in a timer',
    script: `mkfifo p; sleep 9 >p & NODE_OPTIONS=--require=./thrown.cjs $run canary --answers - <p; e=$?; kill $!; exit $e`,
    files: PRELOADED,
    exit: 1,
    err: DEFECT,
  },
  {
    it: 'a thrown undefined',
    script: `mkfifo p; sleep 9 >p & NODE_OPTIONS=--require=./nothing.cjs $run canary --answers - <p; e=$?; kill $!; exit $e`,
    files: PRELOADED,
    exit: 1,
    err: /^create-pyproject: internal error: undefined\n[^\n]+\n[^\n]+\n$/,
  },
];

const MAIN = path.join(ROOT, 'dist/main.cjs');

async function holds(one: Process): Promise<void> {
  const cwd = directory();
  fill(cwd, one.files ?? {});
  const script = one.script.replaceAll('$run', '"$0" "$1"');
  const env: Record<string, string> = environment({ HOME: cwd, ...one.env });
  for (const [name, value] of Object.entries(one.env ?? {})) if (value === undefined) delete env[name];
  const { code, out, err } = await new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(
      'bash',
      ['--norc', '-c', script, process.execPath, MAIN],
      { cwd, env, timeout: 60_000 },
      (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? 255) : 0, out: stdout, err: stderr }),
    );
  });
  if (one.err !== DEFECT) assert.not.match(out + err, /^\s+at .+[:(]/m);
  assert.is(code, one.exit, out + err);
  assert.match(err, one.err ?? /^$/, err);
  assert.match(out, one.out ?? /^$/, out);
  one.after?.(cwd);
}

/** Runs every case, a few at a time. */
export async function processes(): Promise<Counts> {
  const problems: string[] = [];
  await Promise.all(
    PROCESSES.map((one) =>
      inTurn(() => holds(one)).catch((error) =>
        problems.push(`${one.it}\n${error instanceof Error ? error.stack : error}`),
      ),
    ),
  );
  return { passed: PROCESSES.length - problems.length, problems, figures: `${PROCESSES.length} cases` };
}
