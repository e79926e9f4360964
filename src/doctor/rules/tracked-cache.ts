/** Compiled files and caches in the repository. */
import type { Found, Rule } from '../rule.js';

const MADE =
  /^(.*\/)?(?:__pycache__|\.(?:mypy_cache|pytest_cache|ruff_cache|tox|nox|ipynb_checkpoints)|[\w.-]+\.egg-info)\/|^(.*\/)?[^/]+\.py[co]$/;

/** The rule. */
export const trackedCache: Rule = {
  code: 'tracked-cache',
  summary: 'compiled Python files or caches of tools that git tracks',
  why: 'They change with each run, so they fill every diff, and a stale one can hide a deleted module.',
  fix: 'Take them out with `git rm -r --cached`, and name them in `.gitignore`.',
  limits:
    'It needs a git repository. Files of tests and samples are left out; one finding stands for a whole folder.',
  bad: { 'app/__pycache__/cli.cpython-314.pyc': 'x' },
  good: { 'app/cli.py': '' },
  *check({ tracked }): Iterable<Found> {
    const said = new Set<string>();
    for (const path of tracked ?? []) {
      if (/(?:^|\/)(?:tests?|testing|testdata|fixtures?|data|examples?|samples?|vendor)\//i.test(path))
        continue;
      const [match] = MADE.exec(path) ?? [];
      if (match === undefined || said.has(match)) continue;
      said.add(match);
      yield { file: path, line: 1, message: `git tracks ${match}` };
    }
  },
};
