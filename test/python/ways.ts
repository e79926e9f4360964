/** How people change a project, and what has to hold after an update to the next version of their standard. */
import { parse } from 'smol-toml';
import { assert } from './check.js';

/** The files of a pack: path -> text. */
export type PackFiles = Readonly<Record<string, string>>;

const GUIDE = `# Guide

## Setup

Run make install.

## Help

Ask in the channel.
`;

const NIGHTLY = `name: Nightly

on:
  schedule:
    - cron: "17 3 * * *"

permissions: {}

jobs:
  hello:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - run: echo hello
`;

const TEAM = `"""What every team has."""


def channel() -> str:
    """Return where to ask."""
    return "#python"
`;

const TEST_TEAM = `from {{module}}.team import channel


def test_channel() -> None:
    assert channel() == "#python"
`;

/** The first version of the standard. */
export const FIRST: PackFiles = {
  'pack.toml': `name = "acme"
version = "1.0.0"
description = "The standard of a team"

[[parts]]
name = "standard"
facts = { dependencies = ["platformdirs>=4"] }

[toml."pyproject.toml"]
tool.ruff.line-length = 100
`,
  'templates/standard/Makefile': '\n.PHONY: hello\nhello: ## Say hello\n\t@echo hello\n',
  'templates/standard/docs/guide.md': GUIDE,
  'templates/standard/docs/old.md': '# Old\n',
  'templates/standard/.github/workflows/nightly.yml': NIGHTLY,
  'templates/standard/src/{{module}}/team.py.hbs': TEAM,
  'templates/standard/tests/test_team.py.hbs': TEST_TEAM,
};

/** The second version: every file is another one, and `docs/old.md` is no longer there. */
export const SECOND: PackFiles = {
  'pack.toml': (FIRST['pack.toml'] ?? '')
    .replace('"1.0.0"', '"2.0.0"')
    .replace('platformdirs>=4', 'platformdirs>=4.1')
    .replace('line-length = 100', 'line-length = 110'),
  'templates/standard/Makefile': '\n.PHONY: hello\nhello: ## Say hello\n\t@echo hello, world\n',
  'templates/standard/docs/guide.md': GUIDE.replace('the channel', 'the forum'),
  'templates/standard/.github/workflows/nightly.yml': NIGHTLY.replace('17 3', '41 4'),
  'templates/standard/src/{{module}}/team.py.hbs': `${TEAM.replace('#python', '#snakes')}

def forum() -> str:
    """Return where to read."""
    return f"forum/{channel()}"
`,
  'templates/standard/tests/test_team.py.hbs': `from {{module}}.team import channel, forum


def test_channel() -> None:
    assert channel() == "#snakes"


def test_forum() -> None:
    assert forum() == "forum/#snakes"
`,
};

/** A project in its repository. */
export interface Edited {
  read(file: string): string;
  has(file: string): boolean;
  write(file: string, text: string): void;
  /** Replaces a text that has to be there. */
  swap(file: string, from: string, to: string): void;
  remove(file: string): void;
  move(from: string, to: string): void;
  /** The files that git tracks, without deleted ones. */
  files(): Promise<readonly string[]>;
  /** Commits everything, and writes every file again as git's attributes say. */
  checkout(): Promise<void>;
  /** Runs make. @returns its output */
  make(target: string): Promise<string>;
  /** Lints the workflows. */
  lintWorkflows(): Promise<void>;
}

export interface Way {
  readonly name: string;
  edit(project: Edited): void | Promise<void>;
  /** Answers that change with the update. */
  readonly set?: readonly string[];
  /** The exit code of the update; 0 if nothing is said. */
  readonly exit?: 3;
  expect(project: Edited): void | Promise<void>;
  /** What a person does about a conflict. */
  settle?(project: Edited): void;
}

/** Code of the user, with its test. */
function writeCode({ write }: Edited, name: string, code: string, test: string): void {
  write(`src/my_app/${name}.py`, `"""Our own code."""\n\n${code}`);
  write(`tests/test_${name}.py`, test);
}

const dependencies = (project: Edited): readonly string[] =>
  (parse(project.read('pyproject.toml')) as { project: { dependencies: string[] } }).project.dependencies;

const lineLength = (project: Edited): number =>
  (parse(project.read('pyproject.toml')) as { tool: { ruff: { 'line-length': number } } }).tool.ruff[
    'line-length'
  ];

function includes(project: Edited, file: string, ...texts: readonly string[]): void {
  for (const text of texts) assert(project.read(file).includes(text), `${file} has no ${text}`);
}

/** What an update brings whatever the user did. */
export function expectAlways(project: Edited): void {
  includes(project, '.create-pyproject.toml', 'version = "2.0.0"');
  includes(project, 'Makefile', '@echo hello, world');
  assert(lineLength(project) === 110, 'pyproject.toml has the old length of lines');
}

