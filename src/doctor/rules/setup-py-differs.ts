/** setup.py beside pyproject.toml, with other metadata. */
import type { Project } from '../project.js';
import { usesSetuptools } from '../read/metadata.js';
import { stringsOf } from '../read/python.js';
import { normalized, requirementOf } from '../read/requirements.js';
import type { Found, Rule } from '../rule.js';

const plain = (text: string): string => text.trim();
const specifiers = (text: string): string => text.replace(/\s/g, '').split(',').sort().join(',');

/** Field of [project] -> argument of setup(), and how two values are compared. */
const FIELDS: readonly (readonly [field: string, argument: string, same: (text: string) => string])[] = [
  ['name', 'name', normalized],
  ['version', 'version', plain],
  ['requires-python', 'python_requires', specifiers],
];

function* different(project: Project): Iterable<Found> {
  const { pyproject, setupScript } = project;
  if (!pyproject || !setupScript || pyproject.get('project') === undefined) return;
  for (const [field, argument, same] of FIELDS) {
    const here = pyproject.string('project', field);
    const there = setupScript.keywords.get(argument);
    if (here === undefined || typeof there?.literal !== 'string' || same(here) === same(there.literal))
      continue;
    const message = `${argument} is ${JSON.stringify(there.literal)} here and ${JSON.stringify(here)} in pyproject.toml`;
    yield { file: 'setup.py', line: there.line, message };
  }
  const required = setupScript.keywords.get('install_requires');
  const names = stringsOf(required)?.flatMap(({ text }) => requirementOf(text)?.name ?? []);
  if (
    !required ||
    !names ||
    names.length === 0 ||
    pyproject.strings('project', 'dynamic').includes('dependencies')
  )
    return;
  const known = pyproject
    .strings('project', 'dependencies')
    .flatMap((text) => requirementOf(text)?.name ?? []);
  const missing = names.filter((name) => !known.includes(name));
  if (missing.length > 0)
    yield {
      file: 'setup.py',
      line: required.line,
      message: `install_requires has ${missing.join(', ')}, which [project] in pyproject.toml lacks`,
    };
}

/** The rule. */
export const setupPyDiffers: Rule = {
  code: 'setup-py-differs',
  summary: 'a setup.py that says something else than `[project]` in pyproject.toml',
  why: 'Setuptools takes what pyproject.toml says and drops the rest of setup.py, so a change in the wrong file is lost.',
  fix: 'Keep the metadata in pyproject.toml, and take it out of setup.py.',
  limits:
    'It compares literals only, and only where setuptools builds the project. A field that `dynamic` names comes from setup.py.',
  bad: {
    'pyproject.toml':
      '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "app"\nversion = "2.0"\n',
    'setup.py': 'from setuptools import setup\n\nsetup(\n    name="app",\n    version="1.0",\n)\n',
  },
  good: {
    'pyproject.toml':
      '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n\n[project]\nname = "app"\nversion = "2.0"\n',
    'setup.py': 'from setuptools import setup\n\nsetup()\n',
  },
  *check(project): Iterable<Found> {
    if (usesSetuptools(project)) yield* different(project);
  },
};
