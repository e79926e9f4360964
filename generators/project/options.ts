/** Table 1: the options of a Python project. */
import { type Answers, choice, flag, list, Refusal, text } from '../../src/model/author.js';
import { orNothing } from './or-nothing.js';
import { directRequirement } from './python/direct.js';
import { LICENSES, type License } from './python/licenses.js';
import { distributionName, moduleName, moduleOf } from './python/names.js';
import { PYTHONS, type Python } from './python/versions.js';
import { acceptRepository } from './repository.js';

const KINDS = {
  cli: 'a command-line program',
  library: 'a package that others import',
  web: 'a web service (Starlette on uvicorn)',
} as const;

export type Kind = keyof typeof KINDS;

const BACKENDS = {
  hatchling: 'small and complete; right for most projects',
  setuptools: 'the oldest and best known',
  flit: 'the smallest; pure Python only',
  'uv-build': "uv's own, fast; pure Python only",
  'poetry-core': "Poetry's own",
  'pdm-backend': "PDM's own",
  maturin: 'for code in Rust (PyO3)',
  'scikit-build-core': 'for code in C++ (CMake)',
  'meson-python': 'for code in C (Meson)',
} as const;

export type Backend = keyof typeof BACKENDS;

const MANAGERS = {
  pip: 'pip, and locks with hashes that every pip can install',
  uv: 'uv and uv.lock',
  poetry: 'Poetry and poetry.lock',
  pdm: 'PDM and pdm.lock',
  hatch: 'Hatch, and the same locks as pip',
  pipenv: 'Pipenv, a Pipfile and Pipfile.lock',
  conda: 'conda, packages from conda-forge, and conda-lock.yml',
} as const;

export type ManagerName = keyof typeof MANAGERS;

/** The backend of the same project as the manager: its default. */
export const OWN_BACKEND: Readonly<Partial<Record<ManagerName, Backend>>> = {
  uv: 'uv-build',
  poetry: 'poetry-core',
  pdm: 'pdm-backend',
};

/** A short description of the output. */
export const description = 'a complete, ready-to-use Python project';

/** The default descriptions. Each fits the example code, and fits into the question on a line of 80 columns. */
const DESCRIPTIONS: Readonly<Record<Kind, string>> = {
  cli: 'Counts lines, words and characters on the command line.',
  library: 'Counts the lines, words and characters of text.',
  web: 'Counts the lines, words and characters of text over HTTP.',
};

const KIND_KEYWORDS: Readonly<Record<Kind, string>> = {
  cli: 'command-line',
  library: 'library',
  web: 'web-service',
};

const acceptDescription = (value: string): string => {
  if (value === '') throw new Refusal('is empty; leave it out for the default description');
  return value;
};

/** PEP 621 requires a name that is valid before an RFC 822 address, without commas. */
const acceptAuthor = (value: string): string => {
  if (value.includes(','))
    throw new Refusal('contains a comma, which package metadata uses to separate authors (PEP 621)');
  return value;
};

/** The addresses that HTML and CommonMark accept. @see https://spec.commonmark.org/0.31.2/#email-address */
const EMAIL =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

const acceptEmail = (value: string): string => {
  if (value !== '' && !EMAIL.test(value))
    throw new Refusal(`${JSON.stringify(value)} is not an e-mail address`);
  return value;
};

const acceptKeyword = (value: string): string => {
  if (value === '' || value.includes(','))
    throw new Refusal('a keyword must not be empty or contain a comma: give each keyword separately');
  return value;
};

