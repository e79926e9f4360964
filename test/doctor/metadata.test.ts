/** The rules about metadata, packages and secrets: what is usual in real projects, and what only looks like a mistake. */
import * as assert from 'uvu/assert';
import type { Example } from '../../src/doctor/rule.js';
import { suite } from '../harness.js';
import { found, shown } from './findings.js';

const test = suite('the doctor on metadata');

/** The findings of one rule as `file:line message`. */
const finds = (code: string, files: Example): string[] =>
  shown(found(files).filter(({ rule }) => rule.code === code)).map((one) => one.replace(` ${code}`, ''));

const backend = (requires: string, name: string): string =>
  `[build-system]\nrequires = ${requires}\nbuild-backend = "${name}"\n`;

const SETUPTOOLS = backend('["setuptools>=77"]', 'setuptools.build_meta');

test('a number of 64 bits is TOML', () => {
  assert.equal(finds('invalid-toml', { 'pyproject.toml': '[tool.x]\nn = 9223372036854775807\n' }), []);
});

test('a backend that its own packages bring, one that the requirements only resemble, and one beside wheel', () => {
  const wrong = (requires: string, name: string): number =>
    finds('unknown-build-backend', { 'pyproject.toml': backend(requires, name) }).length;
  for (const [requires, name] of [
    ['["hatch-vcs"]', 'hatchling.build'],
    ['["setuptools-scm"]', 'setuptools.build_meta'],
    ['["poetry>=0.12"]', 'poetry.core.masonry.api'],
    ['["setuptools", "acme-build"]', 'acme.build'],
  ] as const)
    assert.is(wrong(requires, name), 0, name);
  for (const [requires, name] of [
    ['["poetry-core"]', 'poetry.masonry.api'],
    ['["flit_core"]', 'flit.buildapi'],
    ['["scikit-build"]', 'scikit_build_core.build'],
    ['["setuptools", "wheel"]', 'setuptools'],
    ['["setuptools", "wheel"]', 'setuptools.build-meta'],
  ] as const)
    assert.is(wrong(requires, name), 1, name);
});

test('an exact pin in a program is right', () => {
  const pinned = (rest: string, files: Example = {}): number =>
    finds('exact-pin-in-library', {
      'pyproject.toml': `${SETUPTOOLS}[project]\nname = "acme"\nversion = "1"\ndependencies = ["requests==2.32.5"]\n${rest}`,
      ...files,
    }).length;
  assert.is(pinned(''), 1);
  assert.is(pinned('[tool.poetry]\npackage-mode = false\n'), 0);
  assert.is(pinned('[tool.uv]\npackage = false\n'), 0);
  for (const file of ['main.py', 'src/manage.py', 'acme/asgi.py']) assert.is(pinned('', { [file]: '' }), 0);
});

test('an item of a list in setup.cfg has its own line', () => {
  const files = {
    'setup.py': 'from setuptools import setup\n\nsetup()\n',
    'setup.cfg':
      '[metadata]\nname = my-lib\nclassifiers =\n    Programming Language :: Python\n    Typing :: Typed\n\n[options]\ninstall_requires =\n    attrs\n    requests==2.32.5\n',
    'my_lib/__init__.py': '',
  };
  assert.equal(finds('py-typed-missing', files), ['setup.cfg:5 my_lib/py.typed is missing']);
  assert.equal(finds('exact-pin-in-library', files), [
    'setup.cfg:10 requests==2.32.5 allows one version of requests only',
  ]);
});

