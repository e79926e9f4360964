/** The rules about images: which stage is deployed, which file is installed, and who installs it where. */
import * as assert from 'uvu/assert';
import type { Example } from '../../src/doctor/rule.js';
import { suite } from '../harness.js';
import { found, shown } from './findings.js';

const test = suite('the doctor on images');

const START = 'USER 1000\nCMD ["python", "-m", "app"]\n';
const VENV = 'FROM python:3.14-slim\nENV VIRTUAL_ENV=/opt/venv PATH=/opt/venv/bin:$PATH\n';
const HASHED = 'flask==3.1.2 --hash=sha256:00\n';

const finds = (files: Example): string[] => shown(found(files));
const findsIn = (Dockerfile: string, files: Example = {}): string[] => finds({ Dockerfile, ...files });
const nothing = (Dockerfile: string, files: Example = {}): void =>
  assert.equal(findsIn(Dockerfile, files), [], Dockerfile);

test('what only a stage for tests installs is not deployed; what a stage copies from a builder is', () => {
  const loose = { 'requirements.txt': 'flask\n' };
  const installs = 'RUN python -m pip install -r requirements.txt pytest\n';
  nothing(
    `${VENV}FROM python:3.14-slim AS test\n${VENV.split('\n')[1]}\n${installs}FROM python:3.14-slim\n${START}`,
    loose,
  );
  const base = VENV.replace('slim', 'slim AS base');
  nothing(`${base}FROM base AS test\n${installs}FROM base\n${START}`, loose);
  for (const from of ['build', '0'])
    assert.is(
      findsIn(
        `${VENV.replace('slim', 'slim AS build')}${installs}FROM python:3.14-slim\nCOPY --from=${from} /opt/venv /opt/venv\n${START}`,
        loose,
      ).length,
      2,
      from,
    );
});

test('an image for development, a toolbox and an action of GitHub are not deployed', () => {
  const installs = `${VENV}RUN python -m pip install flask\n`;
  const base = installs.replace('slim', 'slim AS base');
  assert.is(findsIn(`${installs}CMD ["python", "app.py"]\n`).length, 2);
  assert.is(findsIn(`${base}CMD ["python", "app.py"]\nFROM base AS dev\nCMD ["bash"]\n`).length, 2);
  for (const idle of ['["bash"]', '/bin/sh', '["sleep", "infinity"]', '["tail", "-f", "/dev/null"]'])
    nothing(`${installs}CMD ${idle}\n`);
  for (const file of [
    'Dockerfile.dev',
    'docker/development/Dockerfile',
    'compose/local/Dockerfile',
    'proxy-test/Dockerfile',
  ])
    assert.equal(finds({ [file]: `${installs}CMD ["python", "app.py"]\n` }), [], file);
  const action = { 'action.yml': 'runs:\n  using: docker\n  image: ./Dockerfile\n' };
  nothing('FROM python:3.14-slim\nENTRYPOINT ["/entrypoint.sh"]\n', action);
});

test('the file that is installed is the one that is copied, and none that a command writes', () => {
  const files = { 'requirements.txt': 'flask\n', 'deploy/prod.txt': HASHED };
  const install = (before: string, file: string): string =>
    `${VENV}${before}\nRUN python -m pip install -r ${file}\n${START}`;
  nothing(install('COPY deploy/prod.txt /tmp/requirements.txt', '/tmp/requirements.txt'), files);
  nothing(install('COPY deploy/prod.txt /tmp/', '/tmp/prod.txt'), files);
  nothing(install('COPY deploy /srv/deploy', '/srv/deploy/prod.txt'), files);
  nothing(
    `${VENV}RUN --mount=type=bind,source=deploy/prod.txt,target=/tmp/requirements.txt python -m pip install -r /tmp/requirements.txt\n${START}`,
    files,
  );
  for (const writes of [
    'poetry export -f requirements.txt --output requirements.txt',
    'pipenv requirements > requirements.txt',
    'pip-compile -o requirements.txt pyproject.toml',
    "sed -i '/gunicorn/d' /tmp/requirements.txt",
  ])
    nothing(install(`RUN ${writes}`, 'requirements.txt'), files);
  for (const [before, file] of [
    ['COPY requirements.txt /tmp/', '/tmp/requirements.txt'],
    ['COPY . /srv', '/srv/requirements.txt'],
    ['COPY requirements.txt ./', './requirements.txt'],
  ] as const)
    assert.match(findsIn(install(before, file), files).join('\n'), 'requirements.txt:1 unpinned-deployment');
  // The folder of the build may be this one or that of the Dockerfile.
  const unsure = {
    ...files,
    'api/requirements.txt': HASHED,
    'api/Dockerfile': install('', 'requirements.txt'),
  };
  assert.equal(finds(unsure), []);
});

