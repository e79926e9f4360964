/** Which projects are proved: a few in depth, and a covering set of all others. */
import { type Backend, type Kind, type ManagerName, options } from '../../generators/project/options.js';
import { VCS_BACKENDS } from '../../generators/project/parts.js';
import type { Python } from '../../generators/project/python/versions.js';
import { coveringRows, type Row } from './covering.js';

export type Answers = Readonly<Record<string, string | boolean | readonly string[]>>;

/**
 * What is tested of a project beyond its source and its package. A topic is given to the cases in which another choice may
 * change its result, and not to all: the shared templates have the same text in every project.
 */
export type Topic =
  /** Every target of the Makefile, `--install`, and the hooks. */
  | 'makefile'
  /** What makes a lock old, what renews it, and the newest tools. */
  | 'locks'
  /** The jobs of ci.yml. */
  | 'ci'
  /** The jobs of publish.yml for a tag. */
  | 'publish'
  /** publish.yml, started by hand. */
  | 'rehearsal'
  /** What the jobs of both refuse. */
  | 'refusals'
  /** `make release`, and what it refuses. */
  | 'release'
  /** The steps of the Dockerfile. */
  | 'image';

export interface Case {
  readonly name: string;
  readonly kind: Kind;
  readonly backend: Backend;
  readonly manager: ManagerName;
  /** The lowest supported Python. If it is not installed, the next higher one is used. */
  readonly python: Python;
  readonly answers: Answers;
  readonly topics: readonly Topic[];
  /** Whether it is of the covering set, which has checks of its own. */
  readonly covering: boolean;
}

const HARD = `O'Reilly & "Söns" \\ 🚀`;
const NASTY = {
  author: HARD,
  email: "o'reilly+x@example.org",
  description: `${HARD} ''' """ \${{ x }} {{ y }} %0a <b>*not* [a](link)</b> \`code\` $(sh)`,
  keyword: [`it's "quoted"`, 'back\\slash'],
};

const LICENSES = [
  ...['MIT', 'Apache-2.0', 'BSD-3-Clause', 'MPL-2.0', 'GPL-3.0-or-later'],
  ...['LGPL-3.0-or-later', 'ISC', 'Unlicense'],
];

/** A name of the maximum length. */
const LONGEST = 'a-name-that-is-as-long-as-names-may-be-with-its-64-characters-xy';

const GITHUB = 'https://github.com/acme/my-app';
const GITLAB = 'https://gitlab.com/acme/tools/my-app';

function one(
  kind: Kind,
  backend: Backend,
  python: Python,
  answers: Answers,
  topics: readonly Topic[] = [],
): Case {
  const name = `${kind}-${backend}${answers['version-from'] === 'vcs' ? '-vcs' : ''}`;
  const own = { name: `my-${kind}`, ...answers };
  return { name, kind, backend, manager: 'pip', python, topics, covering: false, answers: own };
}

/** A project of another manager than pip. */
const by = (
  manager: ManagerName,
  kind: Kind,
  backend: Backend,
  python: Python,
  answers: Answers = {},
  topics: readonly Topic[] = [],
): Case => ({
  name: `${manager}-${kind}-${backend}`,
  ...{ kind, backend, manager, python, covering: false },
  topics: ['makefile', 'ci', 'publish', ...topics],
  answers: { name: `my-${kind}`, author: 'Ann Example', publish: 'pypi', ...answers },
});

