/** What is read from the files of a project: each reader, with texts as people write them. */
import * as assert from 'uvu/assert';
import type { Reading } from '../../src/adopt/claim.js';
import { findLayout } from '../../src/adopt/layout.js';
import { poetryRequirement } from '../../src/adopt/poetry.js';
import { PythonSource } from '../../src/adopt/python-literals.js';
import {
  readEnvironment,
  readLicenses,
  readPipfile,
  readReadme,
  readRemote,
  readTox,
} from '../../src/adopt/read-others.js';
import { readPyproject } from '../../src/adopt/read-pyproject.js';
import { readRequirements } from '../../src/adopt/read-requirements.js';
import { readSetupCfg } from '../../src/adopt/read-setup-cfg.js';
import { readSetupPy } from '../../src/adopt/read-setup-py.js';
import { licenseNamed } from '../../src/adopt/spdx.js';
import { understand } from '../../src/adopt/understand.js';
import { lowestPython } from '../../src/adopt/versions.js';
import { pack } from '../golden.js';
import { suite } from '../harness.js';

/** Answer -> value, of all claims. */
const said = ({ claims }: Reading): Record<string, unknown> =>
  Object.fromEntries(claims.toReversed().map(({ answer, value }) => [answer, value]));

const places = ({ claims }: Reading): Record<string, string> =>
  Object.fromEntries(claims.toReversed().map(({ answer, from }) => [answer, from]));

const test = suite('what the files of a project say');

test('pyproject.toml, PEP 621', () => {
  const read = readPyproject(`[build-system]
requires = ["hatchling", "hatch-vcs"]
build-backend = "hatchling.build"
[project]
name = "my-lib"
dynamic = ["version"]
description = """Does
  things"""
license = { text = "BSD 3-Clause" }
requires-python = ">=3.12,<4"
authors = [{ name = "Ann", email = "ann@example.org" }, { name = "Bob" }]
keywords = ["a", "b"]
dependencies = ["httpx>=0.28"]
[project.scripts]
my-lib = "my_lib:main"
[project.urls]
Documentation = "https://docs.example.org"
Source = "https://github.com/ann/my-lib.git"
[tool.hatch.envs.default]
python = "3.12"
`);
  assert.equal(said(read), {
    name: 'my-lib',
    description: 'Does things',
    author: 'Ann',
    email: 'ann@example.org',
    keyword: ['a', 'b'],
    dependency: ['httpx>=0.28'],
    script: ['my-lib'],
    repository: 'https://github.com/ann/my-lib',
    license: 'BSD-3-Clause',
    python: '3.12',
    backend: 'hatchling',
    manager: 'hatch',
    'version-from': 'vcs',
  });
  assert.is(places(read).license, 'pyproject.toml: project.license');
  assert.equal(read.remarks, []);
});

test("pyproject.toml, Poetry's tables", () => {
  const read = readPyproject(`[tool.poetry]
name = "my-app"
description = "x"
authors = ["Ann Example <ann@example.org>"]
license = "MIT"
packages = [{ include = "other", from = "src" }]
[tool.poetry.dependencies]
python = "^3.11"
requests = "^2.20"
click = { version = "~8.1", extras = ["x"], markers = "sys_platform == 'win32'" }
mine = { git = "https://example.org/mine.git" }
spare = { version = "1", optional = true }
[build-system]
build-backend = "poetry.core.masonry.api"
`);
  const { dependency, author, email, python, module, backend, manager } = said(read);
  assert.equal(dependency, ['requests>=2.20,<3', "click[x]>=8.1,<8.2; sys_platform == 'win32'"]);
  assert.equal([author, email, python, module], ['Ann Example', 'ann@example.org', '3.11', 'other']);
  assert.equal([backend, manager], ['poetry-core', 'poetry']);
  assert.is(read.remarks.length, 1);
  assert.match(read.remarks[0] ?? '', 'tool.poetry.dependencies.mine');
});

