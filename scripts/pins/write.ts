/** Writes the data into the repository, one package or pin per line, so that the diff of a renewal is readable. */
import { writeFileSync } from 'node:fs';
import type { LockStore } from '../../generators/project/locks.js';
import type { GitPin, ManagerPin } from '../../generators/project/python/pins.js';
import { namesIn } from './store.js';

const FOLDER = 'generators/project/python';
const LOCKS = 'generators/project/locks';

/** The pins other than the locks. */
export interface PinData {
  /** The locks contain the newest releases as of this time. */
  readonly cutoff: string;
  readonly actions: Readonly<Record<string, GitPin>>;
  readonly hooks: Readonly<Record<string, GitPin>>;
  readonly crates: Readonly<Record<string, string>>;
  readonly managers: Readonly<Record<string, ManagerPin>>;
  /** Python version -> the last day of its support. */
  readonly endOfLife: Readonly<Record<string, string>>;
}

/** The text of locks/index.json, with one lock or project per line. */
export function indexFile({ locks, projects }: LockStore): string {
  const lines = (list: readonly string[]): string => list.map((line) => `\n    ${line}`).join(',');
  const keyed = Object.entries(projects).map(
    ([key, numbers]) => `${JSON.stringify(key)}: ${JSON.stringify(numbers)}`,
  );
  const numbered = locks.map((list) => JSON.stringify(list));
  return `{\n  "locks": [${lines(numbered)}\n  ],\n  "projects": {${lines(keyed)}\n  }\n}\n`;
}

/** The text of locks/blocks.txt. */
export const blocksFile = ({ blocks }: LockStore): string => `${blocks.join('\n\n')}\n`;

/** The text of lock-names.ts, which allows the check of a name without reading all hashes. */
export const namesModule = (store: LockStore): string =>
  setModule('The names of all locked packages.', 'lockedNames', namesIn(store));

/** The text of import-names.ts. */
export const importsModule = (modules: readonly string[]): string =>
  setModule(
    'Modules of the locked packages, except those that equal the name of a package.',
    'importNames',
    modules,
  );

/** One long string that each run splits, with one name per line for a readable diff. */
const setModule = (what: string, name: string, values: readonly string[]): string =>
  [
    `/** ${what} Made by \`npm run pins\`: do not edit. */`,
    `export const ${name}: ReadonlySet<string> = new Set(`,
    `  \`${values.map(plain).join('\n')}\`.split('\\n'),`,
    ');',
    '',
  ].join('\n');

/** The text of pin-data.ts. */
export function pinModule({ cutoff, actions, hooks, crates, managers, endOfLife }: PinData): string {
  return [
    '/** The pins other than the locks, and the date of the locks. Made by `npm run pins`: do not edit. */',
    '',
    '/** The locks ignore releases after this time: see docs/decisions/009-fresh-pins.md. */',
    `export const cutoff = ${quoted(cutoff)};`,
    '',
    "/** GitHub Actions: the commit of a release's tag, and the day when the tag last had it. */",
    'export const ACTIONS = {',
    ...Object.entries(actions).flatMap(([alias, pin]) => gitPin(alias, pin)),
    '} as const;',
    '',
    '/** pre-commit repositories, likewise. */',
    'export const HOOKS = {',
    ...Object.entries(hooks).flatMap(([alias, pin]) => gitPin(alias, pin)),
    '} as const;',
    '',
    '/** Crates of rust/Cargo.toml; rust/Cargo.lock has what they require. */',
    'export const CRATES = {',
    ...Object.entries(crates).map(([name, version]) => `  ${name}: ${quoted(version)},`),
    '} as const;',
    '',
    '/** Package managers on PyPI: the version, and the hashes of the wheels for the image if they have a program. */',
    'export const MANAGERS = {',
    ...Object.entries(managers).flatMap(([name, pin]) => managerPin(name, pin)),
    '} as const;',
    '',
    '/** Python version -> the last day of its support. */',
    'export const END_OF_LIFE = {',
    ...Object.entries(endOfLife).map(([version, day]) => `  ${quoted(version)}: ${quoted(day)},`),
    '} as const;',
    '',
  ].join('\n');
}

const gitPin = (alias: string, { name, commit, version, seen }: GitPin): string[] => [
  `  ${alias}: {`,
  ...Object.entries({ name, commit, version, seen }).map(([key, value]) => `    ${key}: ${quoted(value)},`),
  '  },',
];

const managerPin = (name: string, { version, hashes }: ManagerPin): string[] =>
  hashes.length === 0
    ? [`  ${name.includes('-') ? quoted(name) : name}: { version: ${quoted(version)}, hashes: [] },`]
    : [
        `  ${name}: {`,
        `    version: ${quoted(version)},`,
        '    hashes: [',
        ...hashes.map((hash) => `      ${quoted(hash)},`),
        '    ],',
        '  },',
      ];

const quoted = (text: string): string => `'${plain(text)}'`;

/** Text from a registry becomes code here, so only plain characters are allowed. */
function plain(text: string): string {
  if (!/^[\w./:+-]+$/.test(text)) throw new Error(`unexpected characters in a pin: ${JSON.stringify(text)}`);
  return text;
}

/** Writes the files below the current directory. */
export function writeData(store: LockStore, imports: readonly string[], pins: PinData): void {
  writeFileSync(`${LOCKS}/index.json`, indexFile(store));
  writeFileSync(`${LOCKS}/blocks.txt`, blocksFile(store));
  writeFileSync(`${FOLDER}/lock-names.ts`, namesModule(store));
  writeFileSync(`${FOLDER}/import-names.ts`, importsModule(imports));
  writeFileSync(`${FOLDER}/pin-data.ts`, pinModule(pins));
}
