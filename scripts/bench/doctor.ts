/** Measures `create-pyproject doctor` on a project of 1,000 files in which it finds nothing. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fastest } from './measure.js';
import type { Sandbox } from './sandbox.js';

const PYPROJECT = `[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "big"
version = "1.0.0"

[tool.setuptools.packages.find]
where = ["src"]
namespaces = false
`;

const DOCKERFILE = `FROM python:3.14-slim-trixie
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:\${PATH}"
USER 10001
CMD ["python", "-m", "big"]
`;

const workflow = (name: string): string => `name: ${name}
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - run: |
          python -m venv .venv
          . .venv/bin/activate
          python -m pip install -e .
`;

/** A module of the usual length, which imports its neighbors. */
const module = (i: number): string =>
  `"""Module ${i}."""\nfrom . import m0\nfrom big.p${i % 20} import m${i}\n${'\n\ndef run(value: int) -> int:\n    """Doubles it."""\n    return [value * 2, m0][0]\n'.repeat(20)}`;

/** Writes 1,000 files: 20 packages, images, workflows and scripts. */
function project(folder: string): void {
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  write('pyproject.toml', PYPROJECT);
  write('Dockerfile', DOCKERFILE);
  write('src/big/__init__.py', '');
  for (let i = 0; i < 20; i += 1) {
    write(`src/big/p${i}/__init__.py`, '');
    write(`.github/workflows/w${i}.yml`, workflow(`w${i}`));
    write(`scripts/s${i}.sh`, '#!/bin/sh\nset -e\n. .venv/bin/activate\npython -m big\n');
  }
  for (let i = 0; i < 937; i += 1) write(`src/big/p${i % 20}/m${i}.py`, module(i));
}

/** @returns the least milliseconds of a run */
export function doctorOf1000(sandbox: Sandbox, node: string, main: string, rounds: number): number {
  const folder = sandbox.target();
  project(folder);
  const command = { name: 'doctor', program: node, arguments: () => [main, 'doctor', folder] };
  const time = fastest(sandbox, [command], rounds).get('doctor') ?? 0;
  sandbox.remove(folder);
  return time;
}
