/** What can a generated project ask a lock for? */

export const PYTHONS = ['3.11', '3.12', '3.13', '3.14', '3.15'];
export const KINDS = ['cli', 'library', 'web'] as const;
export const BACKENDS = ['hatchling', 'setuptools', 'flit', 'maturin'] as const;

export interface Requirements {
  readonly dependencies: readonly string[];
  readonly build: readonly string[];
  readonly dev: readonly string[];
}

const BUILD = {
  hatchling: ['hatchling', 'editables'],
  setuptools: ['setuptools'],
  flit: ['flit-core'],
  maturin: ['maturin'],
};

/** The direct requirements of a project of this kind and backend. */
export function requirementsOf(kind: (typeof KINDS)[number], backend: (typeof BACKENDS)[number]): Requirements {
  const web = kind === 'web';
  const tools = ['build', 'mypy', 'packaging', 'pip-audit', 'pre-commit', 'pytest', 'pytest-cov', 'ruff', 'twine', 'uv'];
  return {
    dependencies: web ? ['starlette>=1.0', 'uvicorn>=0.40'] : [],
    build: BUILD[backend],
    dev: web ? [...tools, 'httpx'] : tools,
  };
}
