/** The stories: what people change, what the standard changes, and what has to hold after an update. */
import { parse } from 'smol-toml';
import { DEPLOY, GUIDE, MANIFEST, type PackFiles, TEAM } from './standard.js';

/** A project in its repository. */
export interface Project {
  read(file: string): string;
  has(file: string): boolean;
  /** Writes text, and keeps the mode of a file that is there. */
  write(file: string, text: string): void;
  /** Replaces a text that has to be there. */
  swap(file: string, from: string, to: string): void;
  remove(file: string): void;
  move(from: string, to: string): void;
  isExecutable(file: string): boolean;
  git(...args: readonly string[]): string;
  commit(): void;
  /** The text of all files together. */
  everything(): string;
  /** All files. */
  files(): readonly string[];
}

/** What has to hold, and what to say if it does not. */
export type Claim = readonly [holds: boolean, otherwise: string];

export interface Story {
  readonly name: string;
  /** Changes of the project. */
  edit?(project: Project): void;
  /** Whether they are committed; true if nothing is said. */
  readonly committed?: boolean;
  /** Files that the first version has besides those of every story. */
  readonly first?: PackFiles;
  /** The files of the standard that its second version changes. */
  readonly newer: PackFiles;
  /** Kill the update at many points, each time in a copy of the project, and run it again: it has to be whole then. */
  readonly killed?: boolean;
  /** Whether the update changes the answer `docker`, too. */
  readonly docker?: boolean;
  /** What people do after the update, before a second one with nothing new. */
  between?(project: Project): void;
  /** @param code the exit code of the last update */
  expect(project: Project, code: number): readonly Claim[];
}

const guide = (from: string, to: string): PackFiles => ({
  'templates/standard/docs/guide.md': GUIDE.replace(from, to),
});
const HELP = guide('the channel', 'the forum');
const GUIDE_FILE = 'docs/guide.md';

/** Whether a text has the markers of a conflict. */
export const hasMarkers = (text: string): boolean => /^<{7} |^>{7} /m.test(text);
const clean = (code: number): Claim => [code === 0, 'an error without a conflict'];
const told = (code: number): Claim => [code !== 0, 'a conflict is success'];
const noMarkers = (project: Project): Claim => [!hasMarkers(project.everything()), 'markers without a need'];
const noRejects = (project: Project): Claim => [
  !project.files().some((file) => file.endsWith('.rej')),
  'a .rej without a need',
];

/** So many files that an update writes for a while. */
const many = (text: string): PackFiles =>
  Object.fromEntries(
    Array.from({ length: 60 }, (_, i) => [
      `templates/standard/docs/page-${i}.md`,
      `# Page ${i}\n\n${`${text}\n`.repeat(2000)}`,
    ]),
  );

const LOCK = 'requirements-dev.txt';

