/** A pyproject.toml that is not TOML. */
import { parse, TomlError } from 'smol-toml';
import type { Found, Rule } from '../rule.js';

/** The rule. */
export const invalidToml: Rule = {
  code: 'invalid-toml',
  summary: 'a pyproject.toml that is not TOML',
  why: 'pip, build and every tool with settings there end with an error, or go on without them.',
  fix: 'Correct the line.',
  limits: 'It looks at the one in the folder of the project.',
  bad: { 'pyproject.toml': '[project]\nname = app\n' },
  good: { 'pyproject.toml': '[project]\nname = "app"\n' },
  *check({ text }): Iterable<Found> {
    const source = text('pyproject.toml');
    if (source === undefined || source.includes('\uFFFD')) return;
    try {
      parse(source.replace(/^\uFEFF/, ''), { integersAsBigInt: 'asNeeded' });
    } catch (error) {
      if (!(error instanceof TomlError)) return;
      const [reason = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
      yield { file: 'pyproject.toml', line: error.line, message: reason };
    }
  },
};