test("pyproject.toml, flit's old table and PDM's", () => {
  const flit = readPyproject(`[tool.flit.metadata]
module = "my_lib"
author = "Ann"
home-page = "https://github.com/ann/my-lib"
classifiers = ["License :: OSI Approved :: ISC License (ISCL)", "Programming Language :: Python :: 3.12"]
`);
  assert.equal(said(flit), {
    name: 'my-lib',
    author: 'Ann',
    module: 'my_lib',
    repository: 'https://github.com/ann/my-lib',
    license: 'ISC',
    python: '3.12',
  });
  const pdm = readPyproject('[tool.pdm]\ndistribution = true\n[tool.pdm.version]\nsource = "scm"\n');
  assert.equal(said(pdm), { manager: 'pdm', 'version-from': 'vcs' });
});

test('what is no TOML is a remark with its line', () => {
  const read = readPyproject('[project]\nname = \n');
  assert.equal(read.claims, []);
  assert.match(read.remarks[0] ?? '', /^pyproject\.toml:2: is no TOML/);
});

test('setup.cfg, with lists, files, attributes and entry points', () => {
  const read = readSetupCfg(`[metadata]
name = my-lib
version = attr: my_lib.__version__
summary = One line
author = Ann
author-email = ann@example.org
license = Apache License 2.0
keywords = one, two
classifiers =
    Programming Language :: Python :: 3
    Programming Language :: Python :: 3.11
project_urls =
    Source = https://gitlab.com/ann/my-lib
[options]
packages = find:
install_requires =
    requests >= 2.0, < 3  # a comment
    click
[options.entry_points]
console_scripts =
    my-lib = my_lib.cli:main
[flake8]
max-line-length = 100
`);
  assert.equal(said(read), {
    name: 'my-lib',
    description: 'One line',
    author: 'Ann',
    email: 'ann@example.org',
    keyword: ['one', 'two'],
    dependency: ['requests >= 2.0, < 3', 'click'],
    script: ['my-lib'],
    repository: 'https://gitlab.com/ann/my-lib',
    license: 'Apache-2.0',
    python: '3.11',
    backend: 'setuptools',
  });
  assert.is(places(read).email, 'setup.cfg:6');
});

test('setup.py, as far as it is literal, with the lines', () => {
  const read = readSetupPy(`import os
from setuptools import setup, find_packages
NAME = 'my' + '-lib'
with open("README.md") as f:
    text = f.read()
setup(
    name=NAME,
    version=os.environ["V"],
    long_description=text,
    author='Ann',  # she
    author_email="ann@example.org",
    packages=find_packages('src'), package_dir={'': 'src'},
    install_requires=["a>=1",
                      "b" ">=2"],
    python_requires='>=3.11',
    use_scm_version=True,
    entry_points="""
    [console_scripts]
    my-lib = my_lib:main
    """,
    **extra
)
`);
  const { name, dependency, script, python } = said(read);
  assert.equal([name, dependency, script, python], ['my-lib', ['a>=1', 'b>=2'], ['my-lib'], '3.11']);
  assert.is(said(read)['version-from'], 'vcs');
  assert.is(places(read).email, 'setup.py:11');
  assert.equal(read.remarks, [
    'setup.py:6: setup() also takes **extra',
    'setup.py:8: version is no literal: os.environ["V"]',
  ]);
});

test('setup.py: a name that is bound twice, and a second setup(), are no literals', () => {
  const twice = readSetupPy('N = "a"\nif x:\n    N = "b"\nsetup(name=N)\n');
  assert.is(said(twice).name, undefined);
  assert.match(twice.remarks.join('\n'), 'name is no literal: N');
  assert.match(readSetupPy('setup(name="a")\nsetup(name="b")\n').remarks.join('\n'), 'a second time');
});

test("Python's strings", () => {
  const python = new PythonSource(
    String.raw`a = "x\ty\u00e9\x41\101\
z"
b = r'\n'
c = '''two
lines'''
d = b"bytes"
e = f"{x}"
f = ("a"
     "b")
g = "\N{BULLET}"
`,
  );
  assert.equal(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => python.constant(name)),
    ['x\tyéAAz', '\\n', 'two\nlines', undefined, undefined, 'ab', undefined],
  );
});

