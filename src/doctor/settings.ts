/** `[tool.create-pyproject.doctor]` in pyproject.toml, and `--ignore`. */
import { UserError } from '../model/errors.js';
import { noneOf } from '../model/suggest.js';
import { ignoreRules, isIgnored } from '../packs/ignore-rules.js';
import type { Project } from './project.js';

/** What to leave out. */
export interface Settings {
  readonly ignored: ReadonlySet<string>;
  /** Whether a code is ignored in one file; its patterns are those of .gitignore. */
  ignoresIn(code: string, file: string): boolean;
}

const PLACE = ['tool', 'create-pyproject', 'doctor'] as const;

/**
 * Reads the settings of a project.
 * @param given the values of `--ignore`
 * @param codes every code
 * @throws {@link UserError} E_VALUE for an unknown code on the command line, E_ANSWERS for one in pyproject.toml
 */
export function settingsOf(project: Project, given: readonly string[], codes: readonly string[]): Settings {
  for (const code of given)
    if (!codes.includes(code)) throw new UserError('E_VALUE', `--ignore: ${noneOf(code, codes)}`);
  const { pyproject } = project;
  const refuse = (key: string, reason: string): never => {
    const line = pyproject?.line(...PLACE, key) ?? 1;
    throw new UserError(
      'E_ANSWERS',
      `pyproject.toml:${line}: tool.create-pyproject.doctor.${key}: ${reason}`,
    );
  };
  const listed = (value: unknown, key: string): readonly string[] => {
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
      return refuse(key, 'a list of codes is expected');
    for (const code of value) if (!codes.includes(code)) refuse(key, noneOf(code, codes));
    return value;
  };
  const ignored = new Set(given);
  const perFile: (readonly [string, readonly string[]])[] = [];
  for (const [key, value] of pyproject?.entries(...PLACE) ?? []) {
    if (key === 'ignore') for (const code of listed(value, key)) ignored.add(code);
    else if (key === 'per-file-ignores') {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        refuse(key, 'a table of patterns and codes is expected');
      for (const [pattern, list] of Object.entries(value as Record<string, unknown>))
        perFile.push([pattern, listed(list, key)]);
    } else refuse(key, noneOf(key, ['ignore', 'per-file-ignores']));
  }
  return {
    ignored,
    ignoresIn: (code, file) =>
      perFile.some(([pattern, list]) => list.includes(code) && isIgnored(ignoreRules(pattern), file)),
  };
}
