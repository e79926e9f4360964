/** Requirements files that pip-compile or uv has made, with what their sources require. */
import type { Project } from '../project.js';
import {
  always,
  beside,
  byName,
  type Lock,
  OPTIONAL,
  type Required,
  requiredIn,
  requiredInAll,
} from './lock.js';
import { lastOf } from './packages.js';
import { isPinned, type Requirement, requirementLines } from './requirements.js';

/** The command in the header of what pip-compile and uv write. */
const HEADER = /^#\s+(?:(?:\w+=\S+\s+)*)((?:pip-compile|uv pip compile)\b.*)$/m;

/** What these leave out or replace is not compared. */
const REPLACING = /--(?:no-emit|unsafe|override|exclude)/;

/** Options with a file that is no source. */
const NO_SOURCE = /^(?:-c|--constraints?|-b|--build-constraints?|--overrides?|--excludes?|-o|--output-file)$/;

/** pip-compile leaves these out by default. */
const UNSAFE = /^(?:pip|setuptools|distribute|wheel)$/;

const MAX_LENGTH = 1_000_000;

/** Requirements files that pip-compile or uv has made from `.in` files and pyproject.toml. */
export const compiledLocks = (project: Project): readonly Lock[] =>
  project.own(/(?:^|\/)[\w.-]+\.txt$/).flatMap((file) => {
    const text = project.text(file) ?? '';
    const [, command] = HEADER.exec(text.slice(0, 1000)) ?? [];
    if (command === undefined || text.length > MAX_LENGTH || REPLACING.test(command)) return [];
    const required = [
      ...requiredBySources(project, file, command.split(/\s+/)),
      ...(command.startsWith('uv') ? requiredByGroups(project, file, command.split(/\s+/)) : []),
    ].filter(({ name }) => !UNSAFE.test(name));
    return [{ file, locked: lockedIn(text), required, renew: command.slice(0, 200) }];
  });

const lockedIn = (text: string): Lock['locked'] =>
  byName(
    requirementLines(text).flatMap(({ requirement }) =>
      requirement ? [[requirement.name, versionIn(requirement)] as const] : [],
    ),
  );

/** The version of a pin. */
const versionIn = (requirement: Requirement): string | undefined =>
  isPinned(requirement) ? /^==([^=].*)$/.exec(requirement.versions)?.[1] : undefined;

/** The values of an option: `--extra db`, `--extra=db`. */
const valuesOf = (words: readonly string[], option: string): readonly string[] =>
  words.flatMap((word, i) => {
    if (word === option) return words.slice(i + 1, i + 2);
    return word.startsWith(`${option}=`) ? [word.slice(option.length + 1)] : [];
  });

/** What the files require that the command names. */
const requiredBySources = (project: Project, lock: string, command: readonly string[]): readonly Required[] =>
  command
    .filter((word, i) => !word.startsWith('-') && !NO_SOURCE.test(command[i - 1] ?? ''))
    .flatMap((word) => {
      const name = lastOf(word);
      // The command ran in the folder of the project, or in that of the lock.
      const file = [word, beside(lock, word), beside(lock, name)].find((path) => project.has(path));
      if (file === undefined) return [];
      if (name.endsWith('.in')) return requiredByFile(project, file);
      const pyproject = name === 'pyproject.toml' ? project.toml(file) : undefined;
      if (!pyproject) return [];
      return [
        ...requiredIn(file, pyproject, 'project', 'dependencies'),
        ...requiredInAll(file, pyproject, OPTIONAL, valuesOf(command, '--extra')),
      ];
    });

const requiredByFile = (project: Project, file: string): readonly Required[] =>
  requirementLines(project.text(file) ?? '').flatMap(({ requirement, text, line }) =>
    always({ text, file, line }, requirement),
  );

/** What the groups require that the command names: those of the pyproject.toml beside the lock. */
function requiredByGroups(project: Project, lock: string, command: readonly string[]): readonly Required[] {
  const file = beside(lock, 'pyproject.toml');
  const pyproject = project.toml(file);
  // `--group file:name` is about another file.
  const names = valuesOf(command, '--group').filter((name) => !name.includes(':'));
  return pyproject ? requiredInAll(file, pyproject, ['dependency-groups'], names) : [];
}
