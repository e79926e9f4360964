/** The generator of Python projects, as a pack. */
import type { Pack, Platform, Present, Template } from '../../src/model/author.js';
import { type KeptFiles, type ProjectContext, projectContext } from './context.js';
import { following } from './following.js';
import { type LockStore, lockCommands, locks } from './locks.js';
import { environment, hasMake } from './managers/environment.js';
import { description, OWN_BACKEND, options, type ProjectAnswers } from './options.js';
import { type Facts, noFacts, parts } from './parts.js';
import { condaSpec } from './python/conda.js';
import { directRequirement } from './python/direct.js';
import { recognize } from './python/licenses.js';
import { pythonString } from './python/literal.js';
import { lockedOn } from './python/pins.js';
import { pipfileLine } from './python/pipfile.js';
import { rules } from './rules.js';
import { byHand, setUp } from './setup.js';
import { isLicenseFile, mayStandIn, standIns } from './stand-ins.js';

const lock = (lowest: string, platform: Platform): string[] =>
  hasMake(platform)
    ? ['make lock sync']
    : lockCommands(lowest).map((words) => ['python -m uv', ...words.map(platform.word)].join(' '));

/** The URL of a new web service with default settings. */
const HEALTH = 'http://127.0.0.1:8000/health';

/** The next commands for the user. */
function next(
  context: ProjectContext,
  { shown, installed, platform }: { shown: string; installed: boolean; platform: Platform },
): string[] {
  const { portable, start, ownPython } = context.commands;
  const { program, python } = environment(platform, ownPython);
  const inEnvironment = portable ? (name: string): string => start + name : program;
  const run = {
    cli: [`${inEnvironment(context.name)} ${platform.word(context.readme)}`],
    library: [],
    web: [inEnvironment(context.name)],
  }[context.kind];
  return [
    ...(shown === '.' ? [] : [`cd ${platform.word(shown)}`]),
    ...(installed ? [] : hasMake(platform) ? ['make install'] : byHand(context, platform)),
    ...(installed || context.unlocked.length === 0 ? [] : lock(context.python, platform)),
    hasMake(platform) ? 'make check test' : `${portable ? context.commands.python : python} -m pytest`,
    ...run,
  ];
}

const hints = ({ service, examples }: ProjectContext): string[] => [
  ...(service ? [`It serves ${HEALTH}.`] : []),
  `Example code, to replace with your own: ${examples.join(', ')}`,
];

function notes(context: ProjectContext, kept: Present): string[] {
  const { manager, backend, commands } = context;
  const own =
    OWN_BACKEND[manager] === backend ? [`the build backend is ${backend}, ${commands.name}'s own`] : [];
  const files = [...kept].flatMap(([name, text]) => {
    const line = `${name} is kept; pyproject.toml refers to it`;
    if (!isLicenseFile(name)) return [line];
    const found = recognize(text);
    // The LGPL has two texts, of which one is the GPL's.
    if (found === context.license || (context.license.startsWith('LGPL') && found === 'GPL-3.0-or-later'))
      return [line];
    return [
      `${line}, but it is ${found ?? 'a text'} and not ${context.license} as chosen: change one of them`,
    ];
  });
  return [...own, ...files];
}

function pending({ unlocked, commands, exports, vcs }: ProjectContext): string[] {
  const { compiled, locks } = commands;
  const lock = (vcs && commands.lockOfVcs) || commands.lock;
  const exported = exports.map(({ file }) => file);
  const missing = compiled ? exported : [...locks, ...exported];
  const run = exported.length > 0 ? 'make install' : lock;
  return [
    ...(compiled ? unlocked : []).map(
      (text) => `${text} is not in the locks yet: lock it, and commit the locks`,
    ),
    ...missing.map((file) => `run ${run}, which writes ${file}, and commit that`),
  ];
}

/** Lists of facts that hold requirements; the rest are texts. */
const acceptFact = (name: string, item: string): string =>
  ['dependencies', 'buildTools', 'testTools', 'devTools'].includes(name) ? directRequirement(item) : item;

type ProjectPack = Pack<ProjectAnswers, Facts & KeptFiles, ProjectContext>;

/** The data of the pack. They are read only to plan a project, not for help, a schema or a question. */
export interface ProjectData {
  /** The templates of templates/project. */
  readonly templates: readonly Template[];
  readonly locks: LockStore;
}

/** @param read is called at most once */
export function projectPack(read: () => ProjectData): ProjectPack {
  let found: ProjectData | undefined;
  const data = (): ProjectData => {
    found ??= read();
    return found;
  };
  return {
    name: 'project',
    description,
    recorded: true,
    pins: lockedOn,
    options,
    rules,
    parts,
    facts: noFacts,
    templates: () => data().templates,
    edits: [],
    layers: [],
    acceptFact,
    joined: [
      'pyproject.toml',
      'Makefile',
      'README.md',
      'CONTRIBUTING.md',
      'Dockerfile',
      '.gitattributes',
      '.gitignore',
      '.dockerignore',
      '.github/dependabot.yml',
    ],
    formats: { py: pythonString, pipfile: pipfileLine, conda: condaSpec },
    mayStandIn,
    standIns: (present, { license }) => standIns(present, license),
    context: projectContext,
    computed: (context) => (context.commands.compiled ? locks(context, data().locks) : []),
    merged: ['.gitignore'],
    notes,
    pending,
    next,
    hints,
    setUp,
    following,
    managed: [],
  };
}