test('requirements, a Pipfile, an environment', () => {
  const read = readRequirements(
    'requirements.txt',
    '# c\n-i https://example.org/simple\nrequests==2.31.0 \\\n  ; python_version > "3"\nclick  # x\n-e .\n-r other.txt\ngit+https://me:secret@example.org/x.git\n',
  );
  assert.equal(said(read).dependency, ['requests==2.31.0 ; python_version > "3"', 'click']);
  assert.is(read.remarks.length, 3);
  assert.not.match(read.remarks.join(), 'secret');
  assert.equal(said(readRequirements('requirements.txt', 'a==1 \\\n    --hash=sha256:00\n')), {
    manager: 'pip',
  });
  assert.equal(
    said(readPipfile('[packages]\nrequests = "*"\nflask = ">=2"\n[requires]\npython_version = "3.12"\n')),
    { manager: 'pipenv', dependency: ['requests', 'flask>=2'], python: '3.12' },
  );
  const conda = readEnvironment(
    'environment.yml',
    'dependencies:\n  - python=3.12\n  - conda-forge::numpy>=1.20\n  - scipy=1.11\n  - pip\n  - pip:\n      - x\n',
  );
  assert.equal(said(conda), {
    manager: 'conda',
    python: '3.12',
    dependency: ['numpy>=1.20', 'scipy==1.11.*'],
  });
});

test('tox.ini, the README, the remote', () => {
  assert.equal(said(readTox('[tox]\nenvlist = py3{11,12}, lint\n')), { python: '3.11' });
  assert.equal(
    said(readReadme('README.rst', '======\nMy lib\n======\n\n.. image:: x\n\nDoes things well. More.\n')),
    {
      description: 'Does things well.',
    },
  );
  const remote = (url: string): unknown => said(readRemote(`[remote "origin"]\n\turl = ${url}\n`)).repository;
  assert.is(remote('git@github.com:ann/my-lib.git'), 'https://github.com/ann/my-lib');
  assert.is(remote('https://ann:token@github.com/ann/my-lib.git'), 'https://github.com/ann/my-lib');
  assert.is(remote('/srv/git/my-lib.git'), undefined);
});

test('license texts and names', () => {
  const license = (text: string): Reading => readLicenses(new Map([['LICENSE', text]]));
  for (const [part, file, id] of [
    ['license-mit', 'LICENSE', 'MIT'],
    ['license-apache-2.0', 'LICENSE', 'Apache-2.0'],
    ['license-bsd-3-clause', 'LICENSE', 'BSD-3-Clause'],
    ['license-mpl-2.0', 'LICENSE', 'MPL-2.0'],
    ['license-gpl-3.0-or-later', 'LICENSE', 'GPL-3.0-or-later'],
    ['license-lgpl-3.0-or-later', 'LICENSE', 'LGPL-3.0-or-later'],
    ['license-isc', 'LICENSE', 'ISC'],
    ['license-unlicense', 'LICENSE', 'Unlicense'],
  ] as const) {
    const tree = pack.templates().find((one) => one.part === part && one.file === file)?.content;
    assert.is(said(license(JSON.stringify(tree).replaceAll('\\n', '\n'))).license, id, id);
  }
  assert.equal(license('Do what you like.').remarks.length, 1);
  for (const [name, id] of [
    ['MIT License', 'MIT'],
    ['The Apache License, Version 2.0', undefined],
    ['Apache 2.0', 'Apache-2.0'],
    ['BSD', undefined],
    ['BSD-3-Clause', 'BSD-3-Clause'],
    ['GPLv3', undefined],
    ['GPLv3+', 'GPL-3.0-or-later'],
    ['bsd-2-clause', 'BSD-2-Clause'],
  ] as const)
    assert.is(licenseNamed(name), id, name);
});