test("values of pip's and uv's flags are no packages, and pyproject.toml is no requirements file", () => {
  const files = {
    'pyproject.toml': '[project]\nname = "app"\nversion = "1"\ndependencies = ["flask>=3"]\n',
    'requirements.txt': HASHED,
  };
  for (const install of [
    'python -m pip install --group prod',
    'uv pip install --system --python-platform linux -p 3.14 -r pyproject.toml',
    'uv pip install --index https://example.org/ --index-strategy unsafe-best-match --requirements requirements.txt',
    'uv pip install --no-deps flask',
    'python -m pip install --no-dependencies flask',
  ])
    nothing(`${VENV}RUN ${install}\n${START}`, files);
});

test('what a constraint or a condition decides is not judged', () => {
  nothing(`${VENV}ENV PIP_CONSTRAINT=/constraints.txt\nRUN python -m pip install flask\n${START}`);
  nothing(`${VENV}ARG DEV\nRUN if [ "$DEV" = 1 ]; then python -m pip install pytest; fi\n${START}`);
  nothing(`${VENV}ARG DEV\nRUN [ -z "$DEV" ] || python -m pip install pytest\n${START}`);
  nothing(`${VENV}RUN python -m pip install --no-index --find-links=/wheels -r requirements.txt\n${START}`, {
    'requirements.txt': 'flask==3.1.2\n',
  });
});

test('a user other than root installs for itself, and a PATH in /usr/local may be an environment', () => {
  const install = `RUN python -m pip install --require-hashes -r requirements.txt\n`;
  const outside = (before: string): number =>
    findsIn(`FROM python:3.14-slim\n${before}${install}${START}`).length;
  assert.is(outside(''), 1);
  assert.is(outside('USER app\n'), 0);
  assert.is(outside('USER app\nUSER root\n'), 1);
  assert.is(outside('ENV PATH=/usr/local/venv/bin:$PATH\n'), 0);
  assert.is(outside('ENV PATH=/usr/local/nvidia/bin:$PATH\n'), 1);
});

test('an environment that a script exports is one, and lines that end with CR are continued', () => {
  const outside = (run: string): number => findsIn(`FROM python:3.14-slim\nRUN ${run}\n${START}`).length;
  const install = 'python -m pip install flask==3.1.2';
  assert.is(outside(install), 1);
  assert.is(outside(`export PATH=/opt/app/bin:$PATH; ${install}`), 0);
  assert.is(outside(`export PATH=/root/.local/bin:$PATH; ${install}`), 1);
  const windows = `FROM python:3.14-slim\nRUN true \\\n  && ${install} \\\n  django\n${START}`;
  assert.equal(
    findsIn(windows.replaceAll('\n', '\r\n')).map((one) => one.split(' ')[0]),
    ['Dockerfile:3', 'Dockerfile:3'],
  );
});

