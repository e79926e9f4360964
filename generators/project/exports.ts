/** The files of `--export`: which ones a project has beside its locks, and the step that writes them. */
import type { Step } from '../../src/model/author.js';
import { managers } from './managers/index.js';
import { type ExportChoice, options, type ProjectAnswers } from './options.js';

/** pip reads PEP 751 as of 26.1. */
const FILES = {
  requirements: {
    file: 'requirements.txt',
    installer: 'pip',
    install: '--require-hashes -r requirements.txt',
  },
  pylock: {
    file: 'pylock.toml',
    installer: 'pip 26.1 or newer, or another tool for PEP 751',
    install: '-r pylock.toml',
  },
} as const;

export type ExportFormat = keyof typeof FILES;

/** The choices that write a file. */
export const EXPORTING = (Object.keys(options.export.choices) as ExportChoice[]).filter(
  (choice) => choice !== 'none',
);

type Wish = Pick<ProjectAnswers, 'manager' | 'export'>;

const formatsOf = (choice: ExportChoice): readonly ExportFormat[] =>
  choice === 'none' ? [] : choice === 'both' ? ['requirements', 'pylock'] : [choice];

const made = ({ manager, export: choice }: Wish) =>
  formatsOf(choice).map((format) => ({ ...FILES[format], by: managers[manager].exports[format] }));

/** The files that the manager prints; a file that is one of its locks is not among them. */
const printed = (answers: Wish) =>
  made(answers).flatMap(({ by, ...file }) => (by !== 'lock' && 'print' in by ? [{ ...file, ...by }] : []));

/** The files that are written from the lock, for templates. */
export const exportsOf = (answers: Wish) =>
  printed(answers).map(({ words: _, changing = '', ...file }) => ({ ...file, changing }));

/** Why the manager cannot write one of the files; undefined if it can. */
export const refusedExport = (answers: Wish): string | undefined =>
  made(answers)
    .map(({ by }) => (by !== 'lock' && 'refusal' in by ? by.refusal : undefined))
    .find((reason) => reason !== undefined);

/** The comment in the first line of each file. Without it, the file of a project without dependencies would be empty. */
export const exportHeader = 'Written by make lock. Do not change it.';

/** A program that writes what a command prints, as the Makefile does. Pipenv has no option for a file. */
const WRITE = [
  'import subprocess, sys',
  'file, header, *command = sys.argv[1:]',
  "text = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.rstrip(b'\\r\\n')",
  "open(file, 'wb').write(b'\\n'.join([header.encode(), *([text] if text else []), b'']))",
].join('; ');

/** The step of `--install` that writes the files; none without files. @param python the environment's Python */
export function exportSteps(answers: Wish & Pick<ProjectAnswers, 'python'>, python: string): Step[] {
  const files = printed(answers);
  const commands = files.map(({ file, print, words }) => [
    ...[python, '-c', WRITE, file, `# ${exportHeader}`],
    ...(words?.(python, answers.python) ?? print.split(' ')),
  ]);
  return files.length > 0 ? [{ name: 'export', commands, writes: files.map(({ file }) => file) }] : [];
}
