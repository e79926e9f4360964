/** Writes the data into the repository as modules, one package or pin at a time, so that a renewal is a readable diff. */
import { writeFileSync } from 'node:fs';
import type { LockData } from '../../generators/project/python/closure.js';
import type { GitPin } from '../../generators/project/python/pins.js';

const FOLDER = 'generators/project/python';

/** What is pinned beside the locks. */
export interface PinData {
  /** The locks hold the newest releases as of this moment. */
  readonly cutoff: string;
  readonly actions: Readonly<Record<string, GitPin>>;
  readonly hooks: Readonly<Record<string, GitPin>>;
  readonly crates: Readonly<Record<string, string>>;
}

/** The text of lock-data.ts. */
export function lockModule(data: LockData): string {
  const names = Object.keys(data).sort();
  return [
    '/** Which versions are locked, what they require, and their hashes. Made by `npm run pins`: do not edit. */',
    "import type { LockData } from './closure.js';",
    '',
    'export const packages: LockData = {',
    ...names.map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify(data[name])},`),
    '};',
    '',
  ].join('\n');
}

/** The text of lock-names.ts, which allows checking a name without reading all the hashes. */
export const namesModule = (data: LockData): string =>
  setModule('The names of all locked packages.', 'lockedNames', Object.keys(data).sort());

/** The text of import-names.ts. */
export const importsModule = (modules: readonly string[]): string =>
  setModule(
    'Modules that come with the locks, but for those that are named like a package.',
    'importNames',
    modules,
  );

/** A text of lines: every run parses it, and a renewal is a line to read. */
const setModule = (what: string, name: string, values: readonly string[]): string =>
  [
    `/** ${what} Made by \`npm run pins\`: do not edit. */`,
    `export const ${name}: ReadonlySet<string> = new Set(`,
    `  \`${values.map(plain).join('\n')}\`.split('\\n'),`,
    ');',
    '',
  ].join('\n');

/** The text of pin-data.ts. */
export function pinModule({ cutoff, actions, hooks, crates }: PinData): string {
  return [
    '/** What is pinned beside the locks, and the day that those are of. Made by `npm run pins`: do not edit. */',
    '',
    '/** Nothing younger is locked: see docs/decisions/009-fresh-pins.md. */',
    `export const cutoff = ${quoted(cutoff)};`,
    '',
    "/** GitHub Actions: the commit of a release's tag, and the day when it was last seen there. */",
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
  ].join('\n');
}

const gitPin = (alias: string, { name, commit, version, seen }: GitPin): string[] => [
  `  ${alias}: {`,
  ...Object.entries({ name, commit, version, seen }).map(([key, value]) => `    ${key}: ${quoted(value)},`),
  '  },',
];

const quoted = (text: string): string => `'${plain(text)}'`;

/** What a registry says becomes code here, so only plain characters may pass. */
function plain(text: string): string {
  if (!/^[\w./:+-]+$/.test(text)) throw new Error(`not the text of a pin: ${JSON.stringify(text)}`);
  return text;
}

/** Writes the modules below the current directory. */
export function writeData(locks: LockData, imports: readonly string[], pins: PinData): void {
  writeFileSync(`${FOLDER}/lock-data.ts`, lockModule(locks));
  writeFileSync(`${FOLDER}/lock-names.ts`, namesModule(locks));
  writeFileSync(`${FOLDER}/import-names.ts`, importsModule(imports));
  writeFileSync(`${FOLDER}/pin-data.ts`, pinModule(pins));
}
