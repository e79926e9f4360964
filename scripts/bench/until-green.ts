/** Measures the time from the command to passing tests, next to other tools that create Python projects. */
import { type Command, fastest } from './measure.js';
import type { Sandbox } from './sandbox.js';

export const OURS = 'create-pyproject --yes --install';

const TOOLS = 'pytest pytest-cov ruff mypy';

/** pytest fails if it finds no tests, so add one to these projects. */
const aTest = (file: string): string => `echo 'def test_nothing(): pass' > ${file}`;

/** By default, Poetry asks PyPI's JSON API, which mirrors of the index do not provide. */
const SOURCE =
  '[[tool.poetry.source]]\\nname = "simple"\\nurl = "https://pypi.org/simple/"\\npriority = "primary"\\n';

/** Name -> shell commands; "$1" is the directory of the project. */
const PEERS: Readonly<Record<string, readonly string[]>> = {
  'uv init, uv add --dev, uv run pytest': [
    'uv init --quiet --package "$1"',
    'cd "$1"',
    `uv add --quiet --dev ${TOOLS}`,
    aTest('test_nothing.py'),
    'uv run --quiet pytest --quiet',
  ],
  'poetry new, poetry add --group dev, poetry run pytest': [
    'poetry new --quiet "$1"',
    'cd "$1"',
    `printf '${SOURCE}' >> pyproject.toml`,
    `poetry add --quiet --group dev ${TOOLS}`,
    aTest('tests/test_nothing.py'),
    'poetry run pytest --quiet',
  ],
  'hatch new, hatch test': [
    'hatch --quiet new my-app "$1"',
    'cd "$1"',
    aTest('tests/test_nothing.py'),
    'hatch --quiet test',
  ],
};

/**
 * @param sandbox has every tool on its PATH
 * @returns the least milliseconds of each way, by name. A first, uncounted round warms the caches
 */
export function untilGreen(
  sandbox: Sandbox,
  node: string,
  main: string,
  rounds: number,
): ReadonlyMap<string, number> {
  const commands: Command[] = [
    { name: OURS, program: node, arguments: (target) => [main, target, '--yes', '--install'] },
    ...Object.entries(PEERS).map(([name, lines]) => ({
      name,
      program: '/bin/sh',
      arguments: (target: string) => ['-c', lines.join(' && '), 'sh', target],
    })),
  ];
  fastest(sandbox, commands, 1);
  return fastest(sandbox, commands, rounds);
}