export const STORIES: readonly Story[] = [
  {
    name: 'an untouched file is renewed',
    edit: (project) => project.swap('README.md', '# my-app', '# Mine'),
    newer: HELP,
    expect: (project, code) => [
      clean(code),
      [project.read(GUIDE_FILE).includes('the forum'), "standard's change is missing"],
      [project.read('README.md').includes('# Mine'), "user's change lost"],
    ],
  },
  {
    name: 'both changed a file, in different places',
    edit: (project) => project.swap(GUIDE_FILE, 'Run make install.', 'Run make install, twice.'),
    newer: HELP,
    expect: (project, code) => [
      clean(code),
      [project.read(GUIDE_FILE).includes('the forum'), "standard's change is missing"],
      [project.read(GUIDE_FILE).includes('twice'), "user's change lost"],
    ],
  },
  {
    name: 'both changed the same line',
    edit: (project) => project.swap(GUIDE_FILE, 'Run make test.', 'Run make test alone.'),
    newer: guide('Run make test.', 'Run make check test.'),
    expect: (project, code) => [
      told(code),
      [project.everything().includes('Run make test alone.'), "user's line lost"],
      [project.everything().includes('Run make check test.'), "standard's line lost"],
    ],
  },
  {
    name: 'a dependency added by the user, one raised by the standard',
    edit: (project) =>
      project.swap('pyproject.toml', '"platformdirs>=4",\n', '"platformdirs>=4",\n    "rich>=13",\n'),
    newer: { 'pack.toml': MANIFEST.replace('platformdirs>=4', 'platformdirs>=4.3') },
    expect: (project, code) => {
      const wanted = ['httpx>=0.27', 'platformdirs>=4.3', 'rich>=13'];
      return [clean(code), [dependencies(project).join() === wanted.join(), 'not merged']];
    },
  },
  {
    name: 'pyproject.toml formatted anew, a key changed by the standard',
    edit: (project) =>
      project.write(
        'pyproject.toml',
        project
          .read('pyproject.toml')
          .replace(/^ {4}/gm, '  ')
          .replace(/^([\w-]+) = /gm, '$1     = '),
      ),
    newer: { 'pack.toml': MANIFEST.replace('line-length = 100', 'line-length = 120') },
    expect: (project, code) => [
      clean(code),
      [lineLength(project) === 120, "standard's change is missing"],
      [/^ {2}"Typing :: Typed"/m.test(project.read('pyproject.toml')), "user's format lost"],
    ],
  },
  {
    name: 'a file that the user deleted, changed by the standard',
    edit: (project) => project.remove(GUIDE_FILE),
    newer: HELP,
    expect: (project, code) => [clean(code), [!project.has(GUIDE_FILE), 'it is back'], noRejects(project)],
  },
  {
    name: 'a file that the standard drops, edited by the user',
    edit: (project) => project.swap(GUIDE_FILE, 'Run make install.', 'Run make install, twice.'),
    newer: { 'templates/standard/docs/guide.md': undefined },
    expect: (project) => [[project.everything().includes('twice'), "user's change lost"]],
  },
  {
    name: 'the module renamed by hand',
    edit: (project) => {
      project.move('src/my_app', 'src/other');
      for (const file of project.files().filter((name) => /\.(py|toml)$/.test(name)))
        if (!/^\.c/.test(file)) project.write(file, project.read(file).replaceAll('my_app', 'other'));
    },
    newer: { 'templates/standard/src/{{module}}/team.py.hbs': TEAM.replace('#python', '#snakes') },
    expect: (project, code) => [
      clean(code),
      [project.read('src/other/team.py').includes('#snakes'), "standard's change is missing"],
      [!project.has('src/my_app'), 'the old folder is back'],
    ],
  },
  {
    name: 'a checkout with CRLF',
    edit: (project) => {
      project.write('.gitattributes', '* text=auto\n');
      project.git('config', 'core.autocrlf', 'true');
      project.commit();
      for (const file of project.files().filter((name) => !name.startsWith('.'))) project.remove(file);
      project.git('checkout', '--', '.');
      project.swap(GUIDE_FILE, 'Run make install.', 'Run make install, twice.');
    },
    newer: HELP,
    expect: (project, code) => [
      clean(code),
      [project.read(GUIDE_FILE).includes('the forum'), "standard's change is missing"],
      [project.read(GUIDE_FILE).includes('twice'), "user's change lost"],
      [!/(?<!\r)\n/.test(project.read(GUIDE_FILE)), 'other line ends'],
      noMarkers(project),
    ],
  },
  {
    name: 'a file moved by hand',
    edit: (project) => project.move(GUIDE_FILE, 'GUIDE.md'),
    newer: HELP,
    expect: (project, code) => [
      clean(code),
      [project.read('GUIDE.md').includes('the forum'), "standard's change is missing"],
      [!project.has(GUIDE_FILE), 'it is back at its old place'],
    ],
  },
  {
    name: 'an answer changed: Docker, please',
    edit: (project) => project.write('Makefile', `# ours\n${project.read('Makefile')}`),
    newer: HELP,
    docker: true,
    expect: (project, code) => [
      clean(code),
      [project.has('Dockerfile') && project.has('.dockerignore'), 'files are missing'],
      [/^docker:/m.test(project.read('Makefile')), "standard's change is missing"],
      [project.read('Makefile').startsWith('# ours\n'), "user's change lost"],
    ],
  },
  {
    name: 'a second update, after a conflict was settled',
    edit: (project) => project.swap(GUIDE_FILE, 'Run make test.', 'Run make test alone.'),
    newer: guide('Run make test.', 'Run make check test.'),
    between: (project) => {
      const both = GUIDE.replace('Run make test.', 'Run make check, and make test alone.');
      project.write(GUIDE_FILE, both);
      for (const file of project.files().filter((name) => name.endsWith('.rej'))) project.remove(file);
      project.commit();
    },
    expect: (project, code) => [
      clean(code),
      [project.git('status', '--porcelain') === '', 'it changes something'],
      [project.read(GUIDE_FILE).includes('and make test alone'), "user's change lost"],
    ],
  },
  {
    name: 'changes that are not committed',
    edit: (project) => project.swap(GUIDE_FILE, 'Run make test.', 'Run make test alone.'),
    committed: false,
    newer: guide('Run make test.', 'Run make check test.'),
    expect: (project, code) => [
      [code !== 0, 'not refused'],
      [project.read(GUIDE_FILE).includes('Run make test alone.'), "user's change lost"],
      [!hasMarkers(project.read(GUIDE_FILE)), 'written all the same'],
    ],
  },
  {
    name: 'a file of bytes changed by the standard',
    newer: { 'templates/standard/docs/picture.bin': '\u0000\u0001picture two\u0000' },
    expect: (project, code) => [
      clean(code),
      [project.read('docs/picture.bin').includes('two'), "standard's change is missing"],
    ],
  },
  {
    name: 'a script edited by both keeps its mode',
    edit: (project) => project.swap('scripts/deploy.sh', 'set -eu\n', 'set -eux\n'),
    newer: { 'templates/standard/scripts/deploy.sh': `${DEPLOY}\n# The last line.\n\n# Really.\n` },
    expect: (project, code) => [
      clean(code),
      [project.isExecutable('scripts/deploy.sh'), 'not executable'],
      [project.read('scripts/deploy.sh').includes('-eux'), "user's change lost"],
    ],
  },
  {
    name: 'a new file of the standard, where the user has one',
    edit: (project) => project.write('docs/usage.md', '# Ours\n'),
    newer: { 'templates/standard/docs/usage.md': '# Theirs\n' },
    expect: (project, code) => [
      told(code),
      [project.everything().includes('# Ours'), "user's file lost"],
      [project.everything().includes('# Theirs'), "standard's file lost"],
    ],
  },
  {
    name: 'a file without a newline at its end',
    edit: (project) => project.write(GUIDE_FILE, `${project.read(GUIDE_FILE)}Or ask me.`),
    newer: guide('Run make install.', 'Run make install first.'),
    expect: (project, code) => [
      clean(code),
      [project.read(GUIDE_FILE).endsWith('Or ask me.'), "user's change lost"],
      [project.read(GUIDE_FILE).includes('install first'), "standard's change is missing"],
    ],
  },
  {
    name: 'a lock that the user made again, and a dependency of the standard',
    edit: (project) =>
      project.write(
        LOCK,
        project.read(LOCK).replace(/^(\w[\w.-]*==)[\d.]+/m, (_, pin: string) => `${pin}99.1`),
      ),
    newer: { 'pack.toml': MANIFEST.replace('"platformdirs>=4"', '"platformdirs>=4", "rich>=13"') },
    expect: (project, code) => [
      clean(code),
      [dependencies(project).includes('rich>=13'), "standard's change is missing"],
      [project.read(LOCK).includes('==99.1'), "user's lock lost"],
      noMarkers(project),
    ],
  },
  {
    name: 'an update killed at twelve points, and run again',
    first: many('One.'),
    newer: many('Two.'),
    killed: true,
    expect: (_, code) => [clean(code)],
  },
];

/** The dependencies; none if the file is no TOML. */
function dependencies(project: Project): readonly string[] {
  return (toml(project) as { project?: { dependencies?: string[] } }).project?.dependencies ?? [];
}

const lineLength = (project: Project): number | undefined =>
  (toml(project) as { tool?: { ruff?: { 'line-length'?: number } } }).tool?.ruff?.['line-length'];

function toml(project: Project): object {
  try {
    return parse(project.read('pyproject.toml'));
  } catch {
    return {};
  }
}
