/** Which projects are proved: every kind with every backend, the other options spread so that most pairs meet. */
import { type Backend, type Kind, type ManagerName, options } from '../../generators/project/options.js';
import { VCS_BACKENDS } from '../../generators/project/parts.js';
import type { Python } from '../../generators/project/python/versions.js';

export type Answers = Readonly<Record<string, string | boolean | readonly string[]>>;

export interface Case {
  readonly name: string;
  readonly kind: Kind;
  readonly backend: Backend;
  readonly manager: ManagerName;
  /** The lowest supported Python. If it is not installed, the next higher one is used. */
  readonly python: Python;
  readonly answers: Answers;
  /** Whether to check its Makefile, `--install`, its workflows and pip-compile as well. */
  readonly whole: boolean;
}

const HARD = `O'Reilly & "Söns" \\ 🚀`;
const NASTY = {
  author: HARD,
  email: "o'reilly+x@example.org",
  description: `${HARD} ''' """ \${{ x }} {{ y }} %0a <b>*not* [a](link)</b> \`code\` $(sh)`,
  keyword: [`it's "quoted"`, 'back\\slash'],
};

/** A name of the maximum length. */
const LONGEST = 'a-name-that-is-as-long-as-names-may-be-with-its-64-characters-xy';

const GITHUB = 'https://github.com/acme/my-app';
const GITLAB = 'https://gitlab.com/acme/tools/my-app';

function one(
  kind: Kind,
  backend: Backend,
  python: Python,
  answers: Answers,
  { whole = false }: { whole?: boolean } = {},
): Case {
  const name = `${kind}-${backend}${answers['version-from'] === 'vcs' ? '-vcs' : ''}`;
  return { name, kind, backend, manager: 'pip', python, whole, answers: { name: `my-${kind}`, ...answers } };
}

/** A project of another manager than pip, with all checks. */
const by = (
  manager: ManagerName,
  kind: Kind,
  backend: Backend,
  python: Python,
  answers: Answers = {},
): Case => ({
  name: `${manager}-${kind}-${backend}`,
  ...{ kind, backend, manager, python, whole: true },
  answers: { name: `my-${kind}`, author: 'Ann Example', publish: 'pypi', ...answers },
});

export const CASES: readonly Case[] = [
  one('cli', 'hatchling', '3.11', { author: 'Ann Example', repository: GITHUB }, { whole: true }),
  one(
    'cli',
    'maturin',
    '3.11',
    { name: 'fast-app', module: 'counting', license: 'Apache-2.0' },
    { whole: true },
  ),
  one('web', 'setuptools', '3.11', { ...NASTY, repository: GITHUB, publish: 'pypi' }, { whole: true }),
  one('library', 'flit', '3.12', { license: 'GPL-3.0-or-later', email: 'ann@example.org' }, { whole: true }),
  one('web', 'maturin', '3.12', {
    ...NASTY,
    name: LONGEST,
    license: 'BSD-3-Clause',
    repository: GITHUB,
    publish: 'none',
  }),
  one('library', 'maturin', '3.13', { name: 'q7', license: 'none', docker: true, repository: GITLAB }),
  one('cli', 'setuptools', '3.12', { ...NASTY, name: 'q7', license: 'ISC', ci: 'none' }),
  one('cli', 'flit', '3.13', {
    name: LONGEST,
    license: 'MPL-2.0',
    docker: false,
    ci: 'none',
    publish: 'none',
    repository: GITLAB,
  }),
  one('library', 'hatchling', '3.11', {
    ...NASTY,
    name: LONGEST,
    license: 'LGPL-3.0-or-later',
    docker: true,
  }),
  one('library', 'setuptools', '3.13', {
    name: 'other-name',
    module: 'q7',
    author: 'Ann Example',
    license: 'Unlicense',
    publish: 'none',
  }),
  one('web', 'hatchling', '3.13', { name: 'q7', license: 'ISC', ci: 'none', repository: GITLAB }),
  one('web', 'flit', '3.12', {
    name: 'My.Web_Service',
    module: 'service_of_another_name',
    license: 'Apache-2.0',
    docker: false,
  }),
  one('library', 'uv-build', '3.11', {
    ...NASTY,
    name: 'other-name',
    module: 'q7',
    license: 'LGPL-3.0-or-later',
    repository: GITHUB,
  }),
  one('cli', 'uv-build', '3.12', { author: 'Ann Example', repository: GITHUB, license: 'ISC' }),
  one('web', 'uv-build', '3.13', { name: LONGEST, license: 'none', ci: 'none', repository: GITLAB }),
  one('library', 'poetry-core', '3.12', { author: 'Ann Example', license: 'none', docker: true }),
  one('cli', 'poetry-core', '3.13', {
    ...NASTY,
    name: LONGEST,
    license: 'GPL-3.0-or-later',
    publish: 'none',
  }),
  one('web', 'poetry-core', '3.11', {
    ...NASTY,
    name: 'other-name',
    module: 'q7',
    repository: GITHUB,
    publish: 'pypi',
  }),
  one('library', 'pdm-backend', '3.13', { name: LONGEST, email: 'ann@example.org' }),
  one('cli', 'pdm-backend', '3.11', {
    ...NASTY,
    name: 'other-name',
    module: 'q7',
    license: 'LGPL-3.0-or-later',
  }),
  one('web', 'pdm-backend', '3.12', { ...NASTY, license: 'Apache-2.0', repository: GITHUB, ci: 'none' }),
  one('cli', 'scikit-build-core', '3.12', { ...NASTY, name: LONGEST, license: 'GPL-3.0-or-later' }),
  one('library', 'scikit-build-core', '3.11', { author: 'Ann Example', docker: true }),
  one('web', 'scikit-build-core', '3.13', { name: 'q7', license: 'LGPL-3.0-or-later', ci: 'none' }),
  one('cli', 'meson-python', '3.11', { name: 'fast-app', module: 'counting' }, { whole: true }),
  one('library', 'meson-python', '3.13', { ...NASTY, name: LONGEST, license: 'none', repository: GITLAB }),
  one('web', 'meson-python', '3.12', { ...NASTY, name: 'q7', license: 'ISC', publish: 'pypi' }),
  by('uv', 'library', 'uv-build', '3.11', { docker: true, repository: GITHUB, export: 'both' }),
  by('uv', 'web', 'setuptools', '3.12', NASTY),
  by('poetry', 'web', 'poetry-core', '3.11', { export: 'both' }),
  by('pdm', 'library', 'pdm-backend', '3.12', { export: 'both' }),
  by('hatch', 'cli', 'hatchling', '3.11', { export: 'both' }),
  by('pipenv', 'web', 'setuptools', '3.12', { export: 'requirements' }),
  one('cli', 'hatchling', '3.12', { author: 'Ann Example', 'version-from': 'vcs' }, { whole: true }),
  one('library', 'setuptools', '3.11', { name: 'other-name', module: 'q7', 'version-from': 'vcs' }),
  one('web', 'pdm-backend', '3.13', { name: LONGEST, publish: 'pypi', 'version-from': 'vcs' }),
];

