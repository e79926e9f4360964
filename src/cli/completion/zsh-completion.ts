/** The completion script for zsh: one call of `_arguments`. */
import { shQuoted } from '../../model/formats.js';
import { type Flag, spellings } from '../flags.js';

/** Text between brackets, with `]` escaped. */
const bracketed = (text: string): string => `[${text.replace(/[\\\]:]/g, '\\$&')}]`;

/** Text between colons, which is also a prompt, with `%` escaped. */
const betweenColons = (text: string): string => text.replace(/[\\:]/g, '\\$&').replaceAll('%', '%%');

const arrayOf = ({ name }: Flag): string => `${name.replace(/\W/g, '_')}_choices`;

/** The completion of a flag's value. */
function action(flag: Flag): string {
  if (flag.choices) return `{_describe -V ${betweenColons(flag.name)} ${arrayOf(flag)}}`;
  return flag.file ? '_files' : ' ';
}

/** The specifications of one flag for `_arguments`, each a shell word. */
function specifications(flag: Flag): readonly string[] {
  const all = spellings(flag);
  return all.map((spelling) => {
    const negated = spelling === `--no-${flag.name}`;
    const others = flag.takes === 'values' ? '*' : all.length > 1 ? `(${all.join(' ')})` : '';
    const described = bracketed(negated ? `no: ${flag.help}` : flag.help);
    const value = flag.takes === 'nothing' ? '' : `:${betweenColons(flag.name)}:${action(flag)}`;
    return shQuoted(`${others}${spelling}${flag.takes === 'nothing' ? '' : '='}${described}${value}`);
  });
}

/** The array of a flag's choices, in the form of `_describe`: value, colon, description. */
function choicesOf(flag: Flag): readonly string[] {
  if (!flag.choices) return [];
  const rows = Object.entries(flag.choices).map(([value, reason]) =>
    shQuoted(`${value.replace(/[\\:]/g, '\\$&')}:${reason.replace(/[\\:]/g, '\\$&')}`),
  );
  return [`  local -a ${arrayOf(flag)}=(`, ...rows.map((row) => `    ${row}`), '  )'];
}

/**
 * A script for zsh 5 and newer, to be sourced or put into fpath.
 * @see zshcompsys(1), "_arguments" and "_describe"
 */
export function zshCompletion(flags: readonly Flag[], subcommands: readonly string[]): string {
  const lines = [
    '#compdef create-pyproject',
    '# zsh completion for create-pyproject; `create-pyproject --completion zsh` prints it.',
    '_create-pyproject-directory() {',
    '  if (( CURRENT == 2 )); then',
    `    _alternative 'commands:command:(${subcommands.join(' ')})' 'directories:directory:_directories'`,
    '  else',
    '    _directories',
    '  fi',
    '}',
    '_create-pyproject() {',
    ...flags.flatMap(choicesOf),
    '  _arguments -S : \\',
    ...flags.flatMap(specifications).map((specification) => `    ${specification} \\`),
    "    '1:directory:_create-pyproject-directory'",
    '}',
    'if [[ $funcstack[1] == _create-pyproject ]]; then # autoloaded from fpath: this is the first call',
    '  _create-pyproject "$@"',
    'else',
    '  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }',
    '  compdef _create-pyproject create-pyproject',
    'fi',
  ];
  return `${lines.join('\n')}\n`;
}
