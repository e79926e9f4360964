/** conda, with packages from conda-forge and a lock that conda-lock writes. */
import { actions, managers } from '../python/pins.js';
import { EDITABLE, INSTALL_PROJECT } from './compiled.js';
import { environment, hasMake } from './environment.js';
import type { Manager } from './manager.js';

/** Also in docker-conda/Dockerfile.hbs. */
const MICROMAMBA = '2.6.1';

const SPECS = ['environment.yml', 'environment-build.yml', 'environment-dev.yml'];
const IN_ENVIRONMENT = 'micromamba run --prefix .venv';

/** conda-lock's commands. @param conda the program that it runs */
const lock = (conda: string): string[] => [
  'conda-lock',
  'lock',
  '--conda',
  conda,
  ...SPECS.flatMap((file) => ['--file', file]),
];
const install = (conda: string): string[] => [
  'conda-lock',
  'install',
  '--conda',
  conda,
  '--prefix',
  '.venv',
  '--extras',
  'build',
  'conda-lock.yml',
];

/** The programs that conda-lock can run, the most usual first. */
const PROGRAMS = ['conda', 'mamba', 'micromamba'];

const FOR_CONDA = { refusal: "conda's lock names packages of conda-forge, which pip cannot install" };

export const conda: Manager = {
  commands: {
    name: 'conda',
    needs: [
      { label: 'conda', url: 'https://conda-forge.org/download/' },
      { label: 'conda-lock', url: 'https://conda.github.io/conda-lock/' },
    ],
    tool: '.venv/bin/python -m',
    module: '.venv/bin/python -m',
    start: '.venv/bin/',
    python: '.venv/bin/python',
    portable: false,
    groups: false,
    compiled: false,
    ownPython: true,
    locks: ['conda-lock.yml'],
    files: ['environment*.yml', 'conda-lock.yml'],
    imageFiles: ['conda-lock.yml'],
    venv: 'micromamba create --yes --file conda-lock.yml --prefix',
    lock: 'make lock',
    relock: [],
    ecosystem: '',
    workflow: {
      // micromamba itself would install twice what two categories have: mamba-org/mamba#4333.
      tools: [install('micromamba').join(' ')],
      project: [`.venv/bin/${INSTALL_PROJECT}`],
      everything: [`${IN_ENVIRONMENT} ${INSTALL_PROJECT}`],
      test: [`${IN_ENVIRONMENT} python -m pytest --cov`],
      lowest: [],
      wheelTools: [],
      wheels: '',
      // The command in `venv` has installed them.
      dependencies: [],
    },
  },
  exports: { requirements: FOR_CONDA, pylock: FOR_CONDA },
  setup: ({ version, cached, marked }) => [
    `- uses: ${actions.setupMicromamba}`,
    '  with:',
    `    micromamba-version: ${MICROMAMBA}-0`,
    '    init-shell: none',
    ...(cached ? ['    cache-downloads: true'] : []),
    ...(version === undefined
      ? [`- run: pipx install conda-lock==${managers['conda-lock'].version}`]
      : [
          '# The lock holds one Python. The others get the newest packages.',
          '- name: Create .venv with this Python',
          '  env:',
          `    PYTHON: ${version}`,
          '  run: |',
          ...(marked
            ? [
                '    # micromamba does not read the selectors of conda-lock.',
                `    [ "$RUNNER_OS" = Linux ] || sed -i.bak '/# \\[linux\\]$/d' environment-build.yml`,
              ]
            : []),
          '    micromamba create --yes --prefix .venv "python=$PYTHON" \\',
          `      ${SPECS.map((file) => `--file ${file}`).join(' ')}`,
        ]),
  ],
  tools: [...PROGRAMS, 'conda-lock'],
  steps: (_, tools, platform) => {
    const found = PROGRAMS.find((name) => tools[name]);
    if (found === undefined || !tools['conda-lock']) {
      return {
        missing: `${found === undefined ? 'conda' : 'conda-lock'} not found`,
        hint: `install conda (or mamba, micromamba) and conda-lock, then ${hasMake(platform) ? 'run make install' : 'follow its README'}`,
      };
    }
    const { python } = environment(platform, true);
    return [
      { name: 'lock', commands: [lock(found)], writes: ['conda-lock.yml'] },
      {
        name: 'install',
        commands: [install(found), [python, '-m', 'pip', 'install', '--quiet', ...EDITABLE]],
      },
    ];
  },
  byHand: () => [
    lock('conda').join(' '),
    install('conda').join(' '),
    `conda run --prefix .venv ${INSTALL_PROJECT}`,
  ],
};
