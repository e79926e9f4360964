/** Runs completion scripts in real shells: the words that they offer for a line, and the result of typed keys. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { promisify, stripVTControlCharacters } from 'node:util';
import pty from '@lydell/node-pty';
import type { Shell } from '../src/cli/runflags.js';
import { shQuoted } from '../src/model/formats.js';
import { directory, environment } from './world.js';

/** The offers for a line: word, without the `--flag=` before it -> description. bash has no descriptions. */
export type Offers = ReadonlyMap<string, string>;

const PATIENCE = 30_000;

const run = promisify(execFile);

/** A message if the shell is not installed. */
export function missing(shell: Shell): string | undefined {
  const there = (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => existsSync(path.join(folder, shell)));
  return there
    ? undefined
    : `${shell} is not installed; install it (apt-get install ${shell}, brew install ${shell})`;
}

/** Writes a file into a new directory. */
function file(name: string, text: string): string {
  const made = path.join(directory(), name);
  writeFileSync(made, text);
  return made;
}

/** Removes the `--flag=` that fish adds, and the backslashes and the final slash of file names. */
const bare = (word: string): string =>
  word
    .replace(/^--[\w-]+=/, '')
    .replaceAll('\\ ', ' ')
    .replace(/\/$/, '');

/** Parses a driver's output: one block for each line, with a word, a tab and a description in each row. */
const offersOf = (printed: string): Offers[] =>
  printed
    .split('\u0001\n')
    .slice(1)
    .map(
      (block) =>
        new Map(
          block
            .split('\n')
            .filter((row) => row !== '')
            .map((row) => row.split('\t'))
            .map(([word = '', description = '']) => [bare(word), description.replace(/^.* -- /, '')]),
        ),
    );

/**
 * The ways in which bash splits a line: 4 and newer at COMP_WORDBREAKS, 3.2 at blanks only, or without `=` in
 * COMP_WORDBREAKS.
 */
export type Division = 'breaks' | '3.2' | 'no =';

const BREAKS = ` \t\n"'@><=;|&(:`;

/** The offers in bash, for each line. */
export async function inBash(
  script: string,
  cwd: string,
  lines: readonly string[],
  division: Division = 'breaks',
): Promise<Offers[]> {
  const asked = lines.map((line) => {
    const words = line.split(' ').flatMap((word) => {
      const divided = division === 'breaks' ? word.split(/([=:@]+)/).filter((part) => part !== '') : [word];
      return divided.length === 0 ? [''] : divided;
    });
    return [
      `COMP_WORDS=(${words.map(shQuoted).join(' ')}) COMP_CWORD=${words.length - 1} COMPREPLY=()`,
      '_create_pyproject',
      `printf '\\001\\n'; printf '%s\\n' \${COMPREPLY[@]+"\${COMPREPLY[@]}"}`,
    ].join('\n');
  });
  const driver = [
    'set -u',
    `. ${shQuoted(file('completion.bash', script))}`,
    `COMP_WORDBREAKS=${shQuoted(division === 'no =' ? BREAKS.replace('=', '') : BREAKS)}`,
    ...asked,
  ];
  const { stdout } = await run('bash', ['--norc', file('driver.bash', driver.join('\n'))], {
    cwd,
    env: environment(),
  });
  return offersOf(stdout);
}

const fishWord = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** The offers in fish, for each line. */
export async function inFish(script: string, cwd: string, lines: readonly string[]): Promise<Offers[]> {
  const driver = [
    `source ${fishWord(file('completion.fish', script))}`,
    ...lines.flatMap((line) => ["printf '\\001\\n'", `complete -C ${fishWord(line)}`]),
  ];
  const { stdout } = await run('fish', ['--no-config', file('driver.fish', driver.join('\n'))], {
    cwd,
    env: environment(),
  });
  return offersOf(stdout);
}

