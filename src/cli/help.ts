/** The text of `--help`, and the table of docs/options.md from the same rows. */
import { md } from '../model/formats.js';
import type { Option, OptionTable } from '../model/options.js';
import type { Pack } from '../model/pack.js';
import { JOINED, rows } from './columns.js';
import { RUN_FLAGS, type RunFlag } from './runflags.js';

/** The command-line form of an option. */
export function usage(name: string, option: Option): string {
  switch (option.type) {
    case 'flag':
      return `--${name}, --no-${name}`;
    case 'choice':
      return `--${name} CHOICE`;
    default:
      return `--${name} ${option.value}`;
  }
}

const explain = (option: Option): string => `${option.help}${option.type === 'list' ? ' (repeatable)' : ''}`;

const withDefault = (option: Option): string => {
  const { defaultText = '', lockedBy } = option;
  const standard = lockedBy === undefined ? defaultText : `${defaultText}; locked by ${lockedBy}`;
  return `${explain(option)}${standard ? ` [${standard.replaceAll(' ', JOINED)}]` : ''}`;
};

const runUsage = (name: string, flag: RunFlag): string =>
  `${flag.short ? `-${flag.short}, ` : ''}--${name}${flag.no ? `, --no-${name}` : ''}${flag.value ? ` ${flag.value}` : ''}`;

/** Subcommands with a help of their own. */
export const COMMANDS: Readonly<Record<string, string>> = {
  add: 'add a part, a module, a command or a dependency to a project',
  adopt: 'put the standard under a project that something else has made',
  check: 'is the project as its standard has it now',
  doctor: 'find mistakes in any project',
  pack: "start, check and test a team's own standard",
  update: 'bring what the standard has now into a project',
};

/** The usual width of a terminal. */
const all = 80;

/** The text of `--help`. */
export function help(
  { options, description }: Pick<Pack, 'options' | 'description'>,
  version: string,
): string {
  const lines = [
    `create-pyproject ${version}: writes ${description}`,
    '',
    'Usage:',
    '  npm create pyproject@latest [DIRECTORY] [-- FLAGS]',
    '  create-pyproject [DIRECTORY] [FLAGS]',
    '  create-pyproject COMMAND ..., with --help for its flags:',
    ...rows(Object.entries(COMMANDS), 4, { all }),
    '',
    'On a terminal it asks for missing answers. Without one, or with --yes, it asks',
    'nothing and DIRECTORY is required (. is the current one).',
    '',
    'An answer comes from a flag, the answers file or the record of the project, your',
    'configuration, a pack, or the default: the first of them wins.',
    '',
    'The project:',
  ];
  const widest = Math.max(...Object.entries(options).map(([name, option]) => usage(name, option).length));
  for (const [name, option] of Object.entries(options)) {
    lines.push(...rows([[usage(name, option), withDefault(option)]], 2, { all, least: widest }));
    if (option.type === 'choice') lines.push(...rows(Object.entries(option.choices), 6, { all }));
  }
  lines.push('', 'The run:');
  const run = Object.entries<RunFlag>(RUN_FLAGS);
  const widestRun = Math.max(...run.map(([name, flag]) => runUsage(name, flag).length));
  for (const [name, flag] of run) {
    lines.push(...rows([[runUsage(name, flag), flag.help]], 2, { all, least: widestRun }));
    if (flag.choices) lines.push(...rows(Object.entries(flag.choices), 6, { all }));
  }
  lines.push(
    '',
    'Exit codes: 0 done, 1 a step or the disk failed, 2 wrong usage or answers',
    '(nothing written), 3 conflicting files or another run, 4 findings of doctor,',
    '130 interrupted.',
    '',
    'Examples:',
    '  create-pyproject my-app --yes',
    '  create-pyproject my-lib --kind library --license Apache-2.0 --json',
    '  create-pyproject . --answers answers.toml --dry-run',
  );
  return `${lines.join('\n')}\n`;
}

/** The same rows as a table in Markdown, for the README: each option, followed by its choices. */
export function helpTable(options: OptionTable): string {
  const row = (flag: string, text: string, standard = ''): string[] => [
    `\`${flag}\``,
    md(text),
    md(standard),
  ];
  const choiceRows = (name: string, choices: Readonly<Record<string, string>>): string[][] =>
    Object.entries(choices).map(([value, reason]) => row(`--${name} ${value}`, reason));
  const table = [
    ['Flag', 'Description', 'Default'],
    ...Object.entries(options).flatMap(([name, option]) => [
      row(usage(name, option), explain(option), option.defaultText),
      ...(option.type === 'choice' ? choiceRows(name, option.choices) : []),
    ]),
    ...Object.entries<RunFlag>(RUN_FLAGS).flatMap(([name, flag]) => [
      row(runUsage(name, flag), flag.help),
      ...choiceRows(name, flag.choices ?? {}),
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |\n`;
  const [head = [], ...body] = table;
  return [head, widths.map((width) => '-'.repeat(width)), ...body].map(line).join('');
}