const IN_DEPTH: readonly Case[] = [
  one('cli', 'maturin', '3.11', { name: 'fast-app', module: 'counting', license: 'Apache-2.0' }, [
    ...(['ci', 'publish', 'image'] as const),
  ]),
  one('cli', 'hatchling', '3.11', { author: 'Ann Example', repository: GITHUB }, [
    ...(['makefile', 'ci', 'publish', 'release', 'image'] as const),
  ]),
  one('cli', 'meson-python', '3.11', { name: 'fast-app', module: 'counting' }, ['publish', 'image']),
  one('library', 'flit', '3.12', { license: 'GPL-3.0-or-later', email: 'ann@example.org' }, [
    ...(['locks', 'ci', 'publish', 'rehearsal', 'refusals'] as const),
  ]),
  one('web', 'setuptools', '3.11', { ...NASTY, repository: GITHUB, publish: 'pypi' }, ['locks', 'image']),
  one('cli', 'hatchling', '3.12', { author: 'Ann Example', 'version-from': 'vcs' }, [
    ...(['publish', 'release', 'image'] as const),
  ]),
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
  one('library', 'meson-python', '3.13', { ...NASTY, name: LONGEST, license: 'none', repository: GITLAB }),
  one('web', 'meson-python', '3.12', { ...NASTY, name: 'q7', license: 'ISC', publish: 'pypi' }),
  by('uv', 'library', 'uv-build', '3.11', { docker: true, repository: GITHUB, export: 'both' }, ['release']),
  by('uv', 'web', 'setuptools', '3.12', NASTY),
  // Poetry in an image reads the JSON API of pypi.org, which the index of this suite need not have.
  by('poetry', 'web', 'poetry-core', '3.11', { export: 'both' }),
  by('pdm', 'library', 'pdm-backend', '3.12', { export: 'both' }),
  by('hatch', 'cli', 'hatchling', '3.11', { export: 'both' }, ['image']),
  by('pipenv', 'web', 'setuptools', '3.12', { export: 'requirements' }, ['image']),
  one('library', 'setuptools', '3.11', { name: 'other-name', module: 'q7', 'version-from': 'vcs' }),
  one('cli', 'scikit-build-core', '3.12', { publish: 'pypi', 'version-from': 'vcs' }, [
    ...(['publish', 'rehearsal'] as const),
  ]),
  one('web', 'pdm-backend', '3.13', { name: LONGEST, publish: 'pypi', 'version-from': 'vcs' }),
];

/**
 * The cases in depth of `--all` alone: a kind and a backend that other cases have too. A run of all takes twice as long, so
 * a person starts it before a release (docs/testing.md).
 */
const ONLY_WITH_ALL = new Set([
  ...['cli-setuptools', 'library-setuptools', 'cli-flit', 'web-flit', 'web-hatchling'],
  ...['library-maturin', 'web-maturin', 'library-uv-build', 'cli-uv-build', 'web-uv-build'],
  ...['library-poetry-core', 'cli-poetry-core', 'web-poetry-core'],
  ...['library-pdm-backend', 'cli-pdm-backend', 'web-pdm-backend', 'web-pdm-backend-vcs'],
  ...['cli-scikit-build-core', 'web-scikit-build-core', 'library-meson-python', 'web-meson-python'],
  'uv-web-setuptools',
]);

const usual = IN_DEPTH.filter(({ name }) => !ONLY_WITH_ALL.has(name));

const rowOf = ({ backend, manager, kind, answers }: Case): Row => ({
  ...{ backend, manager, kind },
  'version-from': answers['version-from'] === 'vcs' ? 'vcs' : 'static',
  docker: answers.docker === undefined ? kind !== 'library' : answers.docker === true,
});

/** A case of the covering set. The other options take turns. */
function covering(row: Row, turn: number): Case {
  const { backend, manager, kind, docker } = row;
  const words = [manager, kind, backend, row['version-from'], docker ? 'docker' : 'bare'];
  return {
    name: words.join('-'),
    ...{ backend, manager, kind, topics: [], covering: true },
    python: (['3.11', '3.12', '3.13'] as const)[turn % 3] ?? '3.11',
    answers: {
      name: `my-${kind}`,
      license: LICENSES[turn % LICENSES.length] ?? '',
      'version-from': row['version-from'],
      docker,
      ...(turn % 2 === 0 ? NASTY : {}),
    },
  };
}

/** The rest of the covering set: what no case in depth has. */
const COVERING: readonly Case[] = coveringRows(usual.map(rowOf)).map(covering);

export const CASES: readonly Case[] = [...IN_DEPTH, ...COVERING];

/** The cases of a usual run: in them every pair of choices occurs that a project can have. */
export const USUAL: readonly Case[] = [...usual, ...COVERING];

/** The cases of a usual run as rows of the covering set. */
export const ROWS: readonly Row[] = USUAL.map(rowOf);

/** The backends whose projects have a compiled module. */
export const COMPILED: readonly Backend[] = ['maturin', 'scikit-build-core', 'meson-python'];

/**
 * Projects for the static checks only. For each kind and backend, every combination of any three of docker, ci, publish
 * and repository occurs; the fourth follows from the other three. License and Python rotate. Then each kind with each
 * backend that can take its version from git.
 */
export function combinations(): { name: string; answers: Answers }[] {
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
              publish === 'none' && turn % 3 === 0 ? 'none' : (LICENSES[(turn + (turn >> 3)) % 8] ?? '');
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
