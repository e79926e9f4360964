/** Which backends cannot take the version from git's tags, and what to choose instead. */
import type { Wording } from '../../src/model/author.js';
import type { Backend } from './options.js';

interface Refused {
  readonly reason: string;
  /** The nearest backend that can; undefined if the project would be another one. */
  readonly nearest: Backend | undefined;
}

const NO_VCS = {
  flit: { reason: 'flit reads the version from pyproject.toml or from the module', nearest: 'hatchling' },
  'uv-build': { reason: 'uv-build takes only a version that pyproject.toml states', nearest: 'hatchling' },
  'poetry-core': {
    reason: 'poetry-core needs a plugin for it that replaces the build backend',
    nearest: 'pdm-backend',
  },
  maturin: { reason: 'maturin takes the version from pyproject.toml or Cargo.toml', nearest: undefined },
  'meson-python': {
    reason: 'meson reads the version from meson.build or from a program',
    nearest: undefined,
  },
} as const satisfies Partial<Record<Backend, Refused>>;

/** All other backends: `VCS_FACTS` in parts.ts says how each does it. */
export type VcsBackend = Exclude<Backend, keyof typeof NO_VCS>;

/** The problem and the remedy, unless the backend can. */
export function refuseVcs(
  backend: Backend,
  { option }: Wording,
): { readonly message: string; readonly hint: string } | undefined {
  const { reason, nearest } = (NO_VCS as Partial<Record<Backend, Refused>>)[backend] ?? {};
  if (reason === undefined) return undefined;
  return {
    message: `${option('version-from')} vcs does not work with ${option('backend')} ${backend}: ${reason}`,
    hint: `leave out ${option('version-from')}${nearest ? `, or choose ${option('backend')} ${nearest}` : ''}`,
  };
}
