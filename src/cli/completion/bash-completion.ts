/** The completion script for bash: a function that reads the words typed so far. */
import { sh, shQuoted } from '../../model/formats.js';
import { type Flag, spellings } from '../flags.js';

const pattern = (flags: readonly Flag[]): string => flags.map(({ name }) => sh(`--${name}`)).join('|');

/** A branch of a `case`; '' without flags. */
const branch = (flags: readonly Flag[], commands: string): string =>
  flags.length === 0 ? '' : `      ${pattern(flags)}) ${commands} ;;\n`;

/**
 * A script for bash 3.2 (the one in macOS) and newer. It does not need bash-completion.
 * @see bash(1), "Programmable Completion"
 */
export function bashCompletion(flags: readonly Flag[], subcommands: readonly string[]): string {
  const once = flags.filter(({ takes }) => takes !== 'values');
  const repeatable = flags.filter(({ takes }) => takes === 'values');
  const groups = once.map((flag) => shQuoted(spellings(flag).join(' ')));
  const choices = flags.map(({ name, choices }) =>
    choices ? `      ${sh(`--${name}`)}) offered=(${Object.keys(choices).map(shQuoted).join(' ')}) ;;\n` : '',
  );
  return `# bash completion for create-pyproject; \`create-pyproject --completion bash\` prints it.
_create_pyproject() {
  local IFS=$' \\t\\n'
  local i word joins='' count=0 waits='' given=' ' ended='' directory='' kind='' prefix='' head=''
  local -a words offered
  COMPREPLY=()

  # bash splits words at COMP_WORDBREAKS. Join --x=y into one word again.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $count -gt 0 && -n $word && ( -n $joins || -z \${word//[=:@]/} ) ]]; then
      words[count-1]=\${words[count-1]}$word
    else
      words[count]=$word
      count=$((count + 1))
    fi
    if [[ -n $word && -z \${word//[=:@]/} ]]; then joins=yes; else joins=''; fi
  done

  # The words before the current one.
  for ((i = 0; i < count - 1; i++)); do
    word=\${words[i]}
    if [[ -n $waits ]]; then
      waits=''
    elif [[ -z $ended && $word == -- ]]; then
      ended=yes
    elif [[ -z $ended && $word == -?* ]]; then
      given="$given\${word%%=*} "
      case $word in
${branch(
  flags.filter(({ takes }) => takes !== 'nothing'),
  'waits=$word',
)}      esac
    else
      directory=yes
    fi
  done

  local current=\${words[count-1]}
  local value=$current
  if [[ -z $waits && -z $ended && $current == --*=* ]]; then
    waits=\${current%%=*}
    value=\${current#*=}
    prefix=$waits=
  fi

  if [[ -n $waits ]]; then
    case $waits in
${choices.join('')}${branch(
  flags.filter(({ file }) => file),
  'kind=file',
)}    esac
  elif [[ -z $ended && ( $current == -* || -n $directory ) ]]; then
    offered=(${repeatable.map((flag) => spellings(flag).map(shQuoted).join(' ')).join(' ')})
    local group
    for group in ${groups.join(' ')}; do
      for word in $group; do
        if [[ $given == *" $word "* ]]; then continue 2; fi
      done
      offered=(\${offered[@]+"\${offered[@]}"} $group)
    done
  elif [[ -z $directory ]]; then
    kind=directory
    if [[ $count -eq 1 ]]; then offered=(${subcommands.join(' ')}); fi
  fi

  if [[ -n $kind ]]; then
    compopt -o filenames 2>/dev/null # bash 4 and newer
    while IFS= read -r word; do
      if [[ -n $word ]]; then COMPREPLY[\${#COMPREPLY[@]}]=$prefix$word; fi
    done <<<"$(compgen -A "$kind" -- "$value")"
  fi
  for word in \${offered[@]+"\${offered[@]}"}; do
    if [[ $word == "$value"* ]]; then
      printf -v word %q "$word"
      COMPREPLY[\${#COMPREPLY[@]}]=$prefix$word
    fi
  done

  # bash replaces only the text after the last character at which it has split.
  for word in = : @; do
    if [[ $COMP_WORDBREAKS == *$word* && $current == *$word* && $current != [\\"\\']* ]]; then
      local until=\${current%"$word"*}$word
      if [[ \${#until} -gt \${#head} ]]; then head=$until; fi
    fi
  done
  for ((i = 0; i < \${#COMPREPLY[@]}; i++)); do
    COMPREPLY[i]=\${COMPREPLY[i]#"$head"}
  done
}
complete -F _create_pyproject create-pyproject
`;
}
