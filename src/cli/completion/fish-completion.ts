/** The completion script for fish: one `complete` for each flag, and one for its `--no-` form. */
import { type Flag, spellings } from '../flags.js';

/** A quoted word of fish. @see https://fishshell.com/docs/current/language.html#quotes */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** The text that `complete --arguments` evaluates: each value with its description after a tab. */
const listed = (choices: Readonly<Record<string, string>>): string =>
  quoted(
    Object.entries(choices)
      .map(([value, reason]) => `${quoted(value)}\\t${quoted(reason)}`)
      .join(' '),
  );

/** The lines of one flag. */
function lines(flag: Flag): readonly string[] {
  const given = spellings(flag).map((spelling) => (flag.takes === 'nothing' ? spelling : `${spelling}=`));
  const condition =
    flag.takes === 'values' ? '' : ` -n ${quoted(`__create_pyproject_lacks ${given.map(quoted).join(' ')}`)}`;
  const value = flag.choices ? ` -x -a ${listed(flag.choices)}` : flag.file ? ' -r -F' : ' -x';
  const line = (words: string, description: string): string =>
    `complete -c create-pyproject${condition}${words}${flag.takes === 'nothing' ? '' : value} -d ${quoted(description)}`;
  return [
    line(`${flag.short ? ` -s ${quoted(flag.short)}` : ''} -l ${quoted(flag.name)}`, flag.help),
    ...(flag.no ? [line(` -l ${quoted(`no-${flag.name}`)}`, `no: ${flag.help}`)] : []),
  ];
}

/**
 * A script for fish 3 and newer.
 * @see complete(1) of fish
 */
export function fishCompletion(flags: readonly Flag[], subcommands: readonly string[]): string {
  const takeValues = flags.filter(({ takes }) => takes !== 'nothing');
  return `# fish completion for create-pyproject; \`create-pyproject --completion fish\` prints it.

# Whether none of these flags is before the cursor. A last word that ends in = is allowed, because its value is missing.
function __create_pyproject_lacks
    set -l words (commandline -opc)
    set -e words[1]
    for flag in $argv
        set -l name (string replace -r '=$' '' -- $flag)
        set -l before $words
        if test $name != $flag; and set -q before[1]
            string match -q -- "$name=*" $words; and return 1
            set -e before[-1]
        end
        contains -- $name $before; and return 1
    end
    return 0
end

# Whether there is no directory before the cursor.
function __create_pyproject_lacks_directory
    set -l words (commandline -opc)
    set -e words[1]
    set -l waits no
    set -l ended no
    for word in $words
        if test $waits = yes
            set waits no
        else if test $ended = no; and string match -q -- '-?*' $word
            test "$word" = --; and set ended yes
            contains -- $word ${takeValues.map(({ name }) => quoted(`--${name}`)).join(' ')}
            and set waits yes
        else
            return 1
        end
    end
    return 0
end

# Whether this is the first word.
function __create_pyproject_is_first
    test (count (commandline -opc)) -eq 1
end

complete -c create-pyproject -f
complete -c create-pyproject -n __create_pyproject_is_first -a ${quoted(subcommands.join(' '))}
complete -c create-pyproject -n __create_pyproject_lacks_directory -a '(__fish_complete_directories)'
${flags.flatMap(lines).join('\n')}
`;
}