/**
 * The cases of `--all` alone: a kind and a backend that other cases have too. A run of all takes twice as long, so a person
 * starts it before a release (docs/testing.md).
 */
const ONLY_WITH_ALL = new Set([
  ...['cli-setuptools', 'library-setuptools', 'cli-flit', 'web-flit', 'web-hatchling'],
  ...['library-maturin', 'web-maturin', 'library-uv-build', 'cli-uv-build', 'web-uv-build'],
  ...['library-poetry-core', 'cli-poetry-core', 'web-poetry-core'],
  ...['library-pdm-backend', 'cli-pdm-backend', 'web-pdm-backend', 'web-pdm-backend-vcs'],
  ...['cli-scikit-build-core', 'web-scikit-build-core', 'library-meson-python', 'web-meson-python'],
  'uv-web-setuptools',
]);

/** The cases of a usual run: every kind, backend and manager, and the version from git. */
export const USUAL: readonly Case[] = CASES.filter(({ name }) => !ONLY_WITH_ALL.has(name));

/** The backends whose projects have a compiled module. */
export const COMPILED: readonly Backend[] = ['maturin', 'scikit-build-core', 'meson-python'];

/**
 * Projects for the static checks only. For each kind and backend, every combination of any three of docker, ci, publish
 * and repository occurs; the fourth follows from the other three. License and Python rotate. Then each kind with each
 * backend that can take its version from git.
 */
export function combinations(): { name: string; answers: Answers }[] {
  const licenses = [
    ...['MIT', 'Apache-2.0', 'BSD-3-Clause', 'MPL-2.0', 'GPL-3.0-or-later'],
    ...['LGPL-3.0-or-later', 'ISC', 'Unlicense'],
  ];
  const found: { name: string; answers: Answers }[] = [];
  for (const kind of Object.keys(options.kind.choices))
    for (const backend of Object.keys(options.backend.choices))
      for (const docker of [true, false])
        for (const ci of ['github', 'none'])
          for (const publish of ['pypi', 'none']) {
            const turn = found.length;
            const repository =
              [docker, ci === 'github', publish === 'pypi'].filter(Boolean).length % 2 ? GITHUB : '';
            const python = `3.${11 + (turn % 5)}`;
            const license =
              publish === 'none' && turn % 3 === 0 ? 'none' : (licenses[(turn + (turn >> 3)) % 8] ?? '');
            const shape = [
              kind,
              backend,
              docker ? 'docker' : 'bare',
              ci,
              publish,
              repository ? 'linked' : 'alone',
            ];
            const answers = { kind, backend, docker, ci, publish, repository, python, license };
            found.push({
              name: [...shape, python, license].join('-'),
              answers: { name: 'my-app', ...answers },
            });
          }
  for (const manager of Object.keys(options.manager.choices).filter((name) => name !== 'pip'))
    for (const kind of Object.keys(options.kind.choices))
      for (const docker of [true, false]) {
        const answers = { manager, kind, docker, ci: 'github', publish: docker ? 'pypi' : 'none' };
        const name = [manager, kind, docker ? 'docker' : 'bare'].join('-');
        found.push({ name, answers: { name: 'my-app', ...answers } });
      }
  for (const kind of Object.keys(options.kind.choices))
    for (const backend of VCS_BACKENDS)
      for (const docker of [true, false])
        found.push({
          name: [kind, backend, docker ? 'docker' : 'bare', 'vcs'].join('-'),
          answers: { name: 'my-app', kind, backend, docker, publish: 'pypi', 'version-from': 'vcs' },
        });
  return found;
}