export const options = {
  name: text({
    value: 'NAME',
    help: 'distribution name on PyPI (PEP 503, PEP 508), at most 64 characters',
    defaultText: "the directory's name, normalized",
    accept: (value, isGiven) => distributionName(value, isGiven?.('module')),
    standard: (_, { directory }) => directory,
  }),
  module: text({
    value: 'MODULE',
    help: 'import name, such as my_app',
    defaultText: 'from the name: my-app gives my_app',
    accept: moduleName,
    standard: ({ name }: { name: string }) => moduleOf(name),
  }),
  description: text({
    value: 'TEXT',
    help: 'one-line description',
    defaultText: 'a sentence about the example code',
    question: { message: 'Description' },
    accept: acceptDescription,
    standard: ({ kind }: { kind: Kind }) => DESCRIPTIONS[kind],
  }),
  author: text({
    value: 'NAME',
    help: "the author's name",
    defaultText: "git's user.name, if no --email",
    accept: acceptAuthor,
    standard: (_, { user }) => orNothing(acceptAuthor, user.trim()),
  }),
  email: text({
    value: 'ADDRESS',
    help: "the author's e-mail address, published with the package",
    defaultText: "git's user.email, if no --author",
    accept: acceptEmail,
    standard: (_, { email }) => orNothing(acceptEmail, email.trim()),
  }),
  kind: choice<Kind>({
    choices: KINDS,
    help: 'kind of project',
    defaultText: 'cli',
    question: { message: 'Kind' },
    standard: () => 'cli',
  }),
  manager: choice<ManagerName>({
    choices: MANAGERS,
    help: 'package manager, which creates the environment and the locks',
    defaultText: 'pip',
    question: { message: 'Package manager' },
    standard: () => 'pip',
  }),
  backend: choice<Backend>({
    choices: BACKENDS,
    help: 'build backend',
    defaultText: "hatchling, or the manager's own",
    question: { message: 'Build backend' },
    standard: ({ manager }: { manager: ManagerName }) => OWN_BACKEND[manager] ?? 'hatchling',
  }),
  license: choice<License>({
    choices: LICENSES,
    help: 'license, by its SPDX identifier',
    defaultText: 'MIT',
    question: { message: 'License' },
    standard: () => 'MIT',
  }),
  repository: text({
    value: 'URL',
    help: 'https URL of the repository (https://github.com/owner/name); links are made from it',
    defaultText: 'none: no links are written',
    accept: acceptRepository,
    standard: () => '',
  }),
  keyword: list({
    value: 'TEXT',
    help: 'keyword on PyPI, without a comma',
    defaultText: 'the kind',
    accept: acceptKeyword,
    standard: ({ kind }: { kind: Kind }) => [KIND_KEYWORDS[kind]],
  }),
  python: choice<Python>({
    choices: Object.fromEntries(
      Object.entries(PYTHONS).map(([version, end]) => [version, `security fixes until ${end}`]),
    ) as Record<Python, string>,
    help: 'lowest supported Python; classifiers, .python-version and the CI matrix follow',
    defaultText: '3.11',
    question: { message: 'Lowest supported Python' },
    standard: () => '3.11',
  }),
  dependency: list({
    value: 'REQUIREMENT',
    help: "run-time dependency as a range (PEP 508), such as 'httpx>=0.28'",
    defaultText: 'none',
    accept: directRequirement,
    standard: () => [],
  }),
  docker: flag({
    help: 'a Dockerfile with stages, a virtual environment and a user that is not root',
    defaultText: 'yes for cli and web, no for library',
    question: { message: 'Dockerfile' },
    standard: ({ kind }: { kind: Kind }) => kind !== 'library',
  }),
  ci: choice<'github' | 'none'>({
    choices: {
      github: 'GitHub Actions for main, pull requests and a weekly audit; Dependabot',
      none: 'no CI',
    },
    help: 'continuous integration',
    defaultText: 'github',
    standard: () => 'github',
  }),
  publish: choice<'pypi' | 'none'>({
    choices: {
      pypi: 'a release workflow: TestPyPI, PyPI (by Trusted Publishing), a release on GitHub',
      none: 'no release workflow',
    },
    help: 'where releases are published',
    defaultText: 'pypi; none if web or proprietary',
    standard: ({ kind, license }: { kind: Kind; license: License }) =>
      kind === 'web' || license === 'none' ? 'none' : 'pypi',
  }),
  'version-from': choice<'static' | 'vcs'>({
    choices: {
      static: 'written once, in pyproject.toml',
      vcs: "the newest of git's tags v*; not with every backend",
    },
    help: "where the project's version comes from",
    defaultText: 'static',
    standard: () => 'static',
  }),
  'template-update': flag({
    help: 'a workflow that follows create-pyproject and its packs, in one pull request; needs GitHub Actions',
    defaultText: 'no',
    standard: () => false,
  }),
};

export type ProjectAnswers = Answers<typeof options>;