test('two licenses are a choice that nobody guesses; the GPL beside the LGPL is none', () => {
  const [gpl, lgpl, mit] = [
    'GNU GENERAL PUBLIC LICENSE\n Version 3',
    'GNU LESSER GENERAL PUBLIC LICENSE\n Version 3',
    'MIT',
  ];
  const of = (texts: Record<string, string>): unknown =>
    said(readLicenses(new Map(Object.entries(texts)))).license;
  assert.is(of({ COPYING: gpl, 'COPYING.LESSER': lgpl }), 'LGPL-3.0-or-later');
  assert.is(of({ COPYING: gpl, LICENSE: 'Apache License, Version 2.0' }), undefined);
  assert.is(of({ LICENSE: mit }), undefined);
  const two = readPyproject(
    '[project]\nname = "x"\nlicense = { text = "MIT or Apache-2.0" }\nclassifiers = ["License :: OSI Approved :: MIT License"]\n',
  );
  assert.is(said(two).license, undefined);
  assert.match(two.remarks.join(), 'MIT or Apache-2.0');
});

test('ranges', () => {
  for (const [range, lowest] of [
    ['>=3.8', '3.8'],
    ['>= 3.9, <4', '3.9'],
    ['^3.11', '3.11'],
    ['~=3.10.2', '3.10'],
    ['>=2.7, !=3.0.*, !=3.1.*', '3.0'],
    ['<4', undefined],
    ['', undefined],
  ] as const)
    assert.is(lowestPython(range), lowest, range);
  for (const [constraint, requirement] of [
    ['^1.2.3', 'x>=1.2.3,<2'],
    ['^0.2', 'x>=0.2,<0.3'],
    ['^0.0.3', 'x>=0.0.3,<0.0.4'],
    ['~1.2', 'x>=1.2,<1.3'],
    ['~1', 'x>=1,<2'],
    ['*', 'x'],
    ['1.2', 'x==1.2'],
    ['>=1, <3', 'x>=1,<3'],
    ['^1 || ^2', undefined],
  ] as const)
    assert.is(poetryRequirement('x', constraint), requirement, constraint);
});

test('the package of a project is the one that a hint names, or the only one', () => {
  const found = (
    top: Record<string, string[] | undefined>,
    src: Record<string, string[] | undefined>,
    ...hints: string[]
  ) => findLayout(new Map(Object.entries(top)), new Map(Object.entries(src)), hints);
  const init = ['__init__.py'];
  assert.equal(found({ tests: init, my_app: init, 'setup.py': undefined }, {}), {
    module: 'my_app',
    root: '',
    single: false,
  });
  assert.is(found({ a: init, b: init }, {}), undefined);
  assert.is(found({ a: init, b: init }, {}, 'B')?.module, 'b');
  assert.is(found({ dotenv: init, other: init }, {}, 'python-dotenv')?.module, 'dotenv');
  assert.equal(found({ 'six.py': undefined, 'setup.py': undefined }, {}), {
    module: 'six',
    root: '',
    single: true,
  });
  assert.is(found({ a: init }, { b: init })?.root, 'src');
});

test('the first file of the table of precedence is believed, and a refused answer names its place', () => {
  const claims = [
    { answer: 'license', value: 'ISC', from: 'LICENSE' },
    { answer: 'license', value: 'MIT', from: 'setup.cfg:3' },
    { answer: 'python', value: '3.8', from: 'tox.ini:2' },
    { answer: 'dependency', value: ['httpx', 'x @ https://example.org/x.whl'], from: 'setup.py:4' },
    { answer: 'name', value: 'pytest', from: 'setup.py:1' },
    { answer: 'script', value: ['other'], from: 'setup.py:9' },
  ];
  const { given, remarks, refused } = understand(pack.options, claims);
  assert.equal(given.license, { value: 'MIT', from: 'setup.cfg:3' });
  assert.equal(given.python, { value: '3.11', from: 'tox.ini:2' });
  assert.equal(given.dependency?.value, ['httpx']);
  assert.is(given.kind?.value, 'library');
  assert.match(refused.get('name') ?? '', /^setup\.py:1: name: pytest is a package/);
  assert.match(remarks.join('\n'), 'x @ https');
});
