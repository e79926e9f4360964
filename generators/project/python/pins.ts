/** Which commits of actions and hooks a project uses. `npm run pins` renews the locks; these two tables are renewed by hand. */

interface Pin {
  readonly name: string;
  readonly commit: string;
  readonly version: string;
}

/** GitHub Actions: the commit of a release's tag. */
const ACTIONS = {
  checkout: {
    name: 'actions/checkout',
    commit: '3d3c42e5aac5ba805825da76410c181273ba90b1',
    version: 'v7.0.1',
  },
  setupPython: {
    name: 'actions/setup-python',
    commit: '5fda3b95a4ea91299a34e894583c3862153e4b97',
    version: 'v7.0.0',
  },
  uploadArtifact: {
    name: 'actions/upload-artifact',
    commit: '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a',
    version: 'v7.0.1',
  },
  downloadArtifact: {
    name: 'actions/download-artifact',
    commit: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c',
    version: 'v8.0.1',
  },
  pypiPublish: {
    name: 'pypa/gh-action-pypi-publish',
    commit: 'dc37677b2e1c63e2034f94d8a5b11f265b73ba33',
    version: 'v1.14.2',
  },
  maturin: {
    name: 'PyO3/maturin-action',
    commit: 'e83996d129638aa358a18fbd1dfb82f0b0fb5d3b',
    version: 'v1.51.0',
  },
} as const satisfies Record<string, Pin>;

/** What stands behind `uses:`, with the version as the comment by which Dependabot and zizmor know it. */
export const actions = Object.fromEntries(
  Object.entries(ACTIONS).map(([alias, { name, commit, version }]) => [
    alias,
    `${name}@${commit} # ${version}`,
  ]),
);

/** pre-commit repositories, frozen to a commit. */
export const hooks = {
  preCommitHooks: { rev: '3e8a8703264a2f4a69428a0aa4dcb512790b2c8c', version: 'v6.0.0' },
} as const;