/** Types into a shell in a pseudo-terminal until the shell exits. @returns the output */
function inTerminal(
  program: readonly [string, ...string[]],
  cwd: string,
  env: Readonly<Record<string, string>>,
  keys: string,
): Promise<string> {
  const [name, ...args] = program;
  const shell = pty.spawn(name, args, { cwd, env: { ...env, TERM: 'dumb' }, cols: 200, rows: 50 });
  let shown = '';
  shell.onData((data) => {
    shown += data;
  });
  shell.write(keys);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      shell.kill('SIGKILL');
      reject(new Error(`${name} hangs\n${shown}`));
    }, PATIENCE);
    shell.onExit(() => {
      clearTimeout(timer);
      resolve(stripVTControlCharacters(shown));
    });
  });
}

/** A shell function that replaces the command and records its arguments. */
const ECHO = (into: string): string =>
  `create-pyproject() { printf '<%s>' "$@" >> ${into}; echo >> ${into}; }`;

const lineKeys = (lines: readonly string[]): string => [...lines, 'exit'].map((line) => `${line}\r`).join('');

/** Types lines that contain tabs into an interactive bash. @returns the arguments of the command, for each line */
export async function typedInBash(
  script: string,
  cwd: string,
  lines: readonly string[],
): Promise<readonly string[]> {
  const said = file('said', '');
  const rc = file('rc', [ECHO(shQuoted(said)), script].join('\n'));
  await inTerminal(['bash', '--rcfile', rc, '-i'], cwd, environment(), lineKeys(lines));
  return readFileSync(said, 'utf8').trimEnd().split('\n');
}

/** A script for zsh that wraps `compadd`, through which each match passes, to record the matches. */
const zshDriver = (script: string, offered: string, lines: readonly string[]): string => `
PS1='' PS2='' LISTMAX=0
unsetopt beep prompt_sp
# Skip the completions of other commands, which take long to find.
fpath=(\${fpath:#*/(Command|Linux|Debian|Darwin|BSD|Solaris|X|site-functions|vendor-completions)})
autoload -Uz compinit
compinit -D -u
. ${shQuoted(script)}
lines=(${lines.map(shQuoted).join(' ')})
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then
    builtin compadd "$@"
    return
  fi
  local -a hits shown
  local name
  # The option -d, which may be joined with other options, names the array of displayed texts.
  (( $@[(I)-d] )) && name=$@[$@[(i)-d]+1] || name=\${\${(M)@:#-*d?##}[1]##-*d}
  [[ -n $name ]] && shown=("\${(@P)name}")
  builtin compadd -A hits -D shown "$@"
  local i
  for ((i = 1; i <= $#hits; i++)); do print -r -- "$hits[i]"$'\\t'"\${shown[i]-}" >> ${shQuoted(offered)}; done
  builtin compadd "$@"
}
silent() { _main_complete; compstate[insert]='' compstate[list]='' }
zle -C silent complete-word silent
# At the first prompt, complete every line. The typed keys are read after that.
zle-line-init() {
  zle -D zle-line-init
  local line
  for line in $lines; do
    printf '\\001\\n' >> ${shQuoted(offered)}
    BUFFER=$line CURSOR=$#line
    zle silent
  done
  BUFFER=''
  unfunction compadd
}
zle -N zle-line-init
`;

/** The offers in zsh for each line, and the arguments of the command for each typed line. */
export async function inZsh(
  script: string,
  cwd: string,
  lines: readonly string[],
  typed: readonly string[] = [],
): Promise<{ readonly offers: Offers[]; readonly called: readonly string[] }> {
  const said = file('said', '');
  const offered = file('offered', '');
  const completion = file('completion.zsh', script);
  const rc = file('.zshrc', [ECHO(shQuoted(said)), zshDriver(completion, offered, lines)].join('\n'));
  const env = { ...environment(), ZDOTDIR: path.dirname(rc) };
  await inTerminal(['zsh', '-d', '-i'], cwd, env, lineKeys(typed));
  return {
    offers: offersOf(readFileSync(offered, 'utf8')),
    called: readFileSync(said, 'utf8').trimEnd().split('\n'),
  };
}
