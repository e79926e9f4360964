/** The pins other than the locks, and the date of the locks. Made by `npm run pins`: do not edit. */

/** The locks ignore releases after this time: see docs/decisions/009-fresh-pins.md. */
export const cutoff = '2026-11-14T00:00:00Z';

/** GitHub Actions: the commit of a release's tag, and the day when the tag last had it. */
export const ACTIONS = {
  checkout: {
    name: 'actions/checkout',
    commit: '3d3c42e5aac5ba805825da76410c181273ba90b1',
    version: 'v7.0.1',
    seen: '2026-07-22',
  },
  setupPython: {
    name: 'actions/setup-python',
    commit: '5fda3b95a4ea91299a34e894583c3862153e4b97',
    version: 'v7.0.0',
    seen: '2026-07-24',
  },
  uploadArtifact: {
    name: 'actions/upload-artifact',
    commit: '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a',
    version: 'v7.0.1',
    seen: '2026-08-22',
  },
  downloadArtifact: {
    name: 'actions/download-artifact',
    commit: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c',
    version: 'v8.0.1',
    seen: '2026-05-04',
  },
  pypiPublish: {
    name: 'pypa/gh-action-pypi-publish',
    commit: 'dc37677b2e1c63e2034f94d8a5b11f265b73ba33',
    version: 'v1.14.2',
    seen: '2026-08-22',
  },
  maturin: {
    name: 'PyO3/maturin-action',
    commit: 'e83996d129638aa358a18fbd1dfb82f0b0fb5d3b',
    version: 'v1.51.0',
    seen: '2026-05-17',
  },
  setupUv: {
    name: 'astral-sh/setup-uv',
    commit: '20cfd1bf945f4377ade1205e4dbc17946fc9a30d',
    version: 'v10.0.1',
    seen: '2026-08-20',
  },
  setupMicromamba: {
    name: 'mamba-org/setup-micromamba',
    commit: 'd7c9bd84e824b79d2af72a2d4196c7f4300d3476',
    version: 'v3.0.0',
    seen: '2026-04-13',
  },
} as const;

/** pre-commit repositories, likewise. */
export const HOOKS = {
  preCommitHooks: {
    name: 'pre-commit/pre-commit-hooks',
    commit: '3e8a8703264a2f4a69428a0aa4dcb512790b2c8c',
    version: 'v6.0.0',
    seen: '2026-05-14',
  },
} as const;

/** Crates of rust/Cargo.toml; rust/Cargo.lock has what they require. */
export const CRATES = {
  pyo3: '0.30.1',
} as const;

/** Package managers on PyPI: the version, and the hashes of the wheels for the image if they have a program. */
export const MANAGERS = {
  uv: {
    version: '0.13.8',
    hashes: [
      '0b3e8b1a4f5e405e31e2ff33de8af4744831e9f7338539671efbd8c3c94e791d',
      '5337c30bb893b4f9ce0ceb921ba2da0d13f649da644f40ad3bef84083bef0203',
      'e18a57b8b352eb7c8feb317b9f6f533c8f0ad9673fd6cf34bbe3cf1a9f6a8984',
    ],
  },
  poetry: { version: '2.5.1', hashes: [] },
  pdm: { version: '2.29.3', hashes: [] },
  hatch: { version: '1.18.2', hashes: [] },
  pipenv: { version: '2026.10.3', hashes: [] },
  'poetry-plugin-export': { version: '1.10.1', hashes: [] },
  'conda-lock': { version: '4.0.3', hashes: [] },
} as const;

/** Python version -> the last day of its support. */
export const END_OF_LIFE = {
  '2.6': '2013-10-29',
  '2.7': '2020-01-01',
  '3.0': '2009-06-27',
  '3.1': '2012-04-09',
  '3.2': '2016-02-20',
  '3.3': '2017-09-29',
  '3.4': '2019-03-18',
  '3.5': '2020-09-30',
  '3.6': '2021-12-23',
  '3.7': '2023-06-27',
  '3.8': '2024-10-07',
  '3.9': '2025-10-31',
  '3.10': '2026-10-31',
  '3.11': '2027-10-31',
  '3.12': '2028-10-31',
  '3.13': '2029-10-31',
  '3.14': '2030-10-31',
  '3.15': '2031-10-31',
} as const;
