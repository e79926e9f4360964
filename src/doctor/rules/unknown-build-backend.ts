/** A build backend that does not exist. */
import { suggest } from '../../model/suggest.js';
import { requirementOf } from '../read/requirements.js';
import type { Found, Rule } from '../rule.js';

/** Build backend -> the package that has it. */
const BACKENDS: Readonly<Record<string, string>> = {
  'setuptools.build_meta': 'setuptools',
  'setuptools.build_meta:__legacy__': 'setuptools',
  'hatchling.build': 'hatchling',
  'flit_core.buildapi': 'flit-core',
  'flit.buildapi': 'flit',
  'flit_scm:buildapi': 'flit-scm',
  'poetry.core.masonry.api': 'poetry-core',
  'poetry.masonry.api': 'poetry',
  'poetry_dynamic_versioning.backend': 'poetry-dynamic-versioning',
  'pdm.backend': 'pdm-backend',
  'pdm.pep517.api': 'pdm-pep517',
  uv_build: 'uv-build',
  maturin: 'maturin',
  mesonpy: 'meson-python',
  'scikit_build_core.build': 'scikit-build-core',
  'scikit_build_core.setuptools.build_meta': 'scikit-build-core',
  'sipbuild.api': 'sip',
  'jupyter_packaging.build_api': 'jupyter-packaging',
  'py_build_cmake.build': 'py-build-cmake',
  'pbr.build': 'pbr',
  'enscons.api': 'enscons',
};

/** What is often required beside a backend. */
const NO_BACKEND = /^(?:wheel|cython|numpy|packaging|ninja|cmake|pybind11)$/;

/** Packages that require a backend. */
const DEPENDENTS: Readonly<Record<string, RegExp>> = {
  hatchling: /^hatch-/,
  'poetry-core': /^poetry$/,
  'flit-core': /^flit$/,
};

/** Whether a package has a backend, or extends it and so requires it. */
const brings = (name: string, backend: string): boolean =>
  DEPENDENTS[backend]?.test(name) === true || (name.includes(backend) && name !== `${backend}-core`);

/** The rule. */
export const unknownBuildBackend: Rule = {
  code: 'unknown-build-backend',
  summary: 'a `build-backend` that its requirements do not bring, or that does not exist',
  why: 'pip cannot import the backend, so nobody can build or install the project.',
  fix: 'Take `requires` and `build-backend` together from the documentation of the backend.',
  limits:
    'A backend that is not known, and that resembles none that is, is left out; so is one with `backend-path`.',
  bad: {
    'pyproject.toml': '[build-system]\nrequires = ["hatchling>=1.27"]\nbuild-backend = "hatchling.builds"\n',
  },
  good: {
    'pyproject.toml': '[build-system]\nrequires = ["hatchling>=1.27"]\nbuild-backend = "hatchling.build"\n',
  },
  *check({ pyproject }): Iterable<Found> {
    const backend = pyproject?.string('build-system', 'build-backend');
    if (!pyproject || backend === undefined || pyproject.get('build-system', 'backend-path') !== undefined)
      return;
    const requires = pyproject.strings('build-system', 'requires');
    const all = requires.flatMap((text) => requirementOf(text)?.name ?? []);
    // One that cannot be read may bring anything.
    if (all.length !== requires.length) return;
    const names = all.filter((name) => !NO_BACKEND.test(name));
    const line = pyproject.line('build-system', 'build-backend');
    const known = Object.hasOwn(BACKENDS, backend) ? BACKENDS[backend] : undefined;
    if (known !== undefined) {
      if (names.some((name) => brings(name, known)) || names.length > 1) return;
      const has = names.length === 0 ? 'nothing' : names.join(', ');
      yield { file: 'pyproject.toml', line, message: `${backend} is in ${known}, and requires has ${has}` };
      return;
    }
    // Only where the requirements leave no doubt about what is meant.
    const own = Object.keys(BACKENDS).filter((name) => names.includes(BACKENDS[name] ?? ''));
    const near = suggest(backend, own) ?? own.find((name) => name.startsWith(`${backend}.`));
    if (near !== undefined && names.length === 1)
      yield {
        file: 'pyproject.toml',
        line,
        message: `there is no build backend ${JSON.stringify(backend)}; ${names[0]} has ${near}`,
      };
  },
};
