/** Everything that a template may use: the answers, the parts' facts, and values derived from both. */
import { type Context, toml } from '../../src/model/author.js';
import { exportHeader, exportsOf } from './exports.js';
import { managers } from './managers/index.js';
import type { ProjectAnswers } from './options.js';
import { type Facts, shippedRequirements } from './parts.js';
import { actions, crates, hooks, managers as pins } from './python/pins.js';
import { requirementName } from './python/requirement.js';
import { imagePython, pythonsFrom } from './python/versions.js';

export interface Url {
  readonly label: string;
  readonly url: string;
}

/** Files of the target directory that are kept, as the metadata must name them. */
export type KeptFiles = {
  readonly readme: string;
  readonly licenseFiles: readonly string[];
};

/** The default file names, for a project without kept files. */
export const ownFiles = (license: string): KeptFiles => ({
  readme: 'README.md',
  licenseFiles: license === 'LGPL-3.0-or-later' ? ['LICENSE', 'COPYING'] : ['LICENSE'],
});

const byName = (a: string, b: string): number => (nameIn(a) < nameIn(b) ? -1 : 1);

/** The package name at the start of a requirement, in lower case. */
const nameIn = (requirement: string): string => requirement.toLowerCase().replace(/[^\w.-].*/s, '');

/** A user's requirement replaces the kind's own requirement of the same name. */
function dependencies(own: readonly string[], given: readonly string[]): string[] {
  if (given.length === 0) return [...own].sort(byName);
  const names = new Set(given.map((text) => requirementName(text)));
  return [...own.filter((text) => !names.has(requirementName(text))), ...given].sort(byName);
}

function links(repository: string, github: string): Url[] {
  if (repository === '') return [];
  const own =
    github === ''
      ? []
      : [
          { label: 'Issues', url: `${repository}/issues` },
          { label: 'Changelog', url: `${repository}/blob/HEAD/CHANGELOG.md` },
        ];
  return [{ label: 'Repository', url: repository }, ...own];
}

const README_TYPES: Readonly<Record<string, string>> = { md: 'text/markdown', rst: 'text/x-rst' };

/**
 * The `readme` of pyproject.toml. Without an extension the name does not imply a content type. For Markdown, maturin
 * would add a `variant` parameter, which pyroma does not support.
 * @see PEP 621, "readme"
 */
const readmeEntry = (readme: string, rust: boolean): string => {
  if (readme.includes('.') && !rust) return toml(readme);
  const type = README_TYPES[readme.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'text/plain';
  return `{ file = ${toml(readme)}, content-type = ${toml(type)} }`;
};

/** The example files of a project of this kind, which the user is to replace. */
function exampleFiles({ kind, module }: ProjectAnswers, sources: readonly string[]): string[] {
  const own = { cli: 'cli.py', library: undefined, web: 'app.py' }[kind];
  const test = { cli: 'test_cli.py', library: 'test_api.py', web: 'test_app.py' }[kind];
  return [
    `src/${module}/counts.py`,
    ...(own ? [`src/${module}/${own}`] : []),
    ...(sources.length > 0 ? [`src/${module}/_core.pyi`, ...sources] : []),
    'tests/test_counts.py',
    `tests/${test}`,
  ];
}

/** A time of the week in cron's words, another one for each name: many projects at once would wait for each other. */
function weekly(name: string): string {
  const sum = [...name].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 8640, 7);
  return `${1 + (sum % 59)} ${Math.floor(sum / 60) % 24} * * ${1 + (Math.floor(sum / 1440) % 5)}`;
}

/** Patterns of the files that are compiled, by their language. */
const COMPILED_FILES: Readonly<Record<string, readonly string[]>> = {
  Rust: ['rust/Cargo.lock', 'rust/Cargo.toml', 'rust/src/**/*.rs'],
  'C++': ['src/**/*.cpp', 'src/**/*.h', 'src/**/*.hpp'],
};

const missing = (from: readonly string[], all: readonly string[]): string[] =>
  all.filter((text) => !from.includes(text));