export const WAYS: readonly Way[] = [
  {
    name: 'a dependency added, with code that needs it',
    edit: (project) => {
      project.swap('pyproject.toml', '"platformdirs>=4",', '"platformdirs>=4",\n    "packaging>=24",');
      const code =
        'from packaging.version import Version\n\n\ndef newest(*versions: str) -> str:\n    """Return the newest."""\n    return str(max(map(Version, versions)))\n';
      const test =
        'from my_app.versions import newest\n\n\ndef test_newest() -> None:\n    assert newest("9", "10") == "10"\n';
      writeCode(project, 'versions', code, test);
    },
    expect: (project) => {
      const found = dependencies(project).join(', ');
      assert(found === 'platformdirs>=4.1, packaging>=24', found);
    },
  },
  {
    name: 'workflows changed, and the image taken away',
    edit: (project) => {
      project.swap(
        '.github/workflows/ci.yml',
        '      - name: Lint\n',
        '      - name: Our own step\n        run: make hello\n      - name: Lint\n',
      );
      project.swap('.github/workflows/nightly.yml', 'timeout-minutes: 10', 'timeout-minutes: 5');
    },
    set: ['docker=false'],
    expect: async (project) => {
      includes(project, '.github/workflows/nightly.yml', '41 4', 'timeout-minutes: 5');
      includes(project, '.github/workflows/ci.yml', 'name: Our own step', 'needs: [lint, test, build]');
      const ci = project.read('.github/workflows/ci.yml');
      assert(!ci.includes('docker') && !project.has('Dockerfile'), 'the image is still there');
      await project.lintWorkflows();
    },
  },
  {
    name: 'files deleted',
    edit: ({ remove }) => {
      for (const file of ['docs/guide.md', '.github/workflows/nightly.yml', 'SECURITY.md']) remove(file);
    },
    expect: ({ has }) => {
      for (const file of ['docs/guide.md', '.github/workflows/nightly.yml', 'SECURITY.md'])
        assert(!has(file), `${file} is back`);
    },
  },
  {
    name: 'the module renamed by hand',
    edit: async (project) => {
      const files = await project.files();
      project.move('src/my_app', 'src/other');
      for (const file of files.filter((one) => /^(src|tests)\/.*\.py$|^pyproject\.toml$/.test(one))) {
        const now = file.replace('src/my_app/', 'src/other/');
        project.write(now, project.read(now).replaceAll('my_app', 'other'));
      }
    },
    expect: (project) => {
      includes(project, 'src/other/team.py', '#snakes');
      includes(project, 'tests/test_team.py', 'from other.team import');
      assert(!project.has('src/my_app'), 'the old folder is back');
    },
  },
  {
    name: 'pyproject.toml formatted anew',
    edit: (project) => {
      const text = project.read('pyproject.toml').replace(/^ {4}/gm, '  ');
      project.write('pyproject.toml', `# Ours.\n${text.replace(/^([\w-]+) = /gm, '$1     = ')}`);
    },
    expect: (project) => {
      includes(project, 'pyproject.toml', '# Ours.\n', 'line-length     = 110', '\n  "platformdirs>=4.1",');
      assert(!/^ {4}/m.test(project.read('pyproject.toml')), 'the format is not the one of the user');
    },
  },
  {
    name: 'a checkout with CRLF',
    edit: async (project) => {
      // make reads no such file.
      project.swap('.gitattributes', '* text=auto eol=lf', '* text=auto eol=crlf\nMakefile eol=lf');
      await project.checkout();
      project.write('docs/guide.md', `Ours.\r\n\r\n${project.read('docs/guide.md')}`);
    },
    expect: async (project) => {
      includes(project, 'docs/guide.md', 'Ours.\r\n', 'the forum.\r\n');
      for (const file of await project.files())
        if (file !== 'Makefile') assert(!/(?<!\r)\n/.test(project.read(file)), `${file} has other line ends`);
    },
  },
  {
    name: 'a file moved',
    edit: ({ move }) => move('docs/guide.md', 'GUIDE.md'),
    expect: (project) => {
      includes(project, 'GUIDE.md', 'the forum');
      assert(!project.has('docs/guide.md'), 'it is back at its old place');
    },
  },
  {
    name: 'the Makefile changed',
    edit: (project) => {
      project.swap(
        'Makefile',
        '.PHONY: help\n',
        '.PHONY: greet\ngreet: hello\n\t@echo and you\n\n.PHONY: help\n',
      );
      project.swap('Makefile', '-m pytest --cov', '-m pytest --cov --quiet');
    },
    expect: async (project) => {
      includes(project, 'Makefile', '-m pytest --cov --quiet');
      const said = await project.make('greet');
      assert(said === 'hello, world\nand you\n', said);
    },
  },
  {
    name: 'code and tests of their own, and another name of the module',
    edit: (project) => {
      const code =
        'from my_app.team import channel\n\n\ndef greeting() -> str:\n    """Return a greeting."""\n    return f"Hello, {channel()}"\n';
      const test =
        'import my_app.greet\n\n\ndef test_greeting() -> None:\n    assert my_app.greet.greeting() == "Hello, #snakes"\n';
      writeCode(project, 'greet', code, test);
    },
    set: ['module=other'],
    expect: (project) => {
      includes(project, 'src/other/greet.py', 'from other.team import channel');
      includes(project, 'src/other/team.py', '#snakes');
      includes(project, 'tests/test_greet.py', 'import other.greet', 'other.greet.greeting()');
      assert(!project.has('src/my_app'), 'the old folder is there');
    },
  },
  {
    name: 'a file edited that the standard drops',
    edit: ({ write }) => write('docs/old.md', '# Old\n\nOurs.\n'),
    expect: (project) => includes(project, 'docs/old.md', 'Ours.'),
  },
  {
    name: 'the same line changed, and the conflict settled',
    edit: ({ swap }) => swap('src/my_app/team.py', '"#python"', '"#ours"'),
    exit: 3,
    expect: (project) => {
      includes(project, 'src/my_app/team.py', '<<<<<<< yours\n', '"#ours"', '"#snakes"', 'def forum()');
    },
    settle: (project) => {
      const text = project.read('src/my_app/team.py');
      project.write('src/my_app/team.py', text.replace(/<{7}.*\n.*={7}\n(.*)>{7}[^\n]*\n/s, '$1'));
    },
  },
];