test('a program that changes its user itself is not root', () => {
  const root = (start: string, files: Example = {}): number =>
    findsIn(`FROM python:3.14-slim\nRUN useradd --uid 1000 app\n${start}\n`, files).length;
  assert.is(root('CMD ["gunicorn", "app:app"]'), 1);
  assert.is(root('CMD ["gunicorn", "--user", "app", "app:app"]'), 0);
  assert.is(root('CMD uwsgi --uid=1000 --http :80'), 0);
  const entry = { 'docker/entrypoint.sh': '#!/bin/sh\nexec su app -c "$@"\n' };
  assert.is(root('ENTRYPOINT ["/entrypoint.sh"]', entry), 0);
  assert.is(root('ENTRYPOINT ["/start.sh"]', entry), 1);
  const waits = { 'start.sh': '#!/bin/sh\npg_isready --user=app\nexec gunicorn app:app\n' };
  assert.is(root('ENTRYPOINT ["/start.sh"]', waits), 1);
});

test('a module that is run by its path is found behind flags and tools, and not in another folder', () => {
  const files = { 'app/__init__.py': '', 'app/cli.py': 'from .core import run\n' };
  const runs = (command: string): number =>
    findsIn(`FROM python:3.14-slim\nUSER 1000\nCMD ${command}\n`, files).length;
  for (const command of [
    'python app/cli.py',
    'python3 -W ignore app/cli.py -m',
    'uv run --no-sync python app/cli.py',
  ])
    assert.is(runs(command), 1, command);
  for (const command of ['python -m app.cli app/cli.py', 'cd web && python app/cli.py'])
    assert.is(runs(command), 0, command);
  const workflow = (folder: string): Example => ({
    '.github/workflows/ci.yml': `on: push\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    defaults:\n      run:\n        working-directory: ${folder}\n    steps:\n      - run: python app/cli.py\n`,
  });
  assert.is(finds({ ...files, ...workflow('web') }).length, 0);
  assert.is(finds({ ...files, ...workflow('./') }).length, 1);
  assert.is(
    finds({ 'web/app/__init__.py': '', 'web/app/cli.py': 'from . import x\n', ...workflow('./web/') }).length,
    1,
  );
});

test("programs and what only Debian has may stand beside pip's packages", () => {
  const beside = (name: string): number =>
    findsIn(
      `FROM debian:13-slim\nRUN apt-get install -y python3-pip ${name} && python3 -m pip install --break-system-packages flask==3.1.2\n${START}`,
    ).filter((one) => one.includes('apt-python-with-pip')).length;
  assert.is(beside('python3-numpy'), 1);
  for (const name of ['python3-certbot-nginx', 'python3-launchpadlib', 'python3-libcamera'])
    assert.is(beside(name), 0, name);
});

test('Poetry with its plugins is a tool, and so is what asks an index for its password', () => {
  nothing(
    `FROM python:3.14-slim\nRUN python -m pip install poetry-plugin-export keyrings.codeartifact\n${START}`,
  );
});

test('each image whose source comes first is found, from its own folder', () => {
  const Dockerfile = `${VENV}COPY . .\nRUN uv pip install -r requirements.txt\n${START}`;
  const files = Object.fromEntries(
    ['api', 'web'].flatMap((folder) => [
      [`${folder}/Dockerfile`, Dockerfile],
      [`${folder}/requirements.txt`, HASHED],
    ]),
  );
  assert.equal(
    finds(files).map((one) => one.split(' ').slice(0, 2).join(' ')),
    ['api/Dockerfile:3 source-before-requirements', 'web/Dockerfile:3 source-before-requirements'],
  );
});

test('a base image without a version is found in a registry; a name of its own may be built here', () => {
  const floating = (image: string): number => findsIn(`FROM ${image}\nUSER 1000\nCMD ["/app"]\n`).length;
  for (const image of ['python', 'debian:latest', 'library/nginx', 'acme/base', 'localhost:5000/acme'])
    assert.is(floating(image), 1, image);
  for (const image of ['acme-base', 'acme-base:latest', 'python:3.14', 'acme/base:1'])
    assert.is(floating(image), 0, image);
});

test('a Dockerfile that is itself made from a template is left out', () => {
  for (const folder of ['{{cookiecutter.name}}', 'app/project_template'])
    assert.equal(finds({ [`${folder}/Dockerfile`]: 'FROM python\nCMD ["python", "app.py"]\n' }), []);
});
