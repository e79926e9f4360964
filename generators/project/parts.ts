/** Table 2: the parts of a Python project. Each is a folder in templates/project, with what it adds to shared facts. */
import type { Part } from '../../src/author.js';
import { type Commands, PIP } from './commands.js';
import { type Backend, options, type ProjectAnswers } from './options.js';

/** What parts add to shared files. Lists are in table order. */
export type Facts = {
  /** Whether there is code in Rust, in rust/. */
  readonly rust: boolean;
  /** Whether it is a long-running service. */
  readonly service: boolean;
  /** Whether it has a console script named after it. */
  readonly script: boolean;
  /** Run-time requirements, as ranges. */
  readonly dependencies: readonly string[];
  /** Distributions that build it and install it editable: the dependency group `build`. */
  readonly buildTools: readonly string[];
  /** Distributions that its tests need: the dependency group `test`. */
  readonly testTools: readonly string[];
  /** Other distributions for development: the dependency group `dev`. */
  readonly devTools: readonly string[];
  readonly classifiers: readonly string[];
  /** What the package manager is told. */
  readonly commands: Commands;
};

/** Exactly one manager sets the commands. */
export const noFacts: Omit<Facts, 'commands'> = {
  rust: false,
  service: false,
  script: false,
  dependencies: [],
  buildTools: [],
  testTools: [],
  devTools: [],
  classifiers: [],
};

/** A backend that is new in the table of options is one for Python alone, until it is excepted here. */
const FOR_PYTHON = (Object.keys(options.backend.choices) as Backend[]).filter((name) => name !== 'maturin');

export const parts: readonly Part<ProjectAnswers, Facts>[] = [
  {
    name: 'backend-hatchling',
    when: { backend: 'hatchling' },
    facts: { buildTools: ['hatchling', 'editables'] },
  },
  { name: 'backend-setuptools', when: { backend: 'setuptools' }, facts: { buildTools: ['setuptools'] } },
  { name: 'backend-flit', when: { backend: 'flit' }, facts: { buildTools: ['flit-core'] } },
  {
    name: 'backend-maturin',
    when: { backend: 'maturin' },
    facts: { rust: true, buildTools: ['maturin'], classifiers: ['Programming Language :: Rust'] },
  },
  {
    name: 'code-python',
    when: { backend: FOR_PYTHON },
    facts: { classifiers: ['Operating System :: OS Independent'] },
  },
  {
    name: 'base',
    facts: {
      testTools: ['pytest>=9', 'pytest-cov'],
      devTools: ['build', 'mypy', 'pip-audit', 'prek', 'ruff', 'twine', 'uv'],
    },
  },
  { name: 'manager-pip', facts: { commands: PIP } },
  {
    name: 'kind-cli',
    when: { kind: 'cli' },
    facts: { script: true, classifiers: ['Environment :: Console'] },
  },
  { name: 'kind-library', when: { kind: 'library' } },
  {
    name: 'kind-web',
    when: { kind: 'web' },
    facts: {
      script: true,
      service: true,
      dependencies: ['starlette>=1.7', 'uvicorn>=0.40'],
      // What starlette.testclient is built on.
      testTools: ['httpx2'],
      classifiers: ['Environment :: Web Environment'],
    },
  },
  { name: 'tools' },
  { name: 'docker', when: { docker: true } },
  { name: 'ci-github', when: { ci: 'github' } },
  { name: 'publish-pypi', when: { publish: 'pypi' } },
  { name: 'license-mit', when: { license: 'MIT' } },
  { name: 'license-apache-2.0', when: { license: 'Apache-2.0' } },
  { name: 'license-bsd-3-clause', when: { license: 'BSD-3-Clause' } },
  { name: 'license-mpl-2.0', when: { license: 'MPL-2.0' } },
  { name: 'license-gpl-3.0-or-later', when: { license: 'GPL-3.0-or-later' } },
  { name: 'license-lgpl-3.0-or-later', when: { license: 'LGPL-3.0-or-later' } },
  { name: 'license-isc', when: { license: 'ISC' } },
  { name: 'license-unlicense', when: { license: 'Unlicense' } },
  { name: 'license-none', when: { license: 'none' }, facts: { classifiers: ['Private :: Do Not Upload'] } },
];
