/** Real projects from PyPI, of different ages and styles, and what is to be understood of each. */

export interface Sdist {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  /** Its style, for people. */
  readonly style: string;
  /** Answers that have to be among those that were understood. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** Flags of the run beside --yes. */
  readonly flags?: readonly string[];
  /** Whether the metadata can move; the words of the refusal otherwise. Left out where there is nothing to move. */
  readonly migration?: true | RegExp;
  /** The words with which the project is not adopted. */
  readonly refused?: RegExp;
}

export const sdists: readonly Sdist[] = [
  {
    name: 'termcolor',
    version: '1.1.0',
    sha256: '1d6d69ce66211143803fbc56652b41d73b4a400a2891d7bf7a1cdf4c02de613b',
    style: 'setup.py of 2011, a single module',
    answers: { module: 'termcolor', author: 'Konstantin Lepa', license: 'MIT', backend: 'setuptools' },
    migration: /setup\.py:38: version is no literal/,
  },
  {
    name: 'docopt',
    version: '0.6.2',
    sha256: '49b3a825280bd66b3aa83585ef59c4a8c82f2c8a522dbe754a8bc8d08c85c491',
    style: 'setup.py of 2014 that imports its single module',
    answers: { module: 'docopt', email: 'vladimir@keleshev.com', license: 'MIT' },
    migration: true,
  },
  {
    name: 'six',
    version: '1.16.0',
    sha256: '1e61c37477a1626458e36f7b1d82aa5c9b094fa4802892072e49de9c60c4c926',
    style: 'setup.py with the version of its module, Python 2 and 3',
    answers: { module: 'six', author: 'Benjamin Peterson', license: 'MIT', python: '3.11' },
    migration: true,
  },
  {
    name: 'toolz',
    version: '0.12.0',
    sha256: '88c570861c440ee3f2f6037c4654613228ff40c93a6c25e0eba70d17282c6194',
    style: 'setup.py that computes its version (versioneer), two flat packages',
    answers: { module: 'toolz', license: 'BSD-3-Clause' },
    migration: /version is no literal: versioneer/,
  },
  {
    name: 'cachetools',
    version: '5.3.0',
    sha256: '13dfddc7b8df938c21a940dfa6557ce6e94a2f1cdfa58eb90c805721d58f2c14',
    style: 'setup.cfg, src layout',
    answers: { module: 'cachetools', license: 'MIT', repository: 'https://github.com/tkem/cachetools' },
    migration: true,
  },
  {
    name: 'ptyprocess',
    version: '0.7.0',
    sha256: '5c5d0a3b48ceee0b48485e0c26037c0acd7d29765ca3fbb5cb3831d347423220',
    style: "flit's old metadata, flat",
    answers: { module: 'ptyprocess', backend: 'flit', author: 'Thomas Kluyver', license: 'ISC' },
  },
  {
    name: 'itsdangerous',
    version: '2.2.0',
    sha256: 'e0050c0b7da1eea53ffaf149c0cfbb5c6e2e2b69c4bef22c81fa6eb73e5f6173',
    style: 'flit, PEP 621, src layout',
    answers: { module: 'itsdangerous', backend: 'flit', license: 'BSD-3-Clause' },
  },
  {
    name: 'questionary',
    version: '2.0.1',
    sha256: 'bcce898bf3dbb446ff62830c86c5c6fb9a22a54146f0f5597d3da43b10d8fc8b',
    style: "Poetry's tables, flat",
    answers: { module: 'questionary', backend: 'poetry-core', manager: 'poetry', license: 'MIT' },
  },
  {
    name: 'tomlkit',
    version: '0.12.1',
    sha256: '38e1ff8edb991273ec9f6181244a6a391ac30e9f5098e7535640ea6be97a7c86',
    style: 'a package that the tools of the standard need themselves',
    answers: {},
    refused: /tomlkit is a package that the project's own tools or dependencies use/,
  },
  {
    name: 'unearth',
    version: '0.17.0',
    sha256: '771ca270fec8bea262774a0b1ce2752739056e65234434028eceaf466cbba0b6',
    style: 'PDM, PEP 621, src layout',
    answers: { module: 'unearth', backend: 'pdm-backend', manager: 'pdm', license: 'MIT' },
  },
  {
    name: 'dirty-equals',
    version: '0.7.1',
    sha256: 'a580513f3285e93656a770a04e428f8bfc513848877bf278282dbfbb907fdbb4',
    style: 'hatchling, flat, with a Makefile of its own',
    answers: { module: 'dirty_equals', backend: 'hatchling', license: 'MIT' },
  },
  {
    name: 'typeguard',
    version: '4.3.0',
    sha256: '92ee6a0aec9135181eae6067ebd617fd9de8d75d714fb548728a4933b1dea651',
    style: 'setuptools, PEP 621, src layout, a version from git, workflows of its own',
    answers: {
      module: 'typeguard',
      backend: 'setuptools',
      license: 'MIT',
      'version-from': 'vcs',
      publish: 'none',
    },
  },
  {
    name: 'python-dotenv',
    version: '1.0.1',
    sha256: 'e324ee90a023d808f1959c46bcbc04446a10ced277783dc6ee09987c37ec10ca',
    style: 'setup.py beside setup.cfg, requirements.txt, a module of another name',
    answers: { module: 'dotenv', backend: 'setuptools', license: 'BSD-3-Clause', manager: 'pip' },
    migration: /version is no literal/,
  },
];
