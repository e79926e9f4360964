/** A virtual environment in the repository. */
import type { Found, Rule } from '../rule.js';

/** The rule. */
export const trackedEnvironment: Rule = {
  code: 'tracked-environment',
  summary: 'a virtual environment that git tracks',
  why: 'An environment holds absolute paths and compiled files of one machine, so it works on no other.',
  fix: 'Take it out with `git rm -r --cached`, and name it in `.gitignore`.',
  limits: 'It needs a git repository. A folder counts only with the files that every environment has.',
  bad: { '.venv/pyvenv.cfg': 'home = /usr/bin\n', '.venv/bin/activate': '# activate\n' },
  good: { '.gitignore': '.venv/\n' },
  *check({ tracked }): Iterable<Found> {
    for (const path of tracked ?? []) {
      const folder = /^(.*?)\/?pyvenv\.cfg$/.exec(path)?.[1];
      if (folder) yield { file: path, line: 1, message: `git tracks the virtual environment ${folder}` };
    }
  },
};