export type ProjectContext = ReturnType<typeof projectContext>;

/** Combines answers and merged facts into the names that templates may use. */
export function projectContext(answers: ProjectAnswers, facts: Facts & KeptFiles) {
  const { name, python, repository, author, email, license } = answers;
  const github = /^https:\/\/github\.com\/([^/]+\/[^/]+)$/.exec(repository)?.[1] ?? '';
  const manager = managers[answers.manager];
  const { commands } = manager;
  // The cmake of PyPI is found as a module, too, that of conda-forge only as a program.
  const program = commands.ownPython && facts.buildTools.includes('cmake') ? 'cmake' : facts.program;
  // pip looks for some backends as programs on PATH; `uv run` and its like put them there.
  const onPath = program && !commands.portable ? 'PATH="$PWD/.venv/bin:$PATH" ' : '';
  const pythons = pythonsFrom(python);
  const shipped = shippedRequirements(answers);
  const marked = facts.buildTools.some((text) => text.includes(';'));
  return {
    ...answers,
    ...facts,
    program,
    examples: exampleFiles(answers, facts.sources),
    command: facts.script ? name : '',
    /** Patterns of the files after whose change the project has to be installed again. */
    compiledFrom: facts.compilesOnImport
      ? []
      : [...facts.buildFiles, ...(COMPILED_FILES[facts.language] ?? [])],
    dependencies: dependencies(facts.dependencies, answers.dependency),
    /** The requirements that the shipped locks hold: those of this generator's own parts. */
    shipped,
    /** Those that they do not hold: a user's, and a team pack's. */
    unlocked: commands.compiled
      ? [
          ...missing(shipped.dependencies, [...facts.dependencies, ...answers.dependency]),
          ...missing(shipped.build, facts.buildTools),
          ...missing(shipped.dev, [...facts.testTools, ...facts.devTools]),
        ]
      : [],
    /**
     * The lines of workflow steps that provide a Python and the manager: for most jobs, a matrix, the lowest Python, and a
     * release.
     */
    setup: {
      project: manager.setup({ cached: true }),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's
      matrix: manager.setup({ version: '${{ matrix.python }}', prereleases: true, cached: true, marked }),
      lowest: manager.setup({ version: JSON.stringify(python), cached: true }),
      release: manager.setup({}),
    },
    hasCi: answers.ci !== 'none',
    /** Whether CI tests with the lowest versions of the dependencies. */
    hasLowest: !facts.script && commands.workflow.lowest.length > 0,
    installProject: commands.workflow.project.map((line) => onPath + line),
    /** Runs the build with the locked backend. Some backends are programs, which have to be on PATH. */
    build: `${onPath}${commands.module} build --no-isolation`,
    exports: exportsOf(answers),
    exportHeader,
    testTools: [...facts.testTools].sort(byName),
    devTools: [...facts.devTools].sort(byName),
    pythons,
    newest: pythons.at(-1) ?? python,
    imagePython: imagePython(python),
    abi: `abi3-py${python.replace('.', '')}`,
    /** The lowest Python as in the names of wheels: `cp311`. */
    cpython: `cp${python.replace('.', '')}`,
    // Only in two places can the longest names exceed ruff format's line length.
    longName: name.length > 59,
    longModule: answers.module.length > 63,
    classifiers: [
      'Development Status :: 3 - Alpha',
      'Programming Language :: Python :: 3',
      'Programming Language :: Python :: 3 :: Only',
      ...pythons.map((version) => `Programming Language :: Python :: ${version}`),
      'Typing :: Typed',
      ...facts.classifiers,
    ].sort(),
    keywords: answers.keyword,
    proprietary: license === 'none',
    licenseExpression: license === 'none' ? 'LicenseRef-Proprietary' : license,
    holder: author || `${name} contributors`,
    authors: author || email ? [{ name: author, email }] : [],
    github,
    readmeEntry: readmeEntry(facts.readme, facts.rust),
    urls: links(repository, github),
    schedule: weekly(name),
    actions,
    managers: pins,
    hooks,
    crates,
  } satisfies Context;
}