test('a package that the list in setup.cfg lacks; none where every file is data of the package', () => {
  const code = { 'app/__init__.py': 'from app.core import run\n', 'app/core/__init__.py': '' };
  const listed = (files: Example): number => finds('package-not-in-wheel', { ...code, ...files }).length;
  const setup = { 'setup.py': 'from setuptools import setup\n\nsetup()\n' };
  const cfg = '[options]\npackages =\n    app\n';
  assert.is(listed({ ...setup, 'setup.cfg': cfg }), 1);
  assert.is(listed({ ...setup, 'setup.cfg': '[options]\npackages = find:\n' }), 0);
  const pyproject = (requires: string): Example => ({
    'pyproject.toml': `${backend(requires, 'setuptools.build_meta')}[tool.setuptools]\npackages = ["app"]\n`,
  });
  assert.is(listed(pyproject('["setuptools>=77"]')), 1);
  assert.is(listed(pyproject('["setuptools>=77", "setuptools_scm>=8"]')), 0);
  for (const [line, count] of [
    ['graft app', 0],
    ['recursive-include app *', 0],
    ['global-include *.py', 0],
    ['graft docs', 1],
    ['recursive-include app *.json', 1],
  ] as const)
    assert.is(listed({ ...pyproject('["setuptools>=77"]'), 'MANIFEST.in': `${line}\n` }), count, line);
  assert.is(listed({ ...setup, 'setup.cfg': cfg, 'MANIFEST.in': 'graft app\n' }), 1);
});

test('a folder beside a module of its name is not what the import means', () => {
  const files = {
    'setup.py':
      'from setuptools import find_packages, setup\n\nsetup(name="app", packages=find_packages())\n',
    'app/__init__.py': 'from app.core import run\n',
    'app/core/run.py': '',
  };
  assert.is(finds('missing-init', files).length, 1);
  assert.equal(finds('missing-init', { ...files, 'app/core.py': '' }), []);
});

test('a branch is named with its repository, and without a password', () => {
  const said = (line: string): string[] =>
    finds('unpinned-git-dependency', { 'requirements.txt': `${line}\n` });
  assert.equal(said('git+https://github.com/acme/acme.git@main'), [
    'requirements.txt:1 git+https://github.com/acme/acme.git@main: main is a branch',
  ]);
  assert.equal(said('git+https://ann:s3cr3t@github.com/acme/acme.git'), [
    'requirements.txt:1 git+https://…@github.com/acme/acme.git: no commit is named',
  ]);
});

test('a module of a namespace package with a #! line is no script', () => {
  const relative = (file: string): number =>
    finds('relative-import-in-script', { [file]: '#!/usr/bin/env python3\nfrom .helpers import main\n' })
      .length;
  for (const file of ['report.py', 'scripts/report.py', 'backend/bin/report.py', 'src/report.py'])
    assert.is(relative(file), 1, file);
  for (const file of ['src/acme/report.py', 'src/acme/tools/report.py']) assert.is(relative(file), 0, file);
});

test('names about a secret, and values for development, are no secrets', () => {
  const tracked = (line: string): number => finds('tracked-secrets', { '.env': `${line}\n` }).length;
  for (const line of [
    'TOKEN_URL=/accounts/o/token/',
    'ACCESS_TOKEN_EXPIRE_SECONDS=864000000',
    'PASSWORD_HASHER=argon2-cffi-hasher',
    'DB_PASSWORD_FILE=/run/secrets/database',
    'SECRET_KEY=django-insecure-u7x2k1v9q0',
    'MINIO_SECRET_KEY=minioadmin',
    'DB_PASSWORD=supersecret1',
    'DATABASE_CREDENTIALS=dispatch:dispatch',
  ])
    assert.is(tracked(line), 0, line);
  assert.is(tracked('DJANGO_SECRET_KEY="k3&jd93kd0s9dk3ldk3l"'), 1);
});

test('.python-version with a comment has the line of its version', () => {
  assert.equal(finds('unsupported-python', { '.python-version': '# for the server\n3.8.18\n' }), [
    '.python-version:2 Python 3.8 is out of support since 2024-10-07',
  ]);
});

test('an extra of the project itself is in no lock', () => {
  const files = {
    'pyproject.toml':
      '[project]\nname = "my-app"\nversion = "1"\ndependencies = ["rich"]\n[project.optional-dependencies]\nall = ["My_App[color]"]\n',
    'poetry.lock': '[[package]]\nname = "rich"\nversion = "15.0.0"\n',
  };
  assert.equal(finds('stale-lock', files), []);
});
